import { type SubmitEvent, useId, useState } from 'react';
import type { Settings } from '../../app/contract/index.ts';
import { LIVE_TRACE } from '../../runner/model/index.ts';
import { words } from '../../app/words/index.ts';
import { useAsking } from '../design/asking.ts';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';
import { Choice } from './choice.tsx';
import { NumberField } from './number-field.tsx';
import { PIN_DIGITS, PinField } from '../design/pin-field.tsx';
import { SetPin } from './set-pin.tsx';

const ENGINES = ['auto', 'podman', 'docker'] as const;

/** What a teacher settles, behind the PIN if there is one. */
export function TeacherPanel({ session }: { readonly session: Session }) {
  const { guarded } = useStore(session.settings);
  const [pin, setPin] = useState<string>();
  // Who is in stays in when there is a PIN of a sudden: it is hers, or what she does is refused.
  const [isIn, setIsIn] = useState(!guarded);
  const enter = (given: string) => {
    setPin(given);
    setIsIn(true);
  };
  if (!isIn) return <Unlock session={session} onPin={enter} />;
  return <Unlocked session={session} pin={pin} onPin={setPin} />;
}

interface UnlockProps {
  readonly session: Session;
  readonly onPin: (pin: string) => void;
}

function Unlock({ session, onPin }: UnlockProps) {
  const [pin, setPin] = useState('');
  const { askOnce, busy, trouble } = useAsking();
  const isShort = pin.length < PIN_DIGITS;
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isShort) return;
    if (await askOnce(() => session.line.call('settings.check-pin', { pin }))) onPin(pin);
  };
  return (
    <form className="settings" onSubmit={(event) => void submit(event)}>
      <PinField label={words('window.pin.ask')} value={pin} trouble={trouble} onChange={setPin} />
      <div>
        <button type="submit" className="button go" aria-disabled={busy || isShort}>
          {words('window.pin.unlock')}
        </button>
      </div>
    </form>
  );
}

interface UnlockedProps {
  readonly session: Session;
  readonly pin: string | undefined;
  readonly onPin: (pin: string | undefined) => void;
}

function Unlocked({ session, pin, onPin }: UnlockedProps) {
  const { settings, managed, policyProblem } = useStore(session.settings);
  const { ask, trouble } = useAsking();
  const about = useId();
  const change = (some: Partial<Settings>) => void ask(() => session.changeSettings(some, pin));
  return (
    <div className="settings">
      <p id={about}>{words('window.teacher.about')}</p>
      {trouble !== undefined && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
      {managed.length > 0 && <p className="card look">{words('window.teacher.managed')}</p>}
      {policyProblem !== null && (
        <p className="card bad" role="alert">
          {words('window.teacher.policyProblem', { words: policyProblem })}
        </p>
      )}
      <Choice
        label={words('window.teacher.engine')}
        values={ENGINES}
        value={settings.engine}
        disabled={managed.includes('engine')}
        wordsOf={(engine) => words(`window.teacher.engines.${engine}`)}
        onChange={(engine) => change({ engine })}
      />
      <NumberField
        label={words('window.teacher.seconds')}
        about={words('window.teacher.secondsToo', { lines: LIVE_TRACE.lines / 1e6 })}
        value={settings.runSeconds}
        least={1}
        most={600}
        disabled={managed.includes('runSeconds')}
        onChange={(runSeconds) => change({ runSeconds })}
      />
      <NumberField
        label={words('window.teacher.memory')}
        value={settings.runMemoryMb}
        least={64}
        most={1024}
        disabled={managed.includes('runMemoryMb')}
        onChange={(runMemoryMb) => change({ runMemoryMb })}
      />
      <SetPin session={session} pin={pin} onPin={onPin} />
    </div>
  );
}
