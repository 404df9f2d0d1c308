import { useId } from 'react';

interface ChoiceProps<T extends string | number> {
  readonly label: string;
  readonly values: readonly T[];
  readonly value: T;
  readonly wordsOf: (value: T) => string;
  readonly disabled?: boolean;
  readonly onChange: (value: T) => void;
}

/** One of a few. */
export function Choice<T extends string | number>(props: ChoiceProps<T>) {
  const { label, values, value, wordsOf, disabled = false, onChange } = props;
  const name = useId();
  return (
    <fieldset className="choice-set" disabled={disabled}>
      <legend>{label}</legend>
      <div className="choices">
        {values.map((one) => (
          <label key={one} className="choice">
            <input type="radio" name={name} checked={one === value} onChange={() => onChange(one)} />
            {wordsOf(one)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
