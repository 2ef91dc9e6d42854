import type { NodeRow } from '../../protocol/view.ts';
import { arc, at, type Body, type Geometry, managerAngle, managerArc, spoke } from './geometry.ts';

/** How a body is at the moment. */
export interface BodyState {
  readonly stopped: boolean;
  /** It has taken part in the journey. */
  readonly on: boolean;
  /** The step that is pointed out is its own. */
  readonly now: boolean;
  readonly note: string;
}

interface BodyProps {
  readonly geometry: Geometry;
  readonly body: Body;
  readonly state: BodyState;
  readonly node: NodeRow | undefined;
}

const cos = (angle: number) => Math.cos((angle * Math.PI) / 180);

function anchorOf({ angle }: Body): 'start' | 'middle' | 'end' {
  const side = cos(angle);
  return Math.abs(side) < 0.12 ? 'middle' : side < 0 ? 'end' : 'start';
}

/** Keeps a label within the figure: one that would leave it goes below its body. */
function within(geometry: Geometry, x: number, label: string, anchor: 'start' | 'middle' | 'end') {
  const width = label.length * (geometry.width < 620 ? 5.8 : 7.2);
  if (anchor === 'start' && x + width > geometry.width)
    return { x: geometry.width - 4, anchor: 'end' as const, low: 26 };
  if (anchor === 'end' && x - width < 0) return { x: 4, anchor: 'start' as const, low: 24 };
  return { x, anchor, low: 0 };
}

function Shape({
  x,
  y,
  body,
  state,
  node,
}: { readonly x: number; readonly y: number } & Pick<BodyProps, 'body' | 'state' | 'node'>) {
  const className = `body${state.on ? ' on' : ''}${state.stopped ? ' off' : ''}`;
  if (body.kind !== 'node')
    return <circle className={className} cx={x} cy={y} r={body.kind === 'controller' ? 8 : 11} />;
  const share = node === undefined || node.cpuMilli === 0 ? 0 : Math.min(1, node.cpuRequestedMilli / node.cpuMilli);
  return (
    <>
      <path
        className={className}
        d={`M${x - 10} ${y - 9}V${y + 9}H${x + 10}V${y - 9}M${x - 10} ${y - 9}l-3-3M${x + 10} ${y - 9}l3-3`}
      />
      <rect className="fill" x={x - 8.5} y={y + 8 - 15 * share} width={17} height={15 * share} />
    </>
  );
}

function Label({ geometry, body, state }: Pick<BodyProps, 'geometry' | 'body' | 'state'>) {
  const { kind, angle } = body;
  const label = geometry.width < 620 ? body.label.replace(/^kube-|-controller(-manager)?$/g, '') : body.label;
  const { x, y } = at(geometry, geometry.orbit, angle);
  if (kind === 'person')
    return (
      <>
        <text className="bl" x={x} y={y - 20} textAnchor="middle">
          {label}
        </text>
        {state.note !== '' && geometry.width >= 620 && (
          <text className="bs" x={x} y={y + 28} textAnchor="middle">
            {state.note}
          </text>
        )}
      </>
    );
  const place = at(
    geometry,
    geometry.orbit + (kind === 'component' ? 19 : kind === 'controller' ? 23 * geometry.scale + 9 : 17),
    angle,
  );
  const held = within(geometry, place.x, label, anchorOf(body));
  const low = held.low > 0 ? held.low : kind === 'node' ? 8 + 8 * Math.sin((angle * Math.PI) / 180) : 4;
  return (
    <>
      <text className={kind === 'component' ? 'bl' : 'bl m'} x={held.x} y={place.y + low} textAnchor={held.anchor}>
        {label}
        {/* Below a node stands what is said of all of them. */}
        {kind === 'node' && state.note !== '' && (
          <tspan className={state.stopped ? 'bs alarm' : 'bs'}>{`  ${state.note}`}</tspan>
        )}
      </text>
      {kind !== 'node' && state.note !== '' && (
        <text className={state.stopped ? 'bs alarm' : 'bs'} x={held.x} y={place.y + low + 15} textAnchor={held.anchor}>
          {state.note}
        </text>
      )}
    </>
  );
}

/** A component, controller, node or person on the orbit. */
export function BodyMark({ geometry, body, state, node }: BodyProps) {
  const { x, y } = at(geometry, geometry.orbit, body.angle);
  const way = spoke(geometry, geometry.rings[5] + 3, geometry.orbit - 11, body.angle);
  return (
    <g className="member" data-body={body.id} data-stopped={state.stopped || undefined}>
      {!state.stopped && <path className={`spoke${state.now ? ' on' : state.on ? ' was' : ''}`} d={way} />}
      <Shape x={x} y={y} body={body} state={state} node={node} />
      {state.stopped && <path className="cross" d={`M${x - 4} ${y - 4}l8 8M${x + 4} ${y - 4}l-8 8`} />}
      <Label geometry={geometry} body={body} state={state} />
    </g>
  );
}

/** The arc over the controllers: they are one process. */
export function ManagerArc({
  geometry,
  note,
  stopped,
  watch,
}: {
  readonly geometry: Geometry;
  readonly note: string;
  readonly stopped: boolean;
  /** Its open watches are drawn: no controller stands in their way. */
  readonly watch: boolean;
}) {
  const { cx, cy, orbit, scale } = geometry;
  const radius = orbit + 23 * scale;
  const y = Math.max(14, cy - orbit - (geometry.width < 620 ? 42 : 62 * scale));
  return (
    <g className="member" data-body="kube-controller-manager">
      {watch && !stopped && <path className="spoke" d={spoke(geometry, geometry.rings[5] + 3, radius, managerAngle)} />}
      <path className={stopped ? 'grp off' : 'grp'} d={arc(geometry, radius, managerArc.from, managerArc.to)} />
      <text className="bl" x={cx} y={y} textAnchor="middle">
        kube-controller-manager
        {note !== '' && <tspan className={stopped ? 'bs alarm' : 'bs'}>{`  ${note}`}</tspan>}
      </text>
    </g>
  );
}
