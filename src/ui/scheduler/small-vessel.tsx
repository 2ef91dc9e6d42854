import { scheduler } from '../../language/en/scheduler.ts';
import type { NodeRow, PodRow } from '../../protocol/view.ts';
import { capacityOf, type Vessel } from '../scene/layout.ts';
import { Slab, type Stage } from '../scene/slab.tsx';
import { requestOf, stackVessel } from '../scene/stack.ts';
import { wallPath } from '../scene/vessel-view.tsx';
import { mirror } from '../store/cluster-store.ts';
import type { Measure } from '../store/view-store.ts';
import { cpuShort, cpuText } from './reason-text.ts';

const stage: Stage = { layoutKey: 0, live: false, lineY: 0, gate: { x: 0, y: 0 } };
/** Height of the picture, and the room above the rim for what does not fit, px. */
const height = 158;
const above = 30;

interface SmallVesselProps {
  readonly node: NodeRow;
  /** Pods on the node, without the one that is decided on. */
  readonly pods: readonly PodRow[];
  readonly pod: PodRow | undefined;
  readonly measure: Measure;
  /** Capacity of the largest node, in units of the measure: one ruler for all. */
  readonly largest: number;
  readonly width: number;
  readonly fits: boolean;
}

function Ghost({ vessel, top, pod, fits, measure, node }: SmallVesselProps & { vessel: Vessel; top: number }) {
  if (pod === undefined) return null;
  const request = requestOf(pod, measure);
  const h = Math.max(5, request * vessel.scale);
  const bottom = Math.max(top, above / 2 + 4);
  const y = Math.max(6, bottom - h);
  const short = measure === 'cpu' ? cpuShort(pod, node) : 0;
  const x = vessel.x + 4;
  const w = vessel.w - 8;
  return (
    <>
      <rect className={`ghost${fits ? '' : ' no'}`} x={x} y={y} width={w} height={Math.max(4, bottom - y - 1)} />
      {fits && h >= 13 && w > 40 && (
        <text x={vessel.x + vessel.w / 2} y={y + h / 2 + 3} textAnchor="middle" fontSize={10.5}>
          {pod.suffix || pod.label}
        </text>
      )}
      {!fits && short > 0 && w > 56 && (
        <text
          className="short"
          x={vessel.x + vessel.w / 2}
          y={Math.max(11, y + 11)}
          textAnchor="middle"
          fontSize={10.5}
        >
          {scheduler('short', { amount: cpuText(short).replace(' CPU', '') })}
        </text>
      )}
    </>
  );
}

/** A node as a small vessel with the ghost of the Pod that is decided on. */
export function SmallVessel(props: SmallVesselProps) {
  const { node, pods, measure, largest, width } = props;
  const capacity = measure === 'pods' ? largest : capacityOf(node, measure);
  const scale = (height - above - 4) / largest;
  const vessel: Vessel = {
    name: node.name,
    x: 5,
    w: width - 10,
    rim: height - 4 - capacity * scale,
    bottom: height - 4,
    headY: 0,
    stemX: 0,
    pitch: width,
    lineY: 0,
    scale,
    capacity,
    broken: measure === 'pods',
    gutter: 3,
  };
  const stack = stackVessel(vessel, pods, measure, mirror.owners);
  const down = node.ready !== 'True';
  return (
    <svg width={width} height={height} className="small-vessel" aria-hidden="true">
      <g className={`node${down ? ' notready' : ''}`}>
        {down && (
          <rect
            className="stale-ground"
            x={vessel.x}
            y={vessel.rim}
            width={vessel.w}
            height={height - 4 - vessel.rim}
            fill="url(#p-stale)"
          />
        )}
        <path className="wall" d={wallPath(vessel)} />
        {node.unschedulable && <path className="lid" d={`M1 ${vessel.rim - 5}H${width - 1}`} />}
      </g>
      {stack.slabs
        .filter(({ form }) => form !== 'chip')
        .map((shape) => (
          <Slab key={shape.pod.uid} shape={{ ...shape, usePx: 0 }} stage={stage} stale={down} />
        ))}
      {!down && <Ghost {...props} vessel={vessel} top={stack.top} />}
    </svg>
  );
}
