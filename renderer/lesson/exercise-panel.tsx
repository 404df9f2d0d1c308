import { ArrowLeft, CheckCheck, ListRestart } from 'lucide-react';
import { type FocusEvent, useEffect, useRef, useState } from 'react';
import type { Checked, ExerciseView, PackSummary } from '../../app/contract/index.ts';
import { words } from '../../app/words/index.ts';
import { useAsking } from '../design/asking.ts';
import { languageOf, textIn } from '../studio/lessons.ts';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';
import { CheckResults } from './check-results.tsx';
import { Hints } from './hints.tsx';
import { Prediction } from './prediction.tsx';
import { Task } from './task.tsx';
import { TeachersPart } from './teachers-part.tsx';

interface ExercisePanelProps {
  readonly session: Session;
  readonly exercise: ExerciseView;
  /** Run the file that is shown. */
  readonly onRun: () => void;
  readonly onList: () => void;
}

/** The exercise whose program is open: its task, and whether what is there does it. */
export default function ExercisePanel({ session, exercise, onRun, onList }: ExercisePanelProps) {
  const { lessons } = session;
  const checking = useStore(lessons.checking);
  const list = useStore(lessons.list);
  const chosen = useStore(session.settings, ({ settings }) => settings.lessonLanguage);
  const engine = useStore(session.engine);
  const { ask, trouble } = useAsking();
  const language = languageOf(exercise.languages, chosen);
  const { kind, points, progress, prediction } = exercise;
  const isChecking = checking?.state === 'checking';
  const checked = checking?.state === 'checked' ? checking.checked : undefined;
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (checked !== undefined) summary.current?.scrollIntoView(); // with what failed below it
  }, [checked]);
  const next = nextAfter(
    list?.packs.find(({ id }) => id === exercise.pack),
    exercise.id,
  );
  return (
    <div className="exercise-open">
      <button type="button" className="button plain" onClick={onList}>
        <ArrowLeft aria-hidden />
        {words('lessons.all')}
      </button>
      <div lang={language}>
        <h3>{textIn(exercise.title, language)}</h3>
        <p className="aside" lang="en">
          {words(`lessons.kind.${kind}`)} ·{' '}
          {progress.score === null
            ? words('lessons.points', { count: points })
            : words('lessons.scored', { score: rounded(progress.score), points })}
        </p>
        <Task {...{ session, exercise, onRun }} blocks={exercise.task[language] ?? []} />
        {prediction !== null && <Prediction session={session} path={prediction} />}
      </div>
      <div className="row actions">
        <button
          type="button"
          className="button go"
          aria-disabled={isChecking || (engine.state !== 'ready' && prediction === null)}
          onClick={() => {
            if (!isChecking) void ask(() => lessons.check());
          }}
        >
          <CheckCheck aria-hidden />
          {isChecking ? words('lessons.checking') : words('lessons.check')}
        </button>
        {prediction === null && <Reset onReset={() => void ask(() => lessons.reset())} />}
      </div>
      {trouble !== undefined && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
      <div ref={summary} role="status" className="check-summary">
        {checked !== undefined && (
          <p className={checked.done ? 'card good' : 'card look'}>{summaryOf(checked)}</p>
        )}
      </div>
      {(checked?.done ?? progress.state === 'done') && next !== undefined && (
        <button
          type="button"
          className="button go-on"
          onClick={() => void ask(() => lessons.open(exercise.pack, next.id))}
        >
          {words('lessons.next', { title: textIn(next.title, language) })}
        </button>
      )}
      {checked !== undefined && <CheckResults checked={checked} language={language} />}
      <Hints hints={exercise.hints} language={language} />
      <TeachersPart session={session} exercise={exercise} />
    </div>
  );
}

function summaryOf({ tests, done, score }: Checked): string {
  const passed = tests.filter((test) => test.passed).length;
  if (score === null) return words('lessons.ungraded');
  if (passed === tests.length) return words('lessons.passed');
  if (done) return words('lessons.enough');
  return words('lessons.notYet', { count: passed, of: tests.length });
}

const rounded = (score: number) => Math.round(score * 10) / 10;

/** The next that can be done, in the order of the pack; behind the last, the first that is left. */
function nextAfter(pack: PackSummary | undefined, id: string) {
  const all = pack?.units.flatMap(({ exercises }) => exercises) ?? [];
  const at = all.findIndex((one) => one.id === id);
  return [...all.slice(at + 1), ...all.slice(0, at)].find(
    ({ state }) => state === 'open' || state === 'begun',
  );
}

/** It asks first: a click too many is soon made. Whoever does something else has no wish to. */
function Reset({ onReset }: { readonly onReset: () => void }) {
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <button type="button" className="button plain" onClick={() => setAsked(true)}>
        <ListRestart aria-hidden />
        {words('lessons.reset')}
      </button>
    );
  }
  const answer = (reset: boolean) => {
    setAsked(false);
    if (reset) onReset();
  };
  // The focus is still here while another window has it.
  const leave = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (document.hasFocus() && !currentTarget.contains(relatedTarget)) setAsked(false);
  };
  return (
    <div
      className="card look"
      role="group"
      aria-label={words('lessons.reset')}
      tabIndex={-1} // a click beside its buttons is in it
      onBlur={leave}
      onKeyDown={({ key }) => {
        if (key === 'Escape') setAsked(false);
      }}
    >
      <p>{words('lessons.resetSure')}</p>
      <div className="row">
        <button type="button" className="button" autoFocus onClick={() => answer(false)}>
          {words('lessons.resetNo')}
        </button>
        <button type="button" className="button" onClick={() => answer(true)}>
          {words('lessons.resetYes')}
        </button>
      </div>
    </div>
  );
}
