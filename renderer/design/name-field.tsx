import { useId, useLayoutEffect, useRef } from 'react';

interface NameFieldProps {
  readonly label: string;
  readonly aside?: string;
  readonly value: string;
  readonly trouble: string | undefined;
  readonly onChange: (value: string) => void;
}

/** A field for a name, with what is wrong with it. */
export function NameField({ label, aside, value, trouble, onChange }: NameFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  // Whoever types at once gives another name, with the same ending.
  useLayoutEffect(() => input.current?.setSelectionRange(0, stemLength(input.current.value)), []);
  return (
    <div className="field name-field">
      <label htmlFor={id}>{label}</label>
      <input
        ref={input}
        id={id}
        value={value}
        data-first
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        aria-describedby={`${id}-aside`}
        aria-invalid={trouble !== undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-aside`} className={trouble === undefined ? 'aside' : 'trouble'} role={trouble && 'alert'}>
        {trouble ?? aside}
      </p>
    </div>
  );
}

/** Of a name without its ending, which usually stays: `dice` of `dice.py`, but all of `Game 1.2`. */
const stemLength = (name: string): number => /^.+(?=\.[a-z]\w*$)/iu.exec(name)?.[0].length ?? name.length;
