import { inspector } from '../../language/en/inspector.ts';
import { objects } from '../../language/en/objects.ts';
import type { GraphRow } from '../../protocol/graph.ts';
import { fitText } from '../../widgets/fit-text.ts';
import { type Box, boxHeight, boxWidth } from './layout.ts';
import type { Twig } from './tree.ts';

/** What a box has beside its name, px. */
const namePad = 28;

const marks = { ok: '●', wait: '◐', wrong: '✕', going: '⊖' } as const;

/** What a screen reader says of an object: what it is, how it is, and what it is bound to. */
export function sentenceOf(row: GraphRow): string {
  const name = (key: string) =>
    key
      .replace(/^Pods\//, '')
      .split('/')
      .filter((part) => part !== '')
      .join(' ');
  const parts = [
    row.count > 1 ? objects('podsOf', { count: row.count, name: row.name }) : `${row.kind} ${row.name}`,
    row.namespace === '' ? '' : objects('inNamespace', { namespace: row.namespace }),
    row.note === '' ? objects(`state.${row.state}`) : row.note,
    row.owner === '' ? '' : objects('ownedBy', { name: name(row.owner) }),
    ...row.refs.slice(0, 4).map(({ to, as }) => `${inspector(`role.${as}`)} ${name(to)}`),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** An object: its kind, name and state; many Pods of one owner as one with their number. */
export function BoxView({
  box,
  selected,
  near,
  dim,
  focusable,
  hue,
  twig,
  onSelect,
}: {
  readonly box: Box;
  readonly selected: boolean;
  readonly near: boolean;
  readonly dim: boolean;
  readonly focusable: boolean;
  readonly hue: number;
  readonly twig: Twig;
  readonly onSelect: (box: Box) => void;
}) {
  const { row, x, y } = box;
  const className = `o-box o${hue} is-${row.state}${row.count > 1 ? ' many' : ''}${selected ? ' on' : ''}${near ? ' near' : ''}${dim ? ' dim' : ''}`;
  return (
    <button
      type="button"
      className={className}
      style={{ left: x, top: y, width: boxWidth, height: boxHeight }}
      data-object-key={row.key}
      data-state={row.state}
      aria-label={sentenceOf(row)}
      role="treeitem"
      aria-level={twig.level}
      aria-posinset={twig.position}
      aria-setsize={twig.count}
      aria-selected={selected}
      tabIndex={focusable ? 0 : -1}
      onClick={() => onSelect(box)}
    >
      <span className="o-box-kind">
        {row.count > 1 ? objects('pods', { count: row.count }) : row.kind}
        {row.note !== '' && <i>{`${marks[row.state]} ${row.note}`}</i>}
      </span>
      <span className="o-box-name" title={row.name}>
        {fitText(row.count > 1 ? objects('of', { name: row.name }) : row.name, boxWidth - namePad, 12, 500)}
      </span>
    </button>
  );
}
