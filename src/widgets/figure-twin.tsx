import './figure-twin.css';
import { type KeyboardEvent, useId, useState } from 'react';

/** What stands for one thing of a figure. */
export interface TwinItem {
  readonly id: string;
  /** What a screen reader says of it, in a sentence. */
  readonly label: string;
  /** Depth in the tree, from 1. */
  readonly level: number;
  readonly isSelected: boolean;
  /** Where the figure draws it, in px from its top left corner. */
  readonly place: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  /** What a click on it does; absent where nothing is to be opened. */
  readonly open?: () => void;
}

/** The index that a key leads to; undefined for keys that do not move. */
function movedTo(key: string, at: number, items: readonly TwinItem[]): number | undefined {
  const { level } = items[at]!;
  const last = items.length - 1;
  if (key === 'ArrowDown') return Math.min(last, at + 1);
  if (key === 'ArrowUp') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key === 'ArrowRight') return (items[at + 1]?.level ?? 0) > level ? at + 1 : at;
  if (key !== 'ArrowLeft') return undefined;
  for (let before = at - 1; before >= 0; before--) if (items[before]!.level < level) return before;
  return at;
}

const element = (own: string, index: number) => `${own}-${index}`;

/**
 * A figure by keyboard and for screen readers: a tree in the figure's order, over the figure, in which a frame shows where the
 * keyboard is. It lets the pointer through. The box around it has to be positioned.
 */
export function FigureTwin({ label, items }: { readonly label: string; readonly items: readonly TwinItem[] }) {
  const own = useId();
  const [cursor, setCursor] = useState('');
  const chosen = items.findIndex(({ id }) => id === cursor);
  const at = Math.max(0, chosen >= 0 ? chosen : items.findIndex(({ isSelected }) => isSelected));
  const here = items[at];
  if (here === undefined) return null;
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = movedTo(event.key, at, items);
    if (next !== undefined) setCursor(items[next]!.id);
    else if (event.key === 'Enter' && here.open !== undefined) here.open();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const { x, y, w, h } = here.place;
  return (
    <div
      className="figure-twin"
      role="tree"
      aria-label={label}
      aria-activedescendant={element(own, at)}
      tabIndex={0}
      onKeyDown={press}
    >
      <div className="twin-cursor" style={{ left: x - 4, top: y - 4, width: w + 8, height: h + 8 }} />
      {items.map((item, index) => (
        <div
          key={item.id}
          id={element(own, index)}
          className="hidden-text"
          role="treeitem"
          tabIndex={-1}
          aria-level={item.level}
          aria-selected={item.isSelected}
          aria-label={item.label}
        />
      ))}
    </div>
  );
}
