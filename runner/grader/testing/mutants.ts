/** Programs that are almost right, made of right ones: what a class hands in. The same seed makes the same. */

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state are enough to pick lines. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Change = (lines: string[], at: number) => string[];

const onLine =
  (change: (line: string) => string): Change =>
  (lines, at) =>
    lines.with(at, change(lines[at] ?? ''));
const swap = (pattern: RegExp, other: string): Change => onLine((line) => line.replace(pattern, other));

const CHANGES: readonly Change[] = [
  (lines, at) => lines.toSpliced(at, 1),
  (lines, at) => lines.toSpliced(at, 0, lines[at] ?? ''),
  (lines, at) => (at === 0 ? lines : lines.with(at, lines[at - 1] ?? '').with(at - 1, lines[at] ?? '')),
  onLine((line) => line.replace(/\d+/, (digits) => `${Number(digits) + 1}`)),
  onLine((line) => line.replace(/\d+/, (digits) => `${Number(digits) - 1}`)),
  onLine((line) => `  ${line}`),
  onLine((line) => line.replace(/^ {2}/, '')),
  onLine((line) => line.replace(/[:)]/, '')),
  onLine((line) => line.replace(/\b[a-z]+\b/, (name) => `${name}x`)),
  swap(/\*/, '+'),
  swap(/\+/, '-'),
  swap(/==/, '!='),
  swap(/</, '<='),
  swap(/not /, ''),
  swap(/print/, 'return'),
  swap(/return/, 'print'),
  swap(/range\(/, 'range(1, '),
  swap(/while .*:/, 'while True:'),
  swap(/break/, 'continue'),
  swap(/int\(/, 'str('),
  swap(/ end=""/, ''),
];

/** So many programs, each with one to three changes to one of those given. */
export function mutantsOf(programs: readonly string[], count: number, seed: number): string[] {
  const random = randomOf(seed);
  const pick = <T>(all: readonly T[]): T => all[random(all.length)] as T;
  return Array.from({ length: count }, () => {
    let lines = pick(programs).split('\n');
    for (let left = 1 + random(3); left > 0; left -= 1) lines = pick(CHANGES)(lines, random(lines.length));
    return lines.join('\n');
  });
}

/** The same things in another order. */
export function shuffled<T>(things: readonly T[], seed: number): T[] {
  const random = randomOf(seed);
  const left = [...things];
  return Array.from(things, () => left.splice(random(left.length), 1)[0] as T);
}
