import { type StepChanges, type TraceReader, type Variable, changesOf } from '../../runner/trace/index.ts';

/** What to mark in the picture of a step, because the step changed it. */
export interface Marks {
  variable(variable: Variable): boolean;
  /** An object that is new, or was told anew. */
  object(id: number): boolean;
  item(id: number, place: number): boolean;
}

const NO_MARKS: Marks = { variable: () => false, object: () => false, item: () => false };

const nameOf = (variable: Variable) =>
  'file' in variable ? `file ${variable.file} ${variable.name}` : `frame ${variable.frame} ${variable.name}`;

export function marksOf(trace: TraceReader, step: number): Marks {
  return step < trace.stepCount ? marked(changesOf(trace, step)) : NO_MARKS;
}

function marked({ variables, items, objects }: StepChanges): Marks {
  const names = new Set(variables.map(nameOf));
  return {
    variable: (variable) => names.has(nameOf(variable)),
    object: (id) => objects.has(id),
    item: (id, place) =>
      items.some((one) => one.id === id && place >= one.start && place < one.start + Math.max(one.added, 1)),
  };
}
