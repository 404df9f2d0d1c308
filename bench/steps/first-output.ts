/** What tracing costs a pupil who waits for her first word: hello world, traced and not, in real warm boxes. */
import { setTimeout as pause } from 'node:timers/promises';
import { LIVE_LIMITS, LIVE_TRACE } from '../../runner/index.ts';
import { Bench } from '../../runner/testing/index.ts';
import { type Figure, figure } from '../figure.ts';
import { compare } from '../harness.ts';

const ROUNDS = 60;
/** The machine rests, as it does while a child reads her own program. */
const REST_MILLIS = 100;

/** @param folder for the owner's lock */
export async function firstOutput(folder: string): Promise<Figure[]> {
  await using bench = await Bench.open('podman', folder, 2);
  const { ours, theirs } = await compare({
    rounds: ROUNDS,
    ours: () => hello(bench, true),
    theirs: () => hello(bench, false),
  });
  const name = 'hello world, traced, to first output';
  return [
    figure(`${name}, against untraced`, 'ms', ours.median, theirs.median),
    figure(`${name}, later than untraced`, 'ms', ours.median - theirs.median, undefined, {
      ours: 'at most',
      value: 3,
    }),
  ];
}

async function hello(bench: Bench, traced: boolean): Promise<number> {
  await bench.pool.filled();
  await pause(REST_MILLIS);
  const spec = bench.admit('print("hello")\n', {
    trace: traced ? LIVE_TRACE : null,
    stdio: { kind: 'terminal', columns: 80, rows: 24 },
    tracebacks: 'reported',
  });
  const { sandbox } = await bench.pool.take(LIVE_LIMITS);
  try {
    const begin = performance.now();
    let first: number | undefined;
    for await (const event of sandbox.exec(spec, { warm: true })) {
      if (event.type === 'stdout') first ??= performance.now() - begin;
    }
    if (first === undefined) throw new Error('no output');
    return first;
  } finally {
    await sandbox.destroy();
  }
}
