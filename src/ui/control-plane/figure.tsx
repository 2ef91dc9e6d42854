import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { controlPlane } from '../../language/en/control-plane.ts';
import type { ControlPlaneRow } from '../../protocol/control-plane.ts';
import { useSize } from '../scene/use-size.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { select } from '../store/view-store.ts';
import { BodyMark, type BodyState, ManagerArc } from './bodies.tsx';
import { castOf } from './cast.ts';
import { EtcdMembers, RaftLog } from './etcd.tsx';
import { useFlights } from './flights.ts';
import { at, type Body, bodiesOf, type Geometry, geometryOf, managerAngle } from './geometry.ts';
import { showComponent, useJourney } from './journey-store.ts';
import { Marks, Passage } from './marks.tsx';
import { Rings } from './rings.tsx';
import { type Step, spokeOf } from './steps.ts';
import { CastTwin } from './twin.tsx';

function open(id: string): void {
  if (mirror.nodes.has(id)) select({ kind: 'Node', namespace: '', name: id });
  else showComponent(id === 'kubectl' ? '' : /^(kube-|cloud-|etcd)/.test(id) ? id : 'kube-controller-manager');
}

/** Where a component's waiting work is said. */
function noteOf(body: Body, state: ControlPlaneRow | null, stopped: boolean): string {
  if (stopped) return controlPlane('stopped');
  if (body.id === 'kube-scheduler') {
    const queue = state?.scheduling;
    if (queue === null || queue === undefined) return state === null ? '' : controlPlane('noLeader');
    const waiting = queue.active + queue.backoff + queue.unschedulable + queue.gated;
    return controlPlane('queueHas', { count: waiting });
  }
  if (body.kind !== 'controller') return '';
  const rows = state?.queues.filter(({ account }) => account === body.id) ?? [];
  const waiting = rows.reduce((sum, row) => sum + row.waiting, 0);
  const failing = rows.reduce((sum, row) => sum + row.failing, 0);
  return failing > 0
    ? controlPlane('inBackOff', { count: failing })
    : waiting > 0
      ? controlPlane('queueHas', { count: waiting })
      : '';
}

function Key({ geometry }: { readonly geometry: Geometry }) {
  const marks = [
    ['M2 7a5 5 0 1 0 10 0a5 5 0 1 0 -10 0', controlPlane('keyRequest'), 'ink'],
    ['M7 1l6 6-6 6-6-6z', controlPlane('keyWatch'), 'ink'],
    ['M2 2h10v10h-10z', controlPlane('keyRaft'), 'ink'],
    ['M0 7h14', controlPlane('keyOpenWatch'), 'spoke'],
  ] as const;
  const { width, height } = geometry;
  if (width < 900) return null;
  return (
    <g>
      {marks.map(([shape, label, className], index) => (
        <g key={label} transform={`translate(${width - 120} ${height - 96 + index * 21})`}>
          <path className={className} d={shape} />
          <text x={24} y={11} className="key-text">
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Opens what is clicked in the figure; its twin does the same by keyboard. */
function useOpening(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const target = box.current;
    const click = (event: MouseEvent) => {
      const body = (event.target as Element).closest('[data-body]')?.getAttribute('data-body');
      if (body) open(body);
    };
    target?.addEventListener('click', click);
    return () => target?.removeEventListener('click', click);
  }, [box]);
}

const sentence = (steps: readonly Step[]) =>
  steps.length === 0 ? controlPlane('figure') : controlPlane('figureSteps', { count: steps.length });

/** The control plane: rings that a request must cross, and those who talk to them. */
export function ControlPlaneFigure({
  steps,
  now,
}: {
  readonly steps: readonly Step[];
  readonly now: Step | undefined;
}) {
  const box = useRef<HTMLDivElement>(null);
  const layer = useRef<SVGGElement>(null);
  const { width, height } = useSize(box);
  const { rows, state, detail, writes } = useJourney();
  const revision = useCluster((each) => each.revision);
  const stopped = useCluster((each) => each.stopped);
  useCluster((each) => each.nodes);
  const nodeNames = mirror.nodeNames();
  const geometry = useMemo(() => geometryOf(width, height), [width, height]);
  const queues = state?.queues ?? [];
  const cast = castOf(rows, queues, nodeNames, width < 620 ? 4 : 6);
  const bodies = bodiesOf(cast.controllers, cast.nodes, cast.others);
  const members = state?.members ?? [];
  const current = useRef({ geometry, bodies, members });
  current.current = { geometry, bodies, members };
  useFlights(layer, current);
  useOpening(box);
  const acting = new Set(rows.map(({ who }) => who));
  const managerOff = stopped.has('kube-controller-manager');
  const stateOf = (body: Body): BodyState => {
    const node = mirror.nodes.get(body.id);
    const off =
      stopped.has(body.id) ||
      (body.kind === 'controller' && managerOff) ||
      (node !== undefined && node.machine !== 'on');
    const note = body.kind === 'person' ? userNote(detail?.user) : noteOf(body, state, off);
    const isNow = now !== undefined && (spokeOf(now) === body.id || now.who.includes(body.id));
    return {
      stopped: off,
      on: acting.has(body.id),
      now: isNow,
      note: body.kind === 'node' && off ? machineNote(node!.machine) : note,
    };
  };
  const { cx, cy, orbit, scale, rings } = geometry;
  const label = at(geometry, rings[5], width < 900 ? 34 : 27);
  const more = nodeNames.length - cast.nodes.length;
  return (
    <div className="cp-fig" ref={box} data-testid="control-plane">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={sentence(steps)}>
          <circle className="orbit" cx={cx} cy={cy} r={orbit} />
          <Rings geometry={geometry} revision={revision} stopped={stopped.has('kube-apiserver')} />
          {width >= 620 && (
            <text className="bl api-name" x={label.x + 9} y={label.y + 8} data-body="kube-apiserver">
              kube-apiserver
              {stopped.has('kube-apiserver') && <tspan className="bs alarm">{` ${controlPlane('stopped')}`}</tspan>}
            </text>
          )}
          <g data-body="etcd">
            <EtcdMembers geometry={geometry} members={members} />
          </g>
          <ManagerArc
            geometry={geometry}
            watch={bodies.every(({ angle }) => Math.abs(angle - managerAngle) > 5)}
            note={managerOff ? controlPlane('stopped') : ''}
            stopped={managerOff}
          />
          {detail !== null && (
            <Passage
              geometry={geometry}
              bodies={bodies}
              who={rows.find(({ id }) => id === detail.id)?.who ?? ''}
              detail={detail}
              writes={writes.some(({ request }) => request === detail.id)}
            />
          )}
          {bodies.map((body) => (
            <BodyMark
              key={body.id}
              geometry={geometry}
              body={body}
              state={stateOf(body)}
              node={mirror.nodes.get(body.id)}
            />
          ))}
          <Marks geometry={geometry} bodies={bodies} steps={steps} now={now?.key ?? ''} />
          <g ref={layer} />
          {width >= 620 && (
            <text
              className="bs"
              x={cx}
              y={Math.min(height - 6, cy + orbit + Math.max(46, 58 * scale))}
              textAnchor="middle"
            >
              {more > 0 ? controlPlane('onEveryNodeMore', { count: more }) : controlPlane('onEveryNode')}
            </text>
          )}
          {width >= 620 && <RaftLog geometry={geometry} members={members} />}
          <Key geometry={geometry} />
        </svg>
      )}
      {width > 0 && <CastTwin {...{ geometry, bodies, steps, stopped, stateOf, open }} />}
    </div>
  );
}

const userNote = (user: string | undefined) =>
  user === undefined || user === '' || user.startsWith('system:') ? '' : controlPlane('user', { name: user });

const machineNote = (machine: 'on' | 'off' | 'cut' | 'kubelet-stopped') =>
  machine === 'on' ? '' : controlPlane(`machine.${machine}`);
