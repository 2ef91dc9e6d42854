import './figure.css';
import './pods.css';
import { useRef } from 'react';
import { figure } from '../../language/en/figure.ts';
import type { NodeRow, PodRow } from '../../protocol/view.ts';
import { fitText } from '../../widgets/fit-text.ts';
import { GlyphMark } from '../../widgets/pod-glyph.tsx';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { isFinished } from '../store/pod-counts.ts';
import { type Measure, select, useView } from '../store/view-store.ts';
import { Patterns } from './figure-lines.tsx';
import { capacityOf } from './layout.ts';
import { nodeSentence, nodeStatus } from './node-text.ts';
import { podSentence } from './pod-text.ts';
import { naturalMeasure } from './scene-model.ts';
import { dashOf, notchOf, slabPath } from './slab-shape.ts';
import { requestOf } from './stack.ts';
import { useSize } from './use-size.ts';

const slabHeight = 38;
const mostRows = 60;

function PhonePod({ pod, x, w }: { readonly pod: PodRow; readonly x: number; readonly w: number }) {
  const { hue } = mirror.owners.markOf(pod);
  const { state } = pod;
  const path = slabPath(w, slabHeight, notchOf(state, w, slabHeight));
  const selected = useView(
    ({ selection }) =>
      selection?.kind === 'Pod' && selection.name === pod.name && selection.namespace === pod.namespace,
  );
  const glyph = state !== 'ready' && w > 14;
  const label = w > 34 ? fitText(pod.suffix || pod.name, w - (glyph ? 22 : 6), 10, 400, 'mono') : '';
  const choose = () => select({ kind: 'Pod', namespace: pod.namespace, name: pod.name });
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG part cannot be a button element
    <g
      role="button"
      tabIndex={0}
      aria-label={podSentence(pod)}
      aria-pressed={selected}
      className={`pod o${hue} st-${state}`}
      transform={`translate(${x} 0)`}
      data-pod={`${pod.namespace}/${pod.name}`}
      data-state={state}
      onClick={choose}
      onKeyDown={(event) => {
        if (event.key === 'Enter') choose();
      }}
    >
      <path className="base" d={path} />
      <path className="wash" d={path} />
      <path className="solid" d={path} style={state === 'terminating' ? { opacity: 0 } : undefined} />
      {pod.revisionAge > 0 && <path d={path} fill="url(#p-old)" />}
      <path className="edge" d={path} strokeDasharray={dashOf(state)} />
      {label !== '' && (
        <text className={`mono ${state === 'ready' ? 'on' : 'ink'}`} x={3.5} y={22} fontSize={10}>
          {label}
        </text>
      )}
      {glyph && <GlyphMark state={state} x={w - 12 - (w > 30 ? 5 : (w - 12) / 2)} y={13} plain={w < 30} />}
      {selected && (
        <path className="reticle" d={`M-2 5V-2H5M${w - 5} -2H${w + 2}V5M${w + 2} 33V40H${w - 5}M5 40H-2V33`} />
      )}
    </g>
  );
}

interface RowProps {
  readonly pods: readonly PodRow[];
  readonly node: NodeRow | null;
  readonly width: number;
  readonly scale: number;
  readonly measure: Measure;
  readonly nowMs: number;
}

function place(
  pods: readonly PodRow[],
  scale: number,
  measure: Measure,
  width: number,
): { pod: PodRow; x: number; w: number }[] {
  let x = 1;
  const places: { pod: PodRow; x: number; w: number }[] = [];
  for (const pod of pods) {
    if (isFinished(pod)) continue;
    const w = Math.max(4, requestOf(pod, measure) * scale);
    if (x + w > width + 2) break;
    places.push({ pod, x: x + 0.5, w: w - 1.5 });
    x += w;
  }
  return places;
}

function PhoneRow({ pods, node, width, scale, measure, nowMs }: RowProps) {
  const down = node !== null && node.ready !== 'True';
  const used = pods.reduce((sum, pod) => sum + requestOf(pod, measure), 0);
  const waiting = pods.filter((pod) => pod.reason !== '').length;
  const status =
    node === null
      ? figure(waiting > 0 ? 'unschedulable' : 'waiting', { count: waiting > 0 ? waiting : pods.length })
      : nodeStatus(node, measure, { slabs: [], used, top: 0, hidden: 0 }, nowMs);
  const name = node?.name ?? figure('pending');
  return (
    <li>
      <button
        type="button"
        className="row-head"
        disabled={node === null}
        aria-label={node === null ? figure('pendingSays', { status }) : nodeSentence(node)}
        onClick={() => node !== null && select({ kind: 'Node', namespace: '', name: node.name })}
      >
        {node !== null && (
          <span className={`row-mark ${down ? 'alarm' : node.unschedulable ? '' : 'good'}`}>
            {down ? '✕' : node.unschedulable ? '▬' : '●'}
          </span>
        )}
        <b>{name}</b>
        <span className={down ? 'alarm' : 'muted'}>{status}</span>
      </button>
      <svg
        width={width}
        height={46}
        className={`node${down ? ' notready' : ''}`}
        data-node={node?.name}
        data-ready={node?.ready}
      >
        <title>{figure('podsOf', { name })}</title>
        <Patterns />
        {down && <rect width={width} height={44} y={1} fill="url(#p-stale)" className="stale-ground" />}
        <g transform="translate(0 4)">
          {place(pods, scale, measure, width).map((spot) => (
            <PhonePod key={spot.pod.uid} {...spot} />
          ))}
        </g>
        <path className={node === null ? 'hopw' : 'wall'} d={`M${width} 1.5H1V44.5H${width}`} />
      </svg>
    </li>
  );
}

/** The figure for a phone: the same vessels lying on their side, one node a row. */
export function PhoneFigure() {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  useCluster((state) => state.pods + state.nodes);
  const nowMs = useCluster((state) => Math.floor(state.nowMs / 1000) * 1000);
  const measure = naturalMeasure(mirror);
  const names = mirror.nodeNames();
  const most = Math.max(6, ...names.map((name) => mirror.podsOn(name).length));
  const largest =
    measure === 'pods' ? most + 1 : Math.max(1, ...names.map((name) => capacityOf(mirror.nodes.get(name)!, measure)));
  const inner = width - 32;
  const row = { width: inner, scale: inner / largest, measure, nowMs };
  return (
    <div className="phone-rows" ref={box}>
      {width > 0 && (
        <ul>
          {mirror.podsOn('').length > 0 && <PhoneRow {...row} node={null} pods={mirror.podsOn('')} />}
          {names.slice(0, mostRows).map((name) => (
            <PhoneRow key={name} {...row} node={mirror.nodes.get(name)!} pods={mirror.podsOn(name)} />
          ))}
        </ul>
      )}
      {names.length > mostRows && <p className="hint">{figure('moreNodes', { count: names.length - mostRows })}</p>}
    </div>
  );
}
