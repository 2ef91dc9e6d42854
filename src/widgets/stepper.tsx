import { type FormEvent, useEffect, useRef, useState } from 'react';
import { common } from '../language/en/common.ts';
import { Icon } from './icon.tsx';

interface StepperProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** A number with less and more beside it; typing takes effect on Enter or on leaving. */
export function Stepper({ label, value, min, max, onChange }: StepperProps) {
  const [text, setText] = useState(String(value));
  // What was asked for last: the value follows later, and leaving after Enter must not ask again.
  const asked = useRef(value);
  useEffect(() => {
    asked.current = value;
    setText(String(value));
  }, [value]);
  const commit = () => {
    const wanted = Math.min(max, Math.max(min, Number.parseInt(text, 10)));
    if (Number.isNaN(wanted)) setText(String(value));
    else if (wanted !== asked.current) {
      asked.current = wanted;
      onChange(wanted);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    commit();
  };
  return (
    <form className="stepper" onSubmit={submit}>
      <button
        type="button"
        aria-label={common('oneLess', { label })}
        disabled={value <= min}
        onClick={() => onChange(value - 1)}
      >
        <Icon name="minus" size={12} />
      </button>
      <input
        aria-label={label}
        inputMode="numeric"
        value={text}
        onChange={(event) => {
          asked.current = value;
          setText(event.target.value);
        }}
        onBlur={commit}
      />
      <button
        type="button"
        aria-label={common('oneMore', { label })}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
      >
        <Icon name="plus" size={12} />
      </button>
    </form>
  );
}
