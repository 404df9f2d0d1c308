/** A position told in sentences: what is read beside the slider, and what is heard. */
import { type State, type Step, type TraceReader, changesOf, valueOf } from '../../runner/trace/index.ts';
import { words } from '../../app/words/index.ts';
import { positionWords } from './position-words.ts';
import { lineOf } from './value-words.ts';

/** Changes that are told aloud; more would be noise. */
const MOST_TOLD = 3;

/** What a piece of code is called by whoever wrote it: `fib`, or the program itself. */
export function codeWords({ name, kind }: Step['code']): string {
  return kind === 'module' ? words('steps.program') : name;
}

/** What is going on at a step. */
export function happening(step: Step, state: State): string {
  const { kind, line, code } = step;
  const name = codeWords(code);
  if (step.exception !== undefined) {
    const { type, message } = step.exception;
    if (type === 'SystemExit') return words('steps.happens.exit', { line });
    const error = message === null || message === '' ? type : `${type}: ${message}`;
    return words('steps.happens.raise', { line, error });
  }
  if (step.value !== undefined) {
    const value = lineOf(step.value, state);
    if (code.kind === 'module') return words('steps.happens.end');
    if (code.kind === 'class') return words('steps.happens.classMade', { name });
    return words(kind === 'yield' ? 'steps.happens.yield' : 'steps.happens.return', { name, value });
  }
  if (kind === 'call' && code.kind === 'module') return words('steps.happens.begin');
  if (kind === 'call') return words('steps.happens.call', { name });
  if (kind === 'resume') return words('steps.happens.resume', { name });
  return words('steps.happens.line', { line });
}

/** What a step changed, in sentences. */
function changeWords(trace: TraceReader, step: number, state: State): string[] {
  const { variables } = changesOf(trace, step);
  return variables.slice(0, MOST_TOLD).flatMap((variable) => {
    const value = valueOf(state, variable);
    const { name } = variable;
    return value === undefined ? [] : [words('steps.isNow', { name, value: lineOf(value, state) })];
  });
}

/** All of it, for those who hear it. */
export function spokenPosition(trace: TraceReader, position: number): string {
  const where = positionWords(trace, position);
  if (position >= trace.stepCount) return where;
  const state = trace.stateAt(position);
  const what = [happening(trace.step(position), state), ...changeWords(trace, position, state)];
  return words('steps.spoken', { where, what: what.join('; ') });
}
