/**
 * What can be said of a state, one fact each:
 *
 * - `xs = [1, 2]`, `d['k'].x = 1`: a variable of the innermost frame or a global one of its file, or what lies in it,
 *   as `value-text.ts` writes it; `no x`: there is none
 * - `a is b`, `a is not xs[0]`: whether it is the same object
 * - `stack: <module> > fib(n=3) > fib(n=2)`: all frames of the thread, with such of their variables as are named
 * - `threads: 0 1`: the numbers of those that have frames
 * - `resting: count(n=1) > count`, `resting: none`: generators and coroutines that rest, in any order
 * - `whole xs 250`, `no whole xs`: so many items of a list or letters of a text that is not shown whole can be had
 * - `left out 3`: so many variables of the innermost frame are not recorded
 *
 * and of a step besides: `gives 5`, `raises ValueError: message`, `printed "so far\n"`, `thread 1`.
 */
import assert from 'node:assert/strict';
import { type Frame, type State, type Value, type Whole, referenceOf, variablesOf } from '../trace/index.ts';
import { valueText } from './value-text.ts';

/** What the facts are about. */
export interface Moment {
  readonly state: State;
  readonly thread: number;
  readonly gives?: Value | undefined;
  readonly raises?: { readonly type: string; readonly message: string | null } | undefined;
  /** What the program had written. */
  readonly printed?: string;
  readonly wholeOf: (id: number) => Whole | undefined;
  readonly longText: (number: number) => string | undefined;
}

/** @throws AssertionError if it is not so */
export function assertFact(fact: string, moment: Moment): void {
  const { state } = moment;
  const [word = ''] = fact.split(' ');
  const rest = fact.slice(word.length + 1);
  if (word === 'stack:') assert.equal(stackText(rest, framesOf(moment), state), rest);
  else if (word === 'threads:') assert.equal(state.threads.map(({ number }) => number).join(' '), rest);
  else if (word === 'resting:') assertResting(rest, state);
  else if (word === 'gives') assert.equal(textOf(moment.gives, state), rest);
  else if (word === 'raises') assert.equal(raisedText(moment, rest.includes(':')), rest);
  else if (word === 'printed') assert.equal(JSON.stringify(moment.printed), rest);
  else if (word === 'thread') assert.equal(moment.thread, Number(rest));
  else if (fact.startsWith('left out')) assert.equal(innermost(moment)?.leftOut, Number(fact.slice(9)));
  else if (word === 'whole') assertWhole(rest, moment);
  else if (fact.startsWith('no whole')) assert.equal(wholeOf(fact.slice(9), moment), undefined, fact);
  else if (word === 'no') assert.equal(textOf(find(rest, moment), state), NOTHING, rest);
  else assertComparison(fact, moment);
}

const NOTHING = '<nothing>';

const textOf = (value: Value | undefined, state: State) =>
  value === undefined ? NOTHING : valueText(value, state);

function assertComparison(fact: string, moment: Moment): void {
  const [, left = '', relation, right = ''] = /^(.*?) (=|is not|is) (.*)$/.exec(fact) ?? [];
  if (relation === undefined) throw new Error(`cannot read: ${fact}`);
  const value = find(left, moment);
  if (relation === '=') {
    assert.equal(textOf(value, moment.state), right, fact);
    return;
  }
  const other = find(right, moment);
  const [id, otherId] = [value, other].map((one) => (one === undefined ? undefined : referenceOf(one)));
  assert.ok(id !== undefined && otherId !== undefined, `${fact}: no objects`);
  assert.equal(id === otherId, relation === 'is', fact);
}

function assertWhole(fact: string, moment: Moment): void {
  const [path = '', length] = fact.split(' ');
  assert.equal(wholeOf(path, moment)?.length, Number(length), fact);
}

function wholeOf(path: string, moment: Moment): { readonly length: number } | undefined {
  const value = find(path, moment);
  const id = value === undefined ? undefined : referenceOf(value);
  if (id !== undefined) return moment.wholeOf(id)?.items;
  return Array.isArray(value) && value[0] === 's' && value[3] !== undefined
    ? moment.longText(value[3])
    : undefined;
}

const framesOf = ({ state, thread }: Moment): readonly Frame[] =>
  state.threads.find(({ number }) => number === thread)?.frames ?? [];

const innermost = (moment: Moment): Frame | undefined => framesOf(moment).at(-1);

/** A variable or what lies in it; undefined if it is not there. */
function find(path: string, moment: Moment): Value | undefined {
  const [, name = '', inside = ''] = /^([^.[]+)(.*)$/.exec(path) ?? [];
  const frame = innermost(moment);
  const { state } = moment;
  const globals = state.globals.get(frame?.code.file ?? 0);
  const own = frame && variablesOf(state, frame);
  let value = own?.has(name) === true ? own.get(name) : globals?.get(name);
  for (const [, index, attribute] of inside.matchAll(/\[(.+?)\]|\.(\w+)/g)) {
    const object = value === undefined ? undefined : state.heap.get(referenceOf(value) ?? -1);
    if (object === undefined) return undefined;
    const items: readonly unknown[] = object.items;
    if (object.kind === 'dict' || attribute !== undefined) {
      const pairs = items as readonly (readonly [Value, Value])[];
      value = pairs.find(([key]) => (attribute ?? index) === (attribute ? key : valueText(key, state)))?.[1];
    } else {
      value = items[Number(index)] as Value | undefined;
    }
  }
  return value;
}

/** The frames, with the variables that `like` names. */
function stackText(like: string, frames: readonly Frame[], state: State): string {
  const asked = like.split(' > ');
  return frames.map((frame, index) => frameText(frame, asked[index] ?? '', state)).join(' > ');
}

function frameText(frame: Frame, like: string, state: State): string {
  const open = like.indexOf('(');
  if (open < 0) return frame.code.name;
  const names = [...like.slice(open).matchAll(/(?:[(]|, )(\w+)=/g)].map(([, name = '']) => name);
  const told = names.map((name) => `${name}=${textOf(variablesOf(state, frame).get(name), state)}`);
  return `${frame.code.name}(${told.join(', ')})`;
}

function assertResting(like: string, state: State): void {
  const asked = like === 'none' ? [] : like.split(' > ');
  const told = state.resting.map((frame) => frameText(frame, asked[0] ?? '', state));
  assert.deepEqual(told.sort(), asked.sort());
}

function raisedText({ raises }: Moment, whole: boolean): string {
  if (raises === undefined) return NOTHING;
  return whole ? `${raises.type}: ${raises.message ?? '?'}` : raises.type;
}
