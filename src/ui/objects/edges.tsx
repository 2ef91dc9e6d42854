import { inspector } from '../../language/en/inspector.ts';
import { boxHeight, boxWidth, type Edge } from './layout.ts';

/** A line from one box to another: out at the side that faces the other. */
function wayOf({ from, to }: Edge): string {
  const y1 = from.y + boxHeight / 2;
  const y2 = to.y + boxHeight / 2;
  if (from.x === to.x) {
    const x = from.x + boxWidth;
    return `M${x} ${y1}C${x + 26} ${y1} ${x + 26} ${y2} ${x} ${y2}`;
  }
  const right = to.x > from.x;
  const x1 = right ? from.x + boxWidth : from.x;
  const x2 = right ? to.x : to.x + boxWidth;
  const bend = (x2 - x1) / 2;
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** What binds the objects: owners solid, all else dashed; what concerns the selection in ink. */
export function Edges({
  edges,
  selected,
  width,
  height,
}: {
  readonly edges: readonly Edge[];
  readonly selected: string;
  readonly width: number;
  readonly height: number;
}) {
  const own = (edge: Edge) => edge.from.row.key === selected || edge.to.row.key === selected;
  // Lines from one namespace to another, or to the cluster's own, would hide everything: only those of the selection.
  const drawn = edges.filter((edge) => own(edge) || edge.from.row.namespace === edge.to.row.namespace);
  const sorted = [...drawn].sort((a, b) => Number(own(a)) - Number(own(b)));
  return (
    <svg className="edges" width={width} height={height} aria-hidden="true">
      {sorted.map((edge) => (
        <path
          key={`${edge.from.row.key} ${edge.to.row.key} ${edge.as}`}
          className={`${edge.kind}${own(edge) ? ' on' : ''}`}
          data-from={edge.from.row.key}
          data-to={edge.to.row.key}
          d={wayOf(edge)}
        >
          <title>{inspector(`role.${edge.as}`)}</title>
        </path>
      ))}
    </svg>
  );
}
