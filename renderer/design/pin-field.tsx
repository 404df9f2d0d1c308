import { useId } from 'react';
import { words } from '../../app/words/index.ts';

/** The fewest that a PIN has. */
export const PIN_DIGITS = 4;

interface PinFieldProps {
  readonly label: string;
  readonly value: string;
  readonly trouble?: string | undefined;
  readonly onChange: (value: string) => void;
}

/** A field for a PIN, which nobody reads over a shoulder. */
export function PinField({ label, value, trouble, onChange }: PinFieldProps) {
  const id = useId();
  return (
    <div className="field number-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        value={value}
        aria-describedby={`${id}-aside`}
        aria-invalid={trouble !== undefined}
        onChange={({ target }) => onChange(target.value.replaceAll(/\D/g, ''))}
      />
      <p id={`${id}-aside`} className={trouble === undefined ? 'aside' : 'trouble'} role={trouble && 'alert'}>
        {trouble ?? words('window.pin.form')}
      </p>
    </div>
  );
}
