import { type KeyboardEvent, useEffect, useId, useState } from 'react';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (value: string) => void;
  /** More than one line. */
  readonly rows?: number;
  readonly mono?: boolean;
  readonly hint?: string;
  /** The label is for screen readers alone. */
  readonly bare?: boolean;
}

/** A text that is taken when one leaves it, or presses Enter in one of a single line. */
export function Field({ label, value, onCommit, rows = 1, mono = false, hint = '', bare = false }: FieldProps) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const commit = (): void => {
    if (typed !== value) onCommit(typed);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || (rows > 1 && !event.ctrlKey)) return;
    event.preventDefault();
    commit();
  };
  const shared = {
    id,
    'aria-label': bare ? label : undefined,
    value: typed,
    className: mono ? 'mono' : '',
    spellCheck: !mono,
    placeholder: hint,
    onBlur: commit,
    onKeyDown: press,
  };
  return (
    <div className={bare ? 'au-field bare' : 'au-field'}>
      {!bare && <label htmlFor={id}>{label}</label>}
      {rows > 1 ? (
        <textarea {...shared} rows={rows} onChange={(event) => setTyped(event.target.value)} />
      ) : (
        <input {...shared} onChange={(event) => setTyped(event.target.value)} />
      )}
    </div>
  );
}
