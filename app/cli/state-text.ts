import {
  type Frame,
  type State,
  type Step,
  type TraceReader,
  type Variables,
  variablesOf,
} from '../../runner/trace/index.ts';
import { words } from '../words/terminal.ts';
import { printable } from './printable.ts';
import { valueText } from './value-text.ts';

/** A step and how everything was at it, for people: a paragraph for what happens, one a frame, one for the output. */
export function stepText(trace: TraceReader, n: number): string {
  const step = trace.step(n);
  const output = trace.outputUpTo(n);
  const parts = [happening(trace, step), stateText(trace, trace.stateAt(n))];
  if (output !== '') parts.push(`${words('trace.output')}\n${indented(output)}`);
  return parts.join('\n');
}

/** All frames of all threads, the innermost first. */
function stateText(trace: TraceReader, state: State): string {
  const frames = state.threads.flatMap(({ frames: stack }) => stack.toReversed());
  const told = frames.map((frame) => frameText(trace, state, frame));
  const resting = state.resting.map((frame) => frameText(trace, state, frame, true));
  return [...told, ...resting].join('\n');
}

function happening(trace: TraceReader, step: Step): string {
  const { kind, line, number, value, exception } = step;
  const facts = {
    step: number,
    last: trace.stepCount - 1,
    line,
    file: fileOf(trace, step.code.file),
    name: printable(step.code.name),
    value: value === undefined ? '' : valueText(value, trace.stateAt(number)),
    exception: printable([exception?.type, exception?.message].filter(Boolean).join(': ')),
  };
  return words(`trace.step.${kind}`, facts);
}

function frameText(trace: TraceReader, state: State, frame: Frame, rests = false): string {
  const { code, line, leftOut } = frame;
  const facts = { name: printable(code.name), file: fileOf(trace, code.file), line };
  const head = words(rests ? 'trace.resting' : 'trace.frame', facts);
  const more = leftOut > 0 ? [`  ${words('trace.leftOut', { count: leftOut })}`] : [];
  return [head, ...variableLines(state, variablesOf(state, frame)), ...more].join('\n');
}

const variableLines = (state: State, variables: Variables): string[] =>
  [...variables].map(([name, value]) => `  ${printable(name)} = ${valueText(value, state)}`);

const fileOf = (trace: TraceReader, file: number) => printable(trace.files[file] ?? '');

const indented = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${printable(line)}`)
    .join('\n');
