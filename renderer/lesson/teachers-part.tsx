import { useState } from 'react';
import type { ExerciseView, TeachersView } from '../../app/contract/index.ts';
import { words } from '../../app/words/index.ts';
import { useAsking } from '../design/asking.ts';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';

interface TeachersPartProps {
  readonly session: Session;
  readonly exercise: ExerciseView;
}

/** Solution and wrong attempts, behind the teacher's PIN. */
export function TeachersPart({ session, exercise: { pack, id } }: TeachersPartProps) {
  const guarded = useStore(session.settings, (state) => state.guarded);
  const [pin, setPin] = useState('');
  const [view, setView] = useState<TeachersView>();
  const { ask, busy, trouble } = useAsking();
  const open = () =>
    ask(async () => {
      setView(await session.line.call('lesson.teacher', { pack, exercise: id, pin }));
      setPin('');
    });
  return (
    <details className="teacher" onToggle={() => setView(undefined)}>
      <summary>{words('lessons.teacher.show')}</summary>
      {!guarded && <p className="aside">{words('lessons.teacher.noPin')}</p>}
      {guarded && view === undefined && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void open();
          }}
        >
          <label>
            {words('lessons.teacher.pin')}
            <input
              type="password"
              inputMode="numeric"
              autoComplete="off"
              value={pin}
              onChange={({ target }) => setPin(target.value)}
            />
          </label>
          <button type="submit" className="button" disabled={busy || pin === ''}>
            {words('lessons.teacher.open')}
          </button>
          {trouble !== undefined && (
            <p className="trouble" role="alert">
              {trouble}
            </p>
          )}
        </form>
      )}
      {view !== undefined && (
        <>
          <h4>{words('lessons.teacher.solution')}</h4>
          {view.solution === null ? (
            <p>{words('lessons.teacher.noSolution')}</p>
          ) : (
            <pre tabIndex={0}>{view.solution}</pre>
          )}
          <h4>{words('lessons.teacher.wrong')}</h4>
          {view.wrong.map(({ file, misconception, line, text }) => (
            <figure key={file}>
              <figcaption>{words('lessons.teacher.wrongLine', { misconception, line })}</figcaption>
              <pre tabIndex={0}>{text}</pre>
            </figure>
          ))}
        </>
      )}
    </details>
  );
}
