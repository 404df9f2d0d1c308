/**
 * What a cheat is: a program that wants points for what it cannot do. All are given the same tests, of which an honest
 * program passes every one; a cheat passes none, or those that it says it has earned.
 */
import { readFileSync } from 'node:fs';
import { python } from '../../attacks/attack.ts';
import type { Assessment } from '../assessment.ts';
import { assessment, call, checker, program, rule } from '../testing/index.ts';

export interface Cheat {
  /** What it tries, as a sentence whose subject is the program. */
  readonly name: string;
  readonly program: string;
  /** Ids of the tests that it does pass: what it does there is right. */
  readonly earns?: readonly string[];
  /** True if it may break its box, so that nothing is known of some tests. */
  readonly mayCostTheMark?: boolean;
}

const CHECKER = python`
  def check(input, output):
      numbers = output.split()
      if not numbers:
          return "nothing"
      return [int(n) for n in numbers if n.isdecimal()] == sorted(map(int, input.split())) or "not in order"
`;

/** Twice a number, printed and returned; numbers in order; and a rule. */
export const TESTS: Assessment = assessment(
  [
    program('prints 42', '21\n', '42'),
    program('prints 100', '50\n', { kind: 'text', text: '100', comparison: { kind: 'exact' } }),
    program('prints about 3', '1.5\n', {
      kind: 'text',
      text: '3',
      comparison: { kind: 'numbers', tolerance: 0.01 },
    }),
    program('prints 8 words', '4\n', { kind: 'text', text: '8', comparison: { kind: 'tokens' } }),
    program('matches 14', '7\n', { kind: 'text', text: '1[4]', comparison: { kind: 'regex' } }),
    program('sorts', '30 10 20', checker(CHECKER)),
    call('returns 42', 'double(21)', '42'),
    call('returns 100', 'double(50)', '100'),
    call('returns about 3', 'double(1.5)', '3', { tolerance: 0.01 }),
    call('returns a list', 'double([1])', '[1, 1]'),
    call('returns a text', 'double("a")', '"aa"'),
    rule('has a while', ['while']),
  ],
  {
    limits: {
      cpuMillis: 800,
      wallClockMillis: 1_500,
      memoryMb: 256,
      pids: 64,
      diskMb: 32,
      maxOutputBytes: 64 * 1024,
    },
  },
);

export const HONEST = python`
  def double(x):
      return x * 2

  if __name__ == "__main__":
      words = []
      while not words:
          try:
              words = input().split()
          except EOFError:
              break
      if len(words) == 1:
          n = float(words[0])
          print(double(n) if n % 1 else double(int(n)), end="")
      else:
          print(*sorted(words, key=int))
`;

/** The cheats of a file: each begins with a line `#: what it tries`, and one of `#> id` for each test that it earns. */
export function cheatsIn(path: URL): Cheat[] {
  return readFileSync(path, 'utf8')
    .split(/^#: /m)
    .slice(1)
    .map((text) => {
      const [name = '', ...lines] = text.split('\n');
      const earns = lines.filter((line) => line.startsWith('#> ')).map((line) => line.slice(3));
      return {
        name,
        program: lines.join('\n'),
        earns,
        mayCostTheMark: lines.includes('#! may cost the mark'),
      };
    });
}
