import { type SubmitEvent, useState } from 'react';
import { words } from '../../app/words/index.ts';
import { useAsking } from '../design/asking.ts';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';
import { PIN_DIGITS, PinField } from '../design/pin-field.tsx';

interface SetPinProps {
  readonly session: Session;
  /** The one that there is. */
  readonly pin: string | undefined;
  readonly onPin: (pin: string | undefined) => void;
}

/** Set a PIN, change it, or take it away. */
export function SetPin({ session, pin, onPin }: SetPinProps) {
  const guarded = useStore(session.settings, (state) => state.guarded);
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const { askOnce, busy, trouble } = useAsking();
  const set = async (to: string | null) => {
    const done = await askOnce(async () => {
      const params = { next: to, ...(pin !== undefined && { pin }) };
      session.settings.set(await session.line.call('settings.set-pin', params));
    });
    if (!done) return;
    setNext('');
    setAgain('');
    onPin(to ?? undefined);
  };
  // Nobody sees what she types, and a slip would lock her out.
  const isReady = next.length >= PIN_DIGITS && again === next;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isReady) void set(next);
  };
  return (
    <form className="field" onSubmit={submit}>
      <PinField
        label={guarded ? words('window.pin.change') : words('window.pin.set')}
        value={next}
        trouble={trouble}
        onChange={setNext}
      />
      <PinField
        label={words('window.pin.again')}
        value={again}
        trouble={next.startsWith(again) ? undefined : words('window.pin.other')}
        onChange={setAgain}
      />
      <div className="row">
        <button type="submit" className="button" aria-disabled={busy || !isReady}>
          {words('window.pin.save')}
        </button>
        {guarded && (
          <button type="button" className="button halt" aria-disabled={busy} onClick={() => void set(null)}>
            {words('window.pin.remove')}
          </button>
        )}
      </div>
    </form>
  );
}
