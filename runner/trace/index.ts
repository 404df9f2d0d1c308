/**
 * The trace of a run: FORMAT.md says what it is made of. This room reads and writes it, and answers questions about
 * it. It knows neither Node nor a window, since both need it, and believes nothing that a trace says.
 */
export { TRACE_LIMITS } from './limits.ts';
export type { TraceProblem } from './problem.ts';
export {
  type Answered,
  type Ended,
  type Later,
  type Place,
  type Step,
  TraceReader,
  type Whole,
} from './reader.ts';
export type { Pair, TraceHeader, Value } from './records.ts';
export {
  type Code,
  type Frame,
  type HeapObject,
  type State,
  type Thread,
  type Variables,
  reachable,
  referenceOf,
  rootsOf,
  valuesIn,
  variablesOf,
} from './state.ts';
export { type Direction, type Stride, lineRuns, madeBy, sameLine, stride } from './stepping.ts';
export {
  type ItemsChanged,
  type StepChanges,
  type Variable,
  changeOf,
  changesOf,
  valueOf,
} from './changes.ts';
export {
  type LoopLines,
  type LoopRun,
  type Turn,
  type TurnRow,
  columnsOf,
  loopAt,
  rowsOf,
  turnAt,
} from './turns.ts';
export { TraceWriter, type WriterProblem } from './writer.ts';
