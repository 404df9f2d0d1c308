import { useDeferredValue, useMemo } from 'react';
import {
  type LoopLines,
  type TraceReader,
  columnsOf,
  loopAt,
  rowsOf,
  turnAt,
} from '../../runner/trace/index.ts';
import { words } from '../../app/words/index.ts';
import type { Stepper } from '../studio/stepper.ts';
import { loopLinesAt } from './loop-lines.ts';
import { lineOf } from './value-words.ts';

interface LoopTableProps {
  readonly trace: TraceReader;
  readonly position: number;
  readonly stepper: Stepper;
}

/** Rows that are drawn: the turn one is in, and those around it. */
const MOST_ROWS = 12;

/** The loop that a step is in, or that its caller is in; undefined if there is none. */
export function loopOf(trace: TraceReader, position: number, stepper: Stepper): LoopLines | undefined {
  if (position < 0 || position >= trace.stepCount) return undefined;
  const { thread } = trace.step(position);
  const frames = trace.stateAt(position).threads.find(({ number }) => number === thread)?.frames ?? [];
  for (const { code, line } of frames.toReversed()) {
    const loop = loopLinesAt(stepper.loopsOf(trace.files[code.file] ?? ''), code.file, line);
    if (loop !== undefined) return loop;
  }
  return undefined;
}

/** A loop as a table: a row for each turn, with what was at its end. A row leads to where its turn begins. */
export function LoopTable({ trace, position, stepper }: LoopTableProps) {
  // While the slider is dragged the picture goes first.
  const at = useDeferredValue(position);
  const table = useMemo(() => {
    const loop = loopOf(trace, at, stepper);
    const run = loop === undefined ? undefined : loopAt(trace, at, loop);
    if (loop === undefined || run === undefined || run.turns.length === 0) return undefined;
    const now = turnAt(run, at);
    const first = Math.max(0, Math.min((now?.number ?? 1) - 1 - MOST_ROWS / 2, run.turns.length - MOST_ROWS));
    const columns = columnsOf(trace, run);
    const rows = rowsOf(trace, run.turns.slice(first, first + MOST_ROWS), columns);
    return { loop, run, now, columns, rows };
  }, [trace, at, stepper]);
  if (table === undefined) return <p className="aside">{words('steps.loop.none')}</p>;
  const { loop, run, now, columns, rows } = table;
  const goTo = (turn: number) => {
    const there = run.turns[turn - 1];
    if (there !== undefined) stepper.goTo(there.from);
  };
  return (
    <div className="loop">
      <label className="row">
        {words('steps.loop.turn')}
        <input
          type="number"
          min={1}
          max={run.turns.length}
          value={now?.number ?? 1}
          onChange={({ target }) => goTo(target.valueAsNumber)}
        />
        {words('steps.loop.ofTurns', { count: run.turns.length })}
      </label>
      <div className="table" tabIndex={0} role="group" aria-label={words('steps.loop.table')}>
        <table>
          <caption>{words('steps.loop.caption', { line: loop.header })}</caption>
          <thead>
            <tr>
              <th scope="col">{words('steps.loop.turn')}</th>
              {columns.map(({ name }) => (
                <th key={name} scope="col">
                  <code>{name}</code>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ turn, values, state }) => (
              <tr key={turn.number} aria-current={turn === now ? 'step' : undefined}>
                <th scope="row">
                  <button
                    type="button"
                    aria-label={words('steps.loop.go', { number: turn.number })}
                    onClick={() => goTo(turn.number)}
                  >
                    {turn.number}
                  </button>
                </th>
                {values.map((value, column) => (
                  <td key={columns[column]?.name}>
                    <code>{value === undefined ? words('steps.loop.gone') : lineOf(value, state)}</code>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
