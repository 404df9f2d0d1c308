/**
 * The trace of a run: FORMAT.md says what it is made of. This room reads and writes it, and answers questions about
 * it. It knows neither Node nor a window, since both need it, and believes nothing that a trace says.
 */
export type { TraceProblem } from './problem.ts';
export { type Step, TraceReader } from './reader.ts';
export type { Value } from './records.ts';
export {
  type Code,
  type Frame,
  type HeapObject,
  type State,
  type Variables,
  type Whole,
  referenceOf,
  valuesIn,
  variablesOf,
} from './state.ts';
export { type Direction, lineRuns, madeBy, sameLine, stride } from './stepping.ts';
export { type StepChanges, type Variable, changeOf, changesOf, valueOf } from './changes.ts';
export { type LoopLines, columnsOf, loopAt, rowsOf, turnAt } from './turns.ts';
export { TraceWriter } from './writer.ts';
