import './kind-filters.css';
import { useState } from 'react';
import { objects } from '../../language/en/objects.ts';
import { isKindShown } from './filter.ts';

interface SpaceSelectProps {
  readonly value: string;
  readonly spaces: readonly string[];
  readonly onChange: (space: string) => void;
}

/** Which namespaces are shown: those of people, all, or one. */
export function SpaceSelect({ value, spaces, onChange }: SpaceSelectProps) {
  return (
    <label>
      <span className="hidden-text">{objects('namespace')}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{objects('allButSystem')}</option>
        <option value="*">{objects('allNamespaces')}</option>
        {spaces.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

interface KindChipsProps {
  readonly kinds: readonly (readonly [kind: string, count: number])[];
  /** Kinds that the person has switched against their default. */
  readonly switched: ReadonlySet<string>;
  readonly onSwitch: (kind: string) => void;
}

/**
 * A button for each kind, with how many objects it has: those first that are shown when the view opens, where the row is
 * short. No button moves while they are switched.
 */
export function KindChips({ kinds, switched, onSwitch }: KindChipsProps) {
  const [first] = useState(switched);
  return (
    <fieldset className="kind-chips">
      <legend className="hidden-text">{objects('kinds')}</legend>
      {kinds.map(([kind, count]) => (
        <button
          type="button"
          key={kind}
          aria-pressed={isKindShown(kind, switched)}
          className={`kind-chip ${isKindShown(kind, switched) ? 'on' : ''} ${isKindShown(kind, first) ? 'first' : ''}`}
          onClick={() => onSwitch(kind)}
        >
          {kind} <span className="n">{count}</span>
        </button>
      ))}
    </fieldset>
  );
}
