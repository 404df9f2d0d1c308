import { useId, useState } from 'react';
import { words } from '../../app/words/index.ts';

interface NumberFieldProps {
  readonly label: string;
  /** What else there is to know of it. */
  readonly about?: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly disabled: boolean;
  readonly onChange: (value: number) => void;
}

/** A whole number within bounds. What is not one is told at once, and changes nothing. */
export function NumberField({ label, about, value, least, most, disabled, onChange }: NumberFieldProps) {
  const id = useId();
  // What is typed counts as long as the value is the one that it was typed over.
  const [typed, setTyped] = useState({ over: value, text: String(value) });
  const text = typed.over === value ? typed.text : String(value);
  const number = Number(text);
  const fits = Number.isInteger(number) && number >= least && number <= most;
  const tell = () => {
    if (fits && number !== value) onChange(number);
  };
  return (
    <div className="field number-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        inputMode="numeric"
        value={text}
        disabled={disabled}
        aria-invalid={!fits}
        aria-describedby={about === undefined ? `${id}-range` : `${id}-range ${id}-about`}
        onChange={({ target }) => setTyped({ over: value, text: target.value })}
        onBlur={tell}
        onKeyDown={({ key }) => {
          if (key === 'Enter' || key === 'Escape') tell(); // Escape closes the dialog, and all else there counts already
        }}
      />
      <p id={`${id}-range`} className={fits ? 'aside' : 'trouble'}>
        {words(fits ? 'window.teacher.range' : 'window.teacher.outOfRange', { least, most })}
      </p>
      {about !== undefined && (
        <p id={`${id}-about`} className="aside">
          {about}
        </p>
      )}
    </div>
  );
}
