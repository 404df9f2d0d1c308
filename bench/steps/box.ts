/** The box's part: what recording steps costs a program, beside a tracer that does nothing and one of the usual kind. */
import { fileURLToPath } from 'node:url';
import { runInImage } from '../../sandbox-images/testing/index.ts';
import { TraceReader, TraceWriter } from '../../runner/trace/index.ts';
import { type Figure, figure } from '../figure.ts';

/** What box/measure.py says of a program; times in milliseconds, medians. */
interface Measured {
  readonly name: string;
  readonly millis: { readonly traced: number; readonly settrace?: number; readonly bdb?: number };
  /** What the tracer said, one time. */
  readonly trace: string;
}

/** At most so many times what a `sys.settrace` costs that does nothing. */
const USUAL = 20;
const MOST: Readonly<Record<string, number>> = { '3 million turns of an empty loop': 4 };
/** How many times faster than `bdb` with a repr of every variable. */
const FASTER: Readonly<Record<string, number>> = { 'sieve to 2,000': 30, 'bubble sort of 60': 3 };
const USUAL_BYTES = 60;
const BYTES: Readonly<Record<string, number>> = { 'sieve to 2,000': 40 };

/** @param address of an engine on this machine */
export async function tracing(address: string): Promise<Figure[]> {
  const { stdout, stderr, exitCode } = await runInImage(address, {
    args: ['-B', '/given/bench/steps/box/measure.py'],
    given: fileURLToPath(new URL('../..', import.meta.url)),
    scratch: ['/work', '/tmp'],
  });
  if (exitCode !== 0) throw new Error(stderr.toString());
  const lines = stdout.toString().trimEnd().split('\n');
  const all = lines.map((line) => JSON.parse(line) as Measured);
  return [...all.flatMap(compared), ...growth(all)];
}

/** How many steps there are, and bytes a step of the file that is kept of them, keyframes and all. */
function stored({ trace }: Measured): { steps: number; bytesAStep: number } {
  const writer = new TraceWriter();
  const text = writer.take(trace) + writer.finish();
  if (writer.problem !== undefined) throw new Error(JSON.stringify(writer.problem));
  const steps = TraceReader.read(text).stepCount;
  return { steps, bytesAStep: Buffer.byteLength(text) / steps };
}

function compared(measured: Measured): Figure[] {
  const { name, millis } = measured;
  const { traced, settrace, bdb } = millis;
  const figures: Figure[] = [];
  if (settrace !== undefined) {
    const most = MOST[name] ?? USUAL;
    figures.push(
      figure(`${name}: traced, against a settrace that does nothing`, 'ms', traced, settrace, {
        ratio: 'at most',
        value: most,
      }),
    );
    figures.push(
      figure(`${name}: as stored`, 'bytes a step', stored(measured).bytesAStep, undefined, {
        ours: 'at most',
        value: BYTES[name] ?? USUAL_BYTES,
      }),
    );
  }
  if (bdb !== undefined) {
    const faster = FASTER[name] ?? 1;
    figures.push(
      figure(`${name}: traced, against bdb and repr`, 'ms', traced, bdb, {
        ratio: 'at most',
        value: 1 / faster,
      }),
    );
  }
  return figures;
}

/** From 1,000 steps to 20,000, time and bytes grow as the steps do. */
function growth(all: readonly Measured[]): Figure[] {
  const short = all.find(({ name }) => name === 'a loop of 1,000 steps');
  const long = all.find(({ name }) => name === 'a loop of 20,000 steps');
  if (short === undefined || long === undefined) throw new Error('measure.py has not measured the loops');
  const target = { ours: 'at most', value: 1.15 } as const;
  const [shortFile, longFile] = [stored(short), stored(long)];
  const time = long.millis.traced / longFile.steps / (short.millis.traced / shortFile.steps);
  const bytes = longFile.bytesAStep / shortFile.bytesAStep;
  return [
    figure('time a step, 20,000 against 1,000', 'ratio', time, undefined, target),
    figure('bytes a step, 20,000 against 1,000, as stored', 'ratio', bytes, undefined, target),
  ];
}
