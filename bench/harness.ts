/**
 * Side by side measurement. Both sides take turns, so that a machine that warms up, throttles or is busy with
 * something else does so to both; and who goes first alternates, so that neither always finds a cache warm.
 */
import { figure, type Figure, type Target } from './figure.ts';
import { summarise, type Summary } from './statistics.ts';

/** Does the thing once. Resolves to what it measured itself, in milliseconds, or to nothing: then its whole time counts. */
export type Trial = () => Promise<number | undefined> | Promise<void>;

export interface Comparison {
  readonly ours: Trial;
  readonly theirs: Trial;
  /** Measured turns of each side; fewer than 50 say little about a p95. */
  readonly rounds?: number;
  /** Turns before that, which are not counted. */
  readonly warmup?: number;
}

export interface Compared {
  readonly ours: Summary;
  readonly theirs: Summary;
  /** Of the medians, ours to theirs: below 1 is faster than theirs. */
  readonly ratio: number;
}

const fewestRounds = 50;

/** @throws RangeError for fewer than 50 rounds; whatever a trial throws */
export async function compare({
  ours,
  theirs,
  rounds = fewestRounds,
  warmup = 5,
}: Comparison): Promise<Compared> {
  if (rounds < fewestRounds) throw new RangeError(`at least ${fewestRounds} rounds, not ${rounds}`);
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = -warmup; round < rounds; round++) {
    const order = round % 2 === 0 ? (['ours', 'theirs'] as const) : (['theirs', 'ours'] as const);
    for (const side of order) {
      const millis = await time(side === 'ours' ? ours : theirs);
      if (round >= 0) times[side].push(millis);
    }
  }
  const [a, b] = [summarise(times.ours), summarise(times.theirs)];
  return { ours: a, theirs: b, ratio: a.median / b.median };
}

/** Measures one side alone, where there is nothing to compare with. Same rules as `compare`. */
export async function measure(trial: Trial, rounds = fewestRounds, warmup = 5): Promise<Summary> {
  if (rounds < fewestRounds) throw new RangeError(`at least ${fewestRounds} rounds, not ${rounds}`);
  const times: number[] = [];
  for (let round = -warmup; round < rounds; round++) {
    const millis = await time(trial);
    if (round >= 0) times.push(millis);
  }
  return summarise(times);
}

/** Two figures of a comparison in milliseconds: the medians, and the p95. */
export function timeFigures(name: string, compared: Compared, median?: Target, p95?: Target): Figure[] {
  const { ours, theirs } = compared;
  return [
    figure(name, 'ms', ours.median, theirs.median, median),
    figure(`${name}, p95`, 'ms', ours.p95, theirs.p95, p95),
  ];
}

async function time(trial: Trial): Promise<number> {
  const begin = performance.now();
  const told = await trial();
  return told ?? performance.now() - begin;
}
