import { Check, Circle, CircleDot, Lock, PackagePlus } from 'lucide-react';
import type { ExerciseSummary, ExerciseView, PackSummary } from '../../app/contract/index.ts';
import { packProblemWords, words } from '../../app/words/index.ts';
import { useAsking } from '../design/asking.ts';
import { ChooseFiles } from '../intake/choose-files.tsx';
import { Refused } from '../intake/refused.tsx';
import type { Intake } from '../intake/use-intake.ts';
import { languageOf, textIn } from '../studio/lessons.ts';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';
import { Ideas } from './ideas-list.tsx';
import { PinForm } from './pin-form.tsx';

interface LessonListProps {
  readonly session: Session;
  readonly intake: Intake;
  /** The exercise that is open, if one is. */
  readonly back: ExerciseView | undefined;
  readonly onOpened: () => void;
}

/** All exercises of all packs: what is done, what is next, what is locked and why. */
export default function LessonList({ session, intake, back, onOpened }: LessonListProps) {
  const list = useStore(session.lessons.list);
  const chosen = useStore(session.settings, ({ settings }) => settings.lessonLanguage);
  const { ask, askOnce, busy, trouble } = useAsking();
  const open = (pack: string, exercise: string) =>
    void askOnce(async () => {
      await session.lessons.open(pack, exercise);
      onOpened();
    });
  const packs = list?.packs ?? [];
  const languages = [...new Set(packs.flatMap((pack) => pack.languages))];
  return (
    <>
      {back !== undefined && (
        <button type="button" className="button plain" onClick={onOpened}>
          {words('lessons.back', { title: textIn(back.title, languageOf(back.languages, chosen)) })}
        </button>
      )}
      {languages.length > 1 && (
        <label className="row language">
          {words('lessons.language')}
          <select
            value={languageOf(languages, chosen)}
            onChange={({ target }) =>
              void ask(() => session.changeSettings({ lessonLanguage: target.value }))
            }
          >
            {languages.map((language) => (
              <option key={language} value={language}>
                {nameOf(language)}
              </option>
            ))}
          </select>
        </label>
      )}
      {trouble !== undefined && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
      {packs.map((pack) => (
        <PackView
          key={pack.id}
          session={session}
          pack={pack}
          language={languageOf(pack.languages, chosen)}
          busy={busy}
          onOpen={open}
        />
      ))}
      {list?.refused.map(({ name, problems }) => (
        <Refused
          key={name}
          title={words('window.intake.refused', { name })}
          problems={problems.map(packProblemWords)}
        />
      ))}
      <ChooseFiles
        accept=".zip"
        className="button plain"
        disabled={intake.news.some(({ kind }) => kind === 'busy')}
        onChoose={(files) => intake.take(files)}
      >
        <PackagePlus aria-hidden />
        {words('lessons.packs.add')}
      </ChooseFiles>
      {back === undefined && <Ideas session={session} />}
    </>
  );
}

/** A language as those call it who speak it. */
const nameOf = (language: string) =>
  new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;

interface PackViewProps {
  readonly session: Session;
  readonly pack: PackSummary;
  readonly language: string;
  readonly busy: boolean;
  readonly onOpen: (pack: string, exercise: string) => void;
}

function PackView({ session, pack, language, busy, onOpen }: PackViewProps) {
  const exercises = pack.units.flatMap((unit) => unit.exercises);
  const done = exercises.filter(({ state }) => state === 'done').length;
  const next = exercises.find(({ state }) => state === 'begun' || state === 'open');
  const titleOf = (id: string) => textIn(exercises.find((one) => one.id === id)?.title ?? {}, language);
  const { signer } = pack;
  return (
    <div className="pack" lang={language}>
      <h3>{textIn(pack.title, language)}</h3>
      {signer.kind === 'signed' && (
        <p className="aside">
          {words('lessons.packs.signed', { name: signer.name, fingerprint: signer.fingerprint })}
        </p>
      )}
      {signer.kind === 'unsigned' && <p className="aside">{words('lessons.packs.unsigned')}</p>}
      {signer.kind === 'changed' && <p className="trouble">{words('lessons.packs.changed')}</p>}
      <div className="row spread">
        <progress
          value={done}
          max={exercises.length}
          aria-label={words('lessons.done', { count: done, of: exercises.length })}
        />
        <span className="aside">{words('lessons.done', { count: done, of: exercises.length })}</span>
      </div>
      {next !== undefined && (
        <button
          type="button"
          className="button go-on"
          aria-disabled={busy}
          onClick={() => onOpen(pack.id, next.id)}
        >
          {words('lessons.next', { title: textIn(next.title, language) })}
        </button>
      )}
      {pack.units.map((unit) => (
        <details key={unit.id} open={unit.exercises.some(({ id }) => id === next?.id)}>
          <summary>
            {textIn(unit.title, language)}
            <span className="aside">
              {unit.exercises.filter(({ state }) => state === 'done').length}/{unit.exercises.length}
            </span>
          </summary>
          <ol className="exercises">
            {unit.exercises.map((exercise) => (
              <li key={exercise.id}>
                <ExerciseEntry
                  exercise={exercise}
                  title={textIn(exercise.title, language)}
                  why={exercise.missing.map(titleOf).join(', ')}
                  busy={busy}
                  onOpen={() => onOpen(pack.id, exercise.id)}
                />
              </li>
            ))}
          </ol>
        </details>
      ))}
      <details className="teacher">
        <summary>{words('lessons.teacher.show')}</summary>
        {signer.kind === 'bundled' ? (
          <p className="aside">{words('lessons.teacher.bundled')}</p>
        ) : (
          <>
            <p className="aside">{words('lessons.teacher.removed')}</p>
            <PinForm
              session={session}
              action={words('lessons.teacher.remove')}
              onPin={(pin) => session.lessons.remove(pack.id, pin)}
            />
          </>
        )}
      </details>
    </div>
  );
}

const SIGNS = { locked: Lock, open: Circle, begun: CircleDot, done: Check } as const;

interface ExerciseEntryProps {
  readonly exercise: ExerciseSummary;
  readonly title: string;
  /** What must be done first. */
  readonly why: string;
  readonly busy: boolean;
  readonly onOpen: () => void;
}

function ExerciseEntry({ exercise: { state, kind }, title, why, busy, onOpen }: ExerciseEntryProps) {
  const Sign = SIGNS[state];
  const locked = state === 'locked';
  return (
    <button
      type="button"
      className={`exercise ${state}`}
      aria-disabled={locked || busy}
      onClick={() => {
        if (!locked && !busy) onOpen();
      }}
    >
      <Sign aria-hidden />
      <span>
        {title}
        <span className="aside">
          {locked ? words('lessons.lockedWhy', { titles: why }) : words(`lessons.kind.${kind}`)}
        </span>
        <span className="heard">{words(`lessons.state.${state}`)}</span>
      </span>
    </button>
  );
}
