import type { RequestDetail } from '../../protocol/control-plane.ts';
import { at, type Body, type Geometry, managerAngle, type Place } from './geometry.ts';
import { gates } from './rings.tsx';
import { type Step, spokeOf } from './steps.ts';

/** A number in the figure. */
interface Mark {
  readonly key: string;
  readonly number: number;
  readonly place: Place;
  readonly now: boolean;
}

function angleOf(bodies: readonly Body[], who: string): number | undefined {
  if (who === 'kube-controller-manager') return managerAngle;
  return bodies.find(({ id }) => id === who)?.angle;
}

/** Where a step is marked: requests nearer to the body, watch events nearer to the rim, writes in the middle. */
function placeOf(geometry: Geometry, bodies: readonly Body[], step: Step): Place | undefined {
  const { rings, orbit, cx, cy, scale } = geometry;
  if (step.kind === 'store') return { x: cx - (rings[0] + 60 * scale) / 2, y: cy };
  const angle = angleOf(bodies, spokeOf(step));
  if (angle === undefined) return undefined;
  const middle = (orbit + rings[5]) / 2;
  const crowded = 22 * scale > 10 ? 13 : 10;
  return at(geometry, step.kind === 'request' ? middle + crowded : middle - crowded, angle);
}

/** One number for each place: the step that is pointed out, else the last. */
function marksOf(geometry: Geometry, bodies: readonly Body[], steps: readonly Step[], now: string): readonly Mark[] {
  const marks = new Map<string, Mark>();
  steps.forEach((step, index) => {
    const place = placeOf(geometry, bodies, step);
    if (place === undefined) return;
    const key = `${step.kind} ${spokeOf(step)}`;
    if (marks.get(key)?.now === true) return;
    marks.set(key, { key, number: index + 1, place, now: step.key === now });
  });
  const shown = [...marks.values()].filter((mark) => geometry.width >= 620 || mark.now);
  return shown.sort((a, b) => Number(a.now) - Number(b.now));
}

/** The numbers of the list, where their steps are. */
export function Marks({
  geometry,
  bodies,
  steps,
  now,
}: {
  readonly geometry: Geometry;
  readonly bodies: readonly Body[];
  readonly steps: readonly Step[];
  readonly now: string;
}) {
  return (
    <g>
      {marksOf(geometry, bodies, steps, now).map(({ key, number, place, now: isNow }) => (
        <g key={key} className={isNow ? 'no now' : 'no'}>
          <circle cx={place.x} cy={place.y} r={number > 99 ? 11 : 9} />
          <text x={place.x} y={place.y + 4}>
            {number}
          </text>
        </g>
      ))}
    </g>
  );
}

/** The way of the request that is shown: through the gates to etcd, or to the gate where it ends. */
export function Passage({
  geometry,
  bodies,
  who,
  detail,
  writes,
}: {
  readonly geometry: Geometry;
  readonly bodies: readonly Body[];
  readonly who: string;
  readonly detail: RequestDetail | null;
  /** It has come to etcd. */
  readonly writes: boolean;
}) {
  const angle = angleOf(bodies, who);
  if (angle === undefined) return null;
  const { rings, orbit } = geometry;
  const stop = refusedAt(detail);
  const end =
    stop >= 0 ? (rings[gates[stop]!.ring]! + rings[gates[stop]!.ring - 1]!) / 2 : writes ? rings[0] : rings[1];
  const from = at(geometry, orbit - 11, angle);
  const to = at(geometry, end, angle);
  return (
    <g className="passage" data-refused={stop >= 0 || undefined}>
      <path className="spoke on" d={`M${from.x} ${from.y}L${to.x} ${to.y}`} />
      {gates.map(({ id, ring }, index) => {
        if (stop >= 0 && index > stop) return null;
        const place = at(geometry, (rings[ring]! + rings[ring - 1]!) / 2, angle);
        const refused = index === stop;
        return refused ? (
          <path
            key={id}
            className="refused"
            d={`M${place.x - 5} ${place.y - 5}l10 10M${place.x + 5} ${place.y - 5}l-10 10`}
          />
        ) : (
          <circle key={id} className="passed" cx={place.x} cy={place.y} r={4} />
        );
      })}
    </g>
  );
}

/** The gate at which a request was refused; -1 when it passed. */
export function refusedAt(detail: RequestDetail | null): number {
  if (detail === null) return -1;
  if (detail.code === 401) return 0;
  if (detail.code === 403) return detail.allowed ? 2 : 1;
  return detail.code === 422 || detail.code === 400 ? 3 : -1;
}
