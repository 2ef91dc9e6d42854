import './kind-filters.css';
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
      <span className="hidden-text">Namespace</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">all but kube-*</option>
        <option value="*">all namespaces</option>
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

/** A button for each kind, with how many objects it has. */
export function KindChips({ kinds, switched, onSwitch }: KindChipsProps) {
  return (
    <fieldset className="kind-chips">
      <legend className="hidden-text">Kinds</legend>
      {kinds.map(([kind, count]) => (
        <button
          type="button"
          key={kind}
          aria-pressed={isKindShown(kind, switched)}
          className={isKindShown(kind, switched) ? 'kind-chip on' : 'kind-chip'}
          onClick={() => onSwitch(kind)}
        >
          {kind} <span className="n">{count}</span>
        </button>
      ))}
    </fieldset>
  );
}
