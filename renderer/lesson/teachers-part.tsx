import { useState } from 'react';
import type { ExerciseView, TeachersView } from '../../app/contract/index.ts';
import { words } from '../../app/words/index.ts';
import type { Session } from '../studio/session.ts';
import { PinForm } from './pin-form.tsx';

interface TeachersPartProps {
  readonly session: Session;
  readonly exercise: ExerciseView;
}

/** Solution and wrong attempts, behind the teacher's PIN. */
export function TeachersPart({ session, exercise: { pack, id } }: TeachersPartProps) {
  const [view, setView] = useState<TeachersView>();
  const open = async (pin: string) =>
    setView(await session.line.call('lesson.teacher', { pack, exercise: id, pin }));
  return (
    <details className="teacher" onToggle={() => setView(undefined)}>
      <summary>{words('lessons.teacher.show')}</summary>
      {view === undefined && (
        <PinForm session={session} action={words('lessons.teacher.open')} onPin={open} />
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
