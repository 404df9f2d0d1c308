import { constants } from 'node:os';
import type { Limits, ProgramError, Reason, Verdict } from '../model/index.ts';
import type { Usage } from '../wire/index.ts';

/** Why the host ended a run that had not ended by itself; the first cause that applies. */
export type HostCause = 'cpu time' | 'wall clock' | 'output' | 'killed';

/** How the exec came to its end: the program's own, the box's, or none that we heard of in time. */
export type Ending =
  | { readonly kind: 'exit'; readonly exitCode: number }
  | { readonly kind: 'lost'; readonly reason: Reason; readonly outOfMemory: boolean }
  | { readonly kind: 'unheard' };

/** All that a verdict rests on. `error` and `spent` come from the pupil's process and decide nothing that matters. */
export interface Observations {
  readonly limits: Limits;
  readonly cause: HostCause | undefined;
  readonly ending: Ending;
  readonly usage: Usage;
  /** The most memory that the box had used before this program. */
  readonly peakBefore: number;
  readonly wallMillis: number;
  readonly interrupted: boolean;
  /** Whether it said that it had run as many lines as it may, where it has such a limit. */
  readonly spent: boolean;
  readonly error: ProgramError | undefined;
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: Reason | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
}

/**
 * The verdict on a run. What the host measured comes first, what the kernel counted second, and only then
 * what the program made of itself: a program that was killed for memory while its parent printed an answer
 * has still exceeded its memory.
 */
export function judge(seen: Observations): Judgement {
  const { limits, ending, usage } = seen;
  const end = ending.kind === 'exit' ? howItEnded(ending.exitCode) : { exitCode: null, signal: null };
  const say = (verdict: Verdict, reason: Reason | null = null): Judgement => ({ verdict, reason, ...end });

  if (seen.cause === 'output') return say('output limit exceeded');
  if (usage.oomKills > 0) return say('memory limit exceeded');
  if (ending.kind === 'lost' && (ending.outOfMemory || diedFull(seen))) return say('memory limit exceeded');
  if (seen.cause === 'cpu time' || usage.cpuMicros > limits.cpuMillis * 1000) {
    return say('time limit exceeded', 'cpu time');
  }
  if (seen.cause === 'wall clock' || seen.wallMillis > limits.wallClockMillis) {
    return say('time limit exceeded', 'wall clock');
  }
  if (seen.cause === 'killed') return say('stopped', 'killed');
  if (ending.kind === 'lost') return say('internal error', ending.reason);
  if (ending.kind === 'unheard') return say('internal error', 'box silent');
  if (seen.spent) return say('time limit exceeded', 'instruction limit');
  if (end.exitCode === 0) return say('finished');
  if (end.signal === 'SIGINT' && seen.interrupted) return say('stopped', 'interrupted');
  if (end.signal !== null) return say('runtime error', 'signal');
  // An allocation that the kernel refuses outright never gets as far as the memory limit.
  if (seen.error?.name === 'MemoryError') return say('memory limit exceeded');
  return say(seen.error?.atCompile === true ? 'compile error' : 'runtime error');
}

// The kernel may have to kill the supervisor itself, and not every engine tells us. Usage comes every 100 ms, so
// what it last said is not the very last.
const FULL = 0.9;

function diedFull({ cause, ending, usage, peakBefore, limits }: Observations): boolean {
  if (cause !== undefined || ending.kind !== 'lost' || ending.reason !== 'box lost') return false;
  // What an earlier program of the box has used is no sign of anything.
  return usage.peakBytes > peakBefore && usage.peakBytes > FULL * limits.memoryMb * 1024 * 1024;
}

function howItEnded(code: number): Pick<Judgement, 'exitCode' | 'signal'> {
  if (code >= 0) return { exitCode: code, signal: null };
  const name = Object.entries(constants.signals).find(([, number]) => number === -code)?.[0];
  return { exitCode: null, signal: name ?? `signal ${-code}` };
}
