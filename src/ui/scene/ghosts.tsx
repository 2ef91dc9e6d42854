import './ghosts.css';
import { mirror } from '../store/cluster-store.ts';
import { useFollowed } from '../store/session.ts';
import { useView } from '../store/view-store.ts';
import type { Vessel } from './layout.ts';
import type { Scene } from './scene-model.ts';
import { requestOf } from './stack.ts';

/** Least height of a ghost that can be seen, and of one that has room for a word, px. */
const least = 5;
const wordRoom = 13;

function shortText(units: number, measure: Scene['layout']['measure']): string {
  if (measure === 'pods') return '';
  return measure === 'cpu' ? `${Math.round(units * 1000)}m short` : `${units.toFixed(1)} Gi short`;
}

interface GhostProps {
  readonly vessel: Vessel;
  readonly top: number;
  readonly request: number;
  readonly used: number;
  readonly name: string;
  /** '' when it fits, else the reason that the scheduler gave. */
  readonly reason: string;
  readonly measure: Scene['layout']['measure'];
}

function Ghost({ vessel, top, request, used, name, reason, measure }: GhostProps) {
  const height = Math.max(least, request * vessel.scale);
  const y = Math.max(vessel.headY + 37, top - height);
  const short = used + request - vessel.capacity;
  const word = reason === '' ? name : short > 0.0005 ? shortText(short, measure) : reason;
  return (
    <g className={reason === '' ? 'ghost-pod' : 'ghost-pod no'}>
      <rect
        x={vessel.x + vessel.gutter + 2}
        y={y}
        width={vessel.w - vessel.gutter - 6}
        height={Math.max(least, top - y - 1)}
      />
      {vessel.w > 64 && (height >= wordRoom || reason !== '') && (
        <text x={vessel.x + vessel.w / 2 + vessel.gutter / 2} y={y + 11} textAnchor="middle" fontSize={10.5}>
          {word}
        </text>
      )}
    </g>
  );
}

/** While a pending Pod is selected: where it would lie on every node, and what is missing where it does not fit. */
export function Ghosts({ scene }: { readonly scene: Scene }) {
  const selection = useView((state) => state.selection);
  const decision = useFollowed((state) => (state.ref?.name === selection?.name ? state.decisions[0] : undefined));
  if (selection?.kind !== 'Pod' || decision === undefined || scene.layout.detail === 'cell') return null;
  const pod = mirror.findPod(selection.namespace, selection.name);
  if (pod === undefined || pod.node !== '') return null;
  const { layout, stacks } = scene;
  return (
    <>
      {layout.vessels.map((vessel, index) => {
        const verdict = decision.nodes.find(({ node }) => node === vessel.name);
        if (verdict === undefined) return null;
        return (
          <Ghost
            key={vessel.name}
            vessel={vessel}
            top={stacks[index]!.top}
            used={stacks[index]!.used}
            request={requestOf(pod, layout.measure)}
            name={pod.suffix || pod.label}
            reason={verdict.plugin === '' ? '' : verdict.plugin}
            measure={layout.measure}
          />
        );
      })}
    </>
  );
}
