import type { TraceReader } from '../../runner/trace/index.ts';
import { words } from '../../app/words/index.ts';
import type { Stepper } from '../studio/stepper.ts';
import { lastLinesOf } from './printed-lines.ts';

interface PrintedProps {
  readonly trace: TraceReader;
  readonly position: number;
  readonly stepper: Stepper;
}

const MOST_LINES = 30;
const MOST_CHARACTERS = 200;

/** What the program had printed by then. A line leads to the step that printed it. */
export function Printed({ trace, position, stepper }: PrintedProps) {
  if (trace.output === '') return null;
  const output = position < trace.stepCount ? trace.outputUpTo(position) : trace.output;
  const goTo = (at: number) => {
    const step = trace.stepOfOutput(at);
    if (step !== undefined) stepper.goTo(step);
  };
  return (
    <section className="printed" aria-label={words('steps.output.title')}>
      <h3>{words('steps.output.title')}</h3>
      {output === '' && <p className="aside">{words('steps.output.none')}</p>}
      <div className="printed-lines">
        <ol>
          {lastLinesOf(output, MOST_LINES).map(({ text, at }) => {
            const shown = text.slice(0, MOST_CHARACTERS);
            return (
              <li key={at}>
                <button
                  type="button"
                  aria-label={words('steps.output.line', { text: shown })}
                  onClick={() => goTo(at)}
                >
                  {shown}
                </button>
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}
