/**
 * What an attack is: a hostile program, and what should become of it. The catalogue is a table of these; the suite
 * runs each on every engine and looks what it has left behind.
 */
import type { Limits, Reason, Stdio, Verdict } from '../index.ts';

export interface Attack {
  /** What it tries, as a sentence whose subject is the program. */
  readonly name: string;
  /** Python. It may import `sly` (helpers.ts). */
  readonly program: string;
  /** Beyond `ATTACK_LIMITS`. */
  readonly limits?: Partial<Limits>;
  readonly stdio?: Stdio;
  /** Typed in at once. Without it the input stays open and empty. */
  readonly stdin?: string;
  /** One of them. Several only where the kernel decides by chance who comes first. */
  readonly verdict: Verdict | readonly Verdict[];
  readonly reason?: Reason;
  /** All of standard output: this text, or whatever matches. */
  readonly prints?: string | RegExp;
  /** Something in standard error. */
  readonly complains?: RegExp;
  /** Name of the exception that the host hears of. */
  readonly error?: string | null;
  /** True if the box may end with the program, as when the kernel has to kill its supervisor for memory. */
  readonly mayCostTheBox?: boolean;
}

/** For programs that should end soon whatever they try. Sizes are those of the boxes that wait. */
export const ATTACK_LIMITS = { cpuMillis: 4_000, wallClockMillis: 6_000, maxOutputBytes: 64 * 1024 } as const;

export const TERMINAL: Stdio = { kind: 'terminal', columns: 80, rows: 24 };

/** Python in a template, without the indentation that TypeScript gives it; backslashes are Python's. */
export function python(strings: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const text = String.raw({ raw: strings.raw }, ...values);
  const lines = text.split('\n');
  const depths = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const depth = Math.min(...depths);
  return lines
    .map((line) => line.slice(depth))
    .join('\n')
    .trim();
}
