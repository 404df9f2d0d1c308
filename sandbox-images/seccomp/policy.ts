/**
 * Which system calls a program in the box may make: the one source of truth, from which both Docker's JSON profile
 * (docker.ts) and the filter that the supervisor installs on the pupil's program (bpf.ts) are made.
 *
 * It is an allow-list: what no line here allows is answered EPERM, and so is whatever Linux adds later. Every call
 * that Linux has is named, allowed or refused with a reason, so that none is forgotten (policy.test.ts).
 *
 * A filter sees registers, not memory: it can judge a number or a flag, never a path or a struct.
 */
import { allowed } from './allowed.ts';
import { conditional, type Condition } from './conditional.ts';
import { refused } from './refused.ts';
import { syscallNumbers, type SyscallName } from './syscalls.ts';

/** What becomes of a call: let through, or failed with this errno before the kernel looks at it. */
export type Outcome = 'allowed' | 'EPERM' | 'ENOSYS';

/**
 * The rule for a call: one outcome always, or allowed `when` every condition of at least one of the alternatives holds,
 * and EPERM otherwise.
 */
export type Rule =
  | { readonly outcome: Outcome }
  | { readonly outcome: 'conditional'; readonly when: readonly (readonly Condition[])[] };

/** glibc asks for clone3 first, whose flags are in memory; told that there is none, it falls back on clone. */
const absent: readonly SyscallName[] = ['clone3'];

/** The rule for every call that has a name. */
export const policy: ReadonlyMap<SyscallName, Rule> = new Map<SyscallName, Rule>([
  ...allowed.flatMap(({ calls }) => calls.map((name) => [name, { outcome: 'allowed' }] as const)),
  ...refused.flatMap(({ calls }) => calls.map((name) => [name, { outcome: 'EPERM' }] as const)),
  ...absent.map((name) => [name, { outcome: 'ENOSYS' }] as const),
  ...conditional.flatMap(({ calls, when }) =>
    calls.map((name) => [name, { outcome: 'conditional', when }] as const),
  ),
]);

/** Every name as often as the lists name it: once, or the lists contradict each other. */
export const namedCalls: readonly SyscallName[] = [allowed, refused, conditional]
  .flatMap((groups) => groups.flatMap(({ calls }): readonly SyscallName[] => calls))
  .concat(absent);

const byNumber = new Map<number, Rule>(
  [...policy].map(([name, rule]) => [syscallNumbers[name], rule] as const),
);

/** The rule for a call by its number on x86_64. */
export function ruleFor(number: number): Rule {
  return byNumber.get(number) ?? { outcome: 'EPERM' };
}

/** What becomes of one call. `args` are its six registers; a condition looks at the low 32 bits of one of them. */
export function decide(number: number, args: readonly number[]): Outcome {
  const rule = ruleFor(number);
  if (rule.outcome !== 'conditional') return rule.outcome;
  const holds = ({ arg, mask, value }: Condition): boolean => ((args[arg] ?? 0) & mask) >>> 0 === value;
  return rule.when.some((all) => all.every(holds)) ? 'allowed' : 'EPERM';
}
