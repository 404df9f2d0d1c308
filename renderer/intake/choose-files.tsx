import { type ReactNode, useRef, useState } from 'react';

interface ChooseFilesProps {
  /** Endings: `.zip`. Without it any file can be chosen. */
  readonly accept?: string;
  readonly disabled: boolean;
  readonly onChoose: (files: readonly File[]) => void;
  readonly className: string;
  readonly children: ReactNode;
}

/** A button that asks for files: the way in for who does not drag. */
export function ChooseFiles({ accept, disabled, onChoose, className, children }: ChooseFilesProps) {
  const input = useRef<HTMLInputElement>(null);
  const [round, setRound] = useState(0); // the same file twice is two choices
  return (
    <>
      <input
        key={round}
        ref={input}
        type="file"
        accept={accept}
        multiple
        hidden
        onChange={({ target }) => {
          onChoose([...(target.files ?? [])]);
          setRound(round + 1);
        }}
      />
      <button
        type="button"
        className={className}
        aria-disabled={disabled}
        onClick={() => !disabled && input.current?.click()}
      >
        {children}
      </button>
    </>
  );
}
