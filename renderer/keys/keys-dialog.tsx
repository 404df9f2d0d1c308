import { useMemo } from 'react';
import { words } from '../../app/words/index.ts';
import { Dialog } from '../design/dialog.tsx';
import type { Session } from '../studio/session.ts';
import { KEYS, keyOf } from './keys.ts';

interface KeysDialogProps {
  readonly session: Session;
  readonly onClose: () => void;
}

const ACTIONS = ['run', 'stop', 'next', 'zoom', 'larger', 'smaller', 'usual', 'help'] as const;

/** Keys that are the editor's, as it has them. */
const OF_EDITOR = [
  [['Tab'], 'indent'],
  [['Escape', 'Tab'], 'leave'],
  [['Ctrl+Space'], 'complete'],
  [['Ctrl+F'], 'find'],
  [['Ctrl+L'], 'line'],
  [['Ctrl+/'], 'comment'],
  [['Ctrl+Z'], 'undo'],
  [['Ctrl+B'], 'stopHere'],
] as const;

const OF_STEPS = [
  ...(['back', 'forward', 'over', 'overBack', 'out', 'outBack'] as const),
  ...(['again', 'before', 'stopNext', 'stopBack'] as const),
];

/** Help: every key, and the three steps once more. */
export default function KeysDialog({ session, onClose }: KeysDialogProps) {
  const ofStudio = useMemo(
    () =>
      ACTIONS.map((action) => ({
        action,
        labels: KEYS.filter((key) => key.action === action).map(({ label }) => label),
      })),
    [],
  );
  const welcomeAgain = () => {
    session.setWelcomed(false);
    onClose();
  };
  return (
    <Dialog title={words('window.keys.title')} onClose={onClose}>
      <div>
        <button type="button" className="button" onClick={welcomeAgain}>
          {words('window.keys.welcome')}
        </button>
      </div>
      <h3>{words('window.keys.everywhere')}</h3>
      <dl className="keys">
        {ofStudio.map(({ action, labels }) => (
          <div key={action}>
            <dt>
              {labels.map((label) => (
                <kbd key={label}>{label}</kbd>
              ))}
            </dt>
            <dd>{words(`window.keys.${action}`)}</dd>
          </div>
        ))}
      </dl>
      <h3>{words('steps.title')}</h3>
      <dl className="keys">
        {OF_STEPS.map((move) => (
          <div key={move}>
            <dt>
              <kbd>{keyOf(move)}</kbd>
            </dt>
            <dd>{words(`steps.keys.${move}`)}</dd>
          </div>
        ))}
      </dl>
      <h3>{words('window.keys.inEditor')}</h3>
      <dl className="keys">
        {OF_EDITOR.map(([labels, does]) => (
          <div key={does}>
            <dt>
              {labels.map((label) => (
                <kbd key={label}>{label}</kbd>
              ))}
            </dt>
            <dd>{words(`window.keys.editor.${does}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
