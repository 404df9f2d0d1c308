import { useEffect, useRef, useState } from 'react';
import type { TraceReader, Variable } from '../../runner/trace/index.ts';
import { words } from '../../app/words/index.ts';
import type { Look, Stepper } from '../studio/stepper.ts';
import type { Workspace } from '../studio/workspace.ts';
import { LoopTable, loopOf } from './loop-table.tsx';
import { noticeOf } from './notice.ts';
import { Printed } from './printed.tsx';
import { Scene } from './scene.tsx';
import { happening } from './step-words.ts';
import { Told } from './told.tsx';
import { useEdited } from './use-edited.ts';
import { Walker } from './walker.tsx';
import { When } from './when.tsx';

interface LookProps {
  readonly stepper: Stepper;
  readonly look: Look;
}

interface RecordedProps extends LookProps {
  readonly workspace: Workspace;
}

/** A recording, and all that one can do with it. */
export default function Recorded({ stepper, workspace, look }: RecordedProps) {
  const [question, setQuestion] = useState<{ readonly of: TraceReader; readonly variable: Variable }>();
  const [asTable, setAsTable] = useState(false);
  const loop = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asTable) loop.current?.scrollIntoView({ block: 'nearest' });
  }, [asTable]);
  const edited = useEdited(workspace, look.recording.sources);
  const { recording, position } = look;
  const { trace, complete } = recording;
  const notice = noticeOf(recording);
  // Of another run nothing was asked.
  const asked = question?.of === trace ? question.variable : undefined;
  const ask = (variable: Variable | undefined) =>
    setQuestion(variable === undefined ? undefined : { of: trace, variable });
  if (position < 0) {
    return <p>{notice ?? (complete ? words('steps.none') : words('steps.coming'))}</p>;
  }
  const hasLoop = loopOf(trace, position, stepper) !== undefined;
  return (
    <>
      <Walker stepper={stepper} look={look} />
      {edited && <p className="aside">{words('steps.edited')}</p>}
      <Happening stepper={stepper} look={look} />
      <div className="looked-at" tabIndex={0} role="group" aria-label={words('steps.title')}>
        {asked !== undefined && (
          <When {...{ stepper, look, variable: asked }} onClose={() => ask(undefined)} />
        )}
        <Scene {...{ trace, position, asked, onAsk: ask }} />
        <Printed {...{ trace, position, stepper }} />
        {hasLoop && (
          <div ref={loop} className="as-table">
            <button
              type="button"
              className="button"
              aria-pressed={asTable}
              onClick={() => setAsTable(!asTable)}
            >
              {words('steps.loop.show')}
            </button>
            {asTable && <LoopTable {...{ trace, position, stepper }} />}
          </div>
        )}
        {notice !== undefined && <p className="aside">{notice}</p>}
      </div>
      <Told look={look} />
    </>
  );
}

/** The step in a sentence, and its line as it was run. */
function Happening({ stepper, look }: LookProps) {
  const { trace } = look.recording;
  if (look.position >= trace.stepCount) return <p>{words('steps.later.why')}</p>;
  const step = trace.step(look.position);
  const state = trace.stateAt(look.position);
  const source = stepper.linesOf(trace.files[step.code.file] ?? '')[step.line - 1];
  const asked = trace.inputs.filter(({ step: at }) => at === look.position);
  return (
    <div className="happening">
      <p>{happening(step, state)}</p>
      {source !== undefined && <code>{source.trim()}</code>}
      {asked.map(({ prompt, answer }, at) => (
        <p key={at} className="aside">
          {prompt.trim() === ''
            ? words('steps.askedPlainly', { answer })
            : words('steps.asked', { prompt: prompt.trim(), answer })}
        </p>
      ))}
    </div>
  );
}
