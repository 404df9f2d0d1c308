/**
 * `npm run bench -- steps`: what it costs to step through a program. In the box: what it takes to record its steps. On
 * the host: to store a trace, to read it, and to give the state at any step of it. In a window: to drag through it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineVariables, startEngines, stopEngines } from '../../tools/engines/index.ts';
import { TraceReader, TraceWriter } from '../../runner/trace/index.ts';
import { type Figure, figure } from '../figure.ts';
import { quantile } from '../statistics.ts';
import { tracing } from './box.ts';
import { bubbleSort } from './bubble-sort.ts';
import { dragging } from './dragging.ts';

const STEPS = 20_000;
const JUMPS = 5_000;

export async function figures(): Promise<readonly Figure[]> {
  const engines = await startEngines(['podman'], false);
  const folder = mkdtempSync(join(tmpdir(), 'sandlot-bench-steps-'));
  try {
    const [state] = engines.states;
    if (state === undefined || 'missing' in state) throw new Error(state?.missing);
    Object.assign(process.env, engineVariables(engines));
    const { firstOutput } = await import('./first-output.ts'); // reads the variables
    return [
      ...(await tracing(`unix://${state.socket}`)),
      ...(await firstOutput(folder)),
      ...store(STEPS),
      ...jump(),
      ...drag(),
      growth(),
      ...(await dragging()),
    ];
  } finally {
    await stopEngines(engines);
    rmSync(folder, { recursive: true });
  }
}

/** A trace as it is stored, and how long that takes in all. */
function stored(steps: number): { text: string; millis: number } {
  const said = bubbleSort(steps);
  const begin = performance.now();
  const writer = new TraceWriter();
  const text = writer.take(said) + writer.finish();
  return { text, millis: performance.now() - begin };
}

function store(steps: number): Figure[] {
  const { text, millis } = stored(steps);
  return [
    figure(`steps: bubble sort, ${steps} steps, as stored`, 'bytes a step', text.length / steps, undefined, {
      ours: 'at most',
      value: 60,
    }),
    figure(`steps: to check and store ${steps}`, 'ms', millis),
  ];
}

function timed(times: number, work: (nth: number) => void): number[] {
  return Array.from({ length: times }, (_, nth) => {
    const begin = performance.now();
    work(nth);
    return performance.now() - begin;
  });
}

/** The state at steps all over the trace, one after the other at random. */
function jump(): Figure[] {
  const { text } = stored(STEPS);
  let reader = new TraceReader();
  const [millis = 0] = timed(1, () => (reader = TraceReader.read(text)));
  const jumps = timed(JUMPS, (nth) => void reader.stateAt((nth * 7_919) % reader.stepCount));
  return [
    figure(`steps: to read ${STEPS}`, 'ms', millis),
    figure(`steps: state at any of ${STEPS}, p95`, 'ms', quantile(jumps, 0.95), undefined, {
      ours: 'at most',
      value: 5,
    }),
  ];
}

/** … and from each step to the next. */
function drag(): Figure[] {
  const reader = TraceReader.read(stored(STEPS).text);
  const drags = timed(STEPS, (nth) => void reader.stateAt(nth));
  return [figure(`steps: state at the next of ${STEPS}, p95`, 'ms', quantile(drags, 0.95))];
}

/** Bytes a step of a long trace against those of a short one. */
function growth(): Figure {
  const [short = 0, long = 0] = [1_000, STEPS].map((steps) => stored(steps).text.length / steps);
  return figure(`steps: bytes a step, ${STEPS} against 1000`, 'ratio', long / short, undefined, {
    ours: 'at most',
    value: 1.15,
  });
}
