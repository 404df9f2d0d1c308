import { useId } from 'react';

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
  return (
    <div className="field name-field">
      <label htmlFor={id}>{label}</label>
      <input
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
