import './ghosts.css';
import { figure } from '../../language/en/figure.ts';
import { numberText } from '../../language/numbers.ts';
import type { DecisionRow } from '../../protocol/decisions.ts';
import type { PodRow } from '../../protocol/view.ts';
import { fitText, fitWords } from '../../widgets/fit-text.ts';
import { shortReason } from '../scheduler/reason-text.ts';
import { mirror } from '../store/cluster-store.ts';
import { useFollowed } from '../store/session.ts';
import { type Selection, useView } from '../store/view-store.ts';
import { figureText, headText, type Vessel } from './layout.ts';
import type { Scene } from './scene-model.ts';
import { requestOf } from './stack.ts';
import { useTryOn } from './try-on.ts';

/** Least height of a ghost that can be seen, and of one that has room for a word, px. */
const least = 5;
const wordRoom = 13;

type Measure = Scene['layout']['measure'];
type Verdict = DecisionRow['nodes'][number];

function shortText(units: number, measure: Measure): string {
  if (measure === 'pods') return '';
  return measure === 'cpu'
    ? figure('cpuShort', { milli: Math.round(units * 1000) })
    : figure('memoryShort', { gibi: numberText(units, 1, 1) });
}

interface GhostProps {
  readonly vessel: Vessel;
  readonly top: number;
  readonly request: number;
  /** Units taken on the node by others. */
  readonly used: number;
  readonly name: string;
  readonly verdict: Verdict;
  readonly measure: Measure;
}

/** What is missing, in the measure that is drawn, else why the scheduler refuses. */
function refusal({ used, request, vessel, measure, verdict }: GhostProps): string {
  const short = used + request - vessel.capacity;
  const missing = short > 0.0005 ? shortText(short, measure) : '';
  return missing || verdict.reasons.map(shortReason).join(', ') || verdict.plugin;
}

function Ghost(props: GhostProps) {
  const { vessel, top, request, name, verdict } = props;
  const fits = verdict.plugin === '';
  const height = Math.max(least, request * vessel.scale);
  const y = Math.max(vessel.headY + 37, top - height);
  const room = vessel.w - vessel.gutter - 10;
  const word = fitText(fits ? name : refusal(props), room, 10.5, fits ? 400 : 600);
  return (
    <g className={fits ? 'ghost-pod' : 'ghost-pod no'} data-ghost={vessel.name}>
      <rect
        x={vessel.x + vessel.gutter + 2}
        y={y}
        width={vessel.w - vessel.gutter - 6}
        height={Math.max(least, top - y - 1)}
      />
      {vessel.w > 64 && (height >= wordRoom || !fits) && (
        <text x={vessel.x + vessel.w / 2 + vessel.gutter / 2} y={y + 11} textAnchor="middle" fontSize={10.5}>
          {word}
        </text>
      )}
    </g>
  );
}

interface GhostsOfProps {
  readonly scene: Scene;
  readonly pod: PodRow;
  readonly decision: DecisionRow;
}

/** Where a Pod would lie on every node, and what is missing where it does not fit. */
function GhostsOf({ scene, pod, decision }: GhostsOfProps) {
  const { layout, stacks } = scene;
  const verdicts = new Map(decision.nodes.map((verdict) => [verdict.node, verdict]));
  const request = requestOf(pod, layout.measure);
  return layout.vessels.map((vessel, index) => {
    const verdict = verdicts.get(vessel.name);
    if (verdict === undefined) return null;
    const own = vessel.name === pod.node ? request : 0;
    return (
      <Ghost
        key={vessel.name}
        vessel={vessel}
        top={stacks[index]!.top}
        used={stacks[index]!.used - own}
        request={request}
        name={pod.suffix || pod.label}
        verdict={verdict}
        measure={layout.measure}
      />
    );
  });
}

/** What the scheduler said of every node when it placed a Pod: its total, or why it refused. */
function Totals({ scene, decision }: Omit<GhostsOfProps, 'pod'>) {
  const verdicts = new Map(decision.nodes.map((verdict) => [verdict.node, verdict]));
  return scene.layout.vessels.map((vessel) => {
    const verdict = verdicts.get(vessel.name);
    if (verdict === undefined || vessel.w < 64) return null;
    const fits = verdict.plugin === '';
    const scored = decision.plugins.length > 0 ? figure('score', { total: verdict.total }) : figure('fits');
    const text = fits ? scored : verdict.reasons.map(shortReason).join(', ') || verdict.plugin;
    const chosen = verdict.node === decision.chosen;
    // Beside the node's status where that has a line of its own, else below the rim.
    const full = scene.layout.detail === 'full';
    const y = full ? vessel.headY + headText + figureText * 1.55 : vessel.rim + 23;
    const x = full ? vessel.x + vessel.w - 6 : vessel.x + vessel.w / 2;
    const room = full ? vessel.w - 96 : vessel.w - 8;
    return (
      <g key={vessel.name} className={fits ? 'said' : 'said no'} data-said={vessel.name}>
        <text x={x} y={y} textAnchor={full ? 'end' : 'middle'} fontSize={10.5}>
          {fitWords(
            chosen ? figure('chosen', { total: decision.plugins.length > 0 ? verdict.total : text }) : text,
            room,
            10.5,
            600,
          )}
        </text>
      </g>
    );
  });
}

/** The Pod in the hand, and the node under it. */
function Held({ scene, pod }: { readonly scene: Scene; readonly pod: PodRow }) {
  const at = useTryOn((state) => state.at);
  const node = useTryOn((state) => state.node);
  const vessel = scene.layout.vessels.find(({ name }) => name === node);
  const width = Math.min(120, (scene.layout.vessels[0]?.w ?? 80) - 6);
  return (
    <>
      {vessel !== undefined && (
        <path
          className="tried-on"
          d={`M${vessel.x - 5} ${vessel.rim - 8}H${vessel.x + vessel.w + 5}V${vessel.bottom + 5}H${vessel.x - 5}z`}
        />
      )}
      {at !== null && (
        <g className="held" transform={`translate(${at.x - width / 2} ${at.y - 11})`}>
          <rect width={width} height={22} />
          <text x={width / 2} y={15} textAnchor="middle" fontSize={11}>
            {fitText(pod.suffix === '' ? pod.label : `${pod.label} ${pod.suffix}`, width - 10, 11)}
          </text>
        </g>
      )}
    </>
  );
}

function podOf(selection: Selection | null): PodRow | undefined {
  return selection?.kind === 'Pod' ? mirror.findPod(selection.namespace, selection.name) : undefined;
}

/** The scheduler's verdicts on the node boxes, while a Pod is selected or held over a node in thought. */
export default function Ghosts({ scene }: { readonly scene: Scene }) {
  const selection = useView((state) => state.selection);
  const tried = useTryOn((state) => state.pod);
  const thought = useTryOn((state) => state.row);
  const decision = useFollowed((state) =>
    state.ref?.resource === 'pods' && state.ref.name === selection?.name ? state.decisions[0] : undefined,
  );
  if (scene.layout.detail === 'cell') return null;
  const held = podOf(tried);
  if (held !== undefined) {
    return (
      <>
        {thought !== null && <GhostsOf scene={scene} pod={held} decision={thought.decision} />}
        <Held scene={scene} pod={held} />
      </>
    );
  }
  const pod = podOf(selection);
  if (pod === undefined || decision === undefined) return null;
  return pod.node === '' ? (
    <GhostsOf scene={scene} pod={pod} decision={decision} />
  ) : (
    <Totals scene={scene} decision={decision} />
  );
}
