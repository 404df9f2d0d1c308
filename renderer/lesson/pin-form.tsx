import { useState } from 'react';
import { words } from '../../app/words/index.ts';
import { useAsking } from '../design/asking.ts';
import { PinField } from '../design/pin-field.tsx';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';

interface PinFormProps {
  readonly session: Session;
  /** What its button says. */
  readonly action: string;
  /** Does what the PIN opens; a Problem is told. */
  readonly onPin: (pin: string) => Promise<unknown>;
}

/** Asks for the teacher's PIN before something is done. Where none is set nobody is known to be a teacher, and it says so. */
export function PinForm({ session, action, onPin }: PinFormProps) {
  const guarded = useStore(session.settings, (state) => state.guarded);
  const [pin, setPin] = useState('');
  const { askOnce, busy, trouble } = useAsking();
  if (!guarded) return <p className="aside">{words('lessons.teacher.noPin')}</p>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (pin !== '') void askOnce(() => onPin(pin));
      }}
    >
      <PinField label={words('lessons.teacher.pin')} value={pin} trouble={trouble} onChange={setPin} />
      <button type="submit" className="button" aria-disabled={busy || pin === ''}>
        {action}
      </button>
    </form>
  );
}
