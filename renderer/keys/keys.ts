import type { Move } from '../studio/moves.ts';

/** The keys of the studio: what each does, and how it is written. */
export type Action = 'run' | 'stop' | 'zoom' | 'larger' | 'smaller' | 'usual' | 'next' | 'help' | Move;

interface Key {
  readonly action: Action;
  /** As `KeyboardEvent.key` has it. */
  readonly key: string;
  readonly control?: boolean;
  readonly shift?: boolean;
  /** As it is printed on the keyboard. */
  readonly label: string;
}

/** The first of an action is the one that is told. */
export const KEYS: readonly Key[] = [
  { action: 'run', key: 'F5', label: 'F5' },
  { action: 'run', key: 'Enter', control: true, label: 'Ctrl+Enter' },
  { action: 'stop', key: 'F5', shift: true, label: 'Shift+F5' },
  { action: 'stop', key: '.', control: true, label: 'Ctrl+.' },
  { action: 'next', key: 'F6', label: 'F6' },
  { action: 'zoom', key: 'F8', label: 'F8' },
  { action: 'larger', key: '+', control: true, label: 'Ctrl++' },
  { action: 'larger', key: '=', control: true, label: 'Ctrl+=' },
  { action: 'smaller', key: '-', control: true, label: 'Ctrl+-' },
  { action: 'usual', key: '0', control: true, label: 'Ctrl+0' },
  { action: 'help', key: 'F1', label: 'F1' },
  { action: 'back', key: 'F9', label: 'F9' },
  { action: 'forward', key: 'F10', label: 'F10' },
  { action: 'overBack', key: 'F9', control: true, label: 'Ctrl+F9' },
  { action: 'over', key: 'F10', control: true, label: 'Ctrl+F10' },
  { action: 'out', key: 'F2', label: 'F2' },
  { action: 'outBack', key: 'F2', shift: true, label: 'Shift+F2' },
  { action: 'again', key: 'F7', label: 'F7' },
  { action: 'before', key: 'F7', shift: true, label: 'Shift+F7' },
  { action: 'stopNext', key: 'F4', label: 'F4' },
  { action: 'stopBack', key: 'F4', shift: true, label: 'Shift+F4' },
];

/** How the key of an action is written. */
export function keyOf(action: Action): string {
  return KEYS.find((key) => key.action === action)?.label ?? '';
}

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** What a key means to the studio, if anything. */
export function actionOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Pressed): Action | undefined {
  if (altKey) return undefined;
  return KEYS.find(
    (one) =>
      one.key === key &&
      (one.control ?? false) === (ctrlKey || metaKey) &&
      // A plus sign needs Shift on most keyboards.
      (key.length === 1 || (one.shift ?? false) === shiftKey),
  )?.action;
}
