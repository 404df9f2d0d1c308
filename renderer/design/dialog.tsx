import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { words } from '../../app/words/index.ts';
import { focusProgram } from '../keys/keep-focus.ts';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly size?: 'narrow' | 'usual' | 'wide';
  readonly children: ReactNode;
}

/**
 * A window in the window. The browser keeps the focus in it, closes it with Escape, and gives the focus back to
 * where it was.
 */
export function Dialog({ title, onClose, size = 'usual', children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // Before it is drawn, and before it is gone: so that the focus has somewhere to be.
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    element?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`dialog ${size}`}
      aria-labelledby={heading}
      onClose={onClose}
      onKeyDown={(event) => {
        // The browser's own way with Escape depends on what was pressed before.
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        <button
          type="button"
          className="button icon plain"
          aria-label={words('window.close')}
          onClick={onClose}
        >
          <X aria-hidden />
        </button>
      </header>
      <div className="body">{children}</div>
    </dialog>
  );
}

/** Close a dialog that leads to a program, which has the focus then, and not what the dialog was opened by. */
export function closeToProgram(onClose: () => void): void {
  flushSync(onClose); // as long as it is open, nothing behind it can have the focus
  focusProgram();
}
