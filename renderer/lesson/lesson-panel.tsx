import { BookOpen } from 'lucide-react';
import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import { words } from '../../app/words/index.ts';
import type { Intake } from '../intake/use-intake.ts';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';
import './lesson.css';

/** Loaded when the page has been drawn: nobody waits for them to write a program. */
const LessonList = lazy(() => import('./lesson-list.tsx'));
const News = lazy(() => import('../intake/news.tsx'));
const ExercisePanel = lazy(() => import('./exercise-panel.tsx'));

interface LessonPanelProps {
  readonly session: Session;
  readonly intake: Intake;
  /** Run the file that is shown. */
  readonly onRun: () => void;
}

/** The place of the lesson: the exercise whose program is open, or all that there are. */
export function LessonPanel({ session, intake, onRun }: LessonPanelProps) {
  const exercise = useStore(session.lessons.exercise);
  const isKnown = useStore(session.lessons.list, (list) => list !== undefined);
  // The list is shown until another exercise is opened.
  const [listedFor, setListedFor] = useState<string>();
  const { news, forget } = intake;
  const shown = exercise?.project === listedFor ? undefined : exercise;
  const panel = useRef<HTMLElement>(null);
  const before = useRef(shown?.project);
  useEffect(() => {
    if (shown?.project === before.current) return; // the page has just been opened, and the focus is the editor's
    before.current = shown?.project;
    forget();
    if (panel.current === null) return;
    panel.current.scrollTop = 0;
    // Where it scrolls with the page.
    if (panel.current.getBoundingClientRect().top < 0) panel.current.scrollIntoView();
    // What was clicked is not there any more.
    if (document.activeElement === document.body) panel.current.focus();
  }, [shown?.project, forget]);
  return (
    <aside ref={panel} className="side lesson" aria-labelledby="lesson-title" tabIndex={-1}>
      <h2 id="lesson-title">
        <BookOpen aria-hidden />
        {words('window.lesson.title')}
      </h2>
      <Suspense>
        {news.map((told) => (
          <News key={told.id} news={told} onClose={() => forget(told.id)} />
        ))}
      </Suspense>
      <Suspense>
        {shown === undefined && isKnown && (
          <LessonList
            session={session}
            intake={intake}
            back={exercise}
            onOpened={() => setListedFor(undefined)}
          />
        )}
        {shown !== undefined && (
          <ExercisePanel
            key={shown.project}
            session={session}
            exercise={shown}
            onRun={onRun}
            onList={() => setListedFor(shown.project)}
          />
        )}
      </Suspense>
    </aside>
  );
}
