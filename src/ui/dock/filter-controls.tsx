import { dock } from '../../language/en/dock.ts';
import { Segmented } from '../../widgets/segmented.tsx';

/** What a list of the dock is narrowed by. */
interface Narrowed<Which extends string> {
  readonly which: Which;
  readonly filter: string;
}

interface FilterControlsProps<Which extends string> extends Narrowed<Which> {
  readonly label: string;
  readonly options: readonly { readonly id: Which; readonly label: string }[];
  readonly onChange: (change: Partial<Narrowed<Which>>) => void;
}

/** Which lines of a list are shown: by a word in them, and by what they are. */
export function FilterControls<Which extends string>({
  which,
  filter,
  label,
  options,
  onChange,
}: FilterControlsProps<Which>) {
  return (
    <div className="dock-controls">
      <input
        type="search"
        placeholder={dock('filter')}
        aria-label={dock('filter')}
        value={filter}
        onChange={(event) => onChange({ filter: event.target.value })}
      />
      <Segmented label={label} options={options} value={which} onChange={(id) => onChange({ which: id })} />
    </div>
  );
}
