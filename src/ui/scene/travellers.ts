import { useEffect, useRef } from 'react';
import type { MessageRow } from '../../protocol/view.ts';
import { mirror, onDelta, useCluster } from '../store/cluster-store.ts';
import { lipOf, type Vessel } from './layout.ts';
import { type Place, pace } from './motion.ts';
import type { Scene } from './scene-model.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';
/** Messages under way at once; more would only be noise. */
const mostMessages = 10;
/** Faster than this, messages are not told apart any more. */
const fastestForMessages = 2;
const messageMs = 480;
const heartbeatMs = 400;

type Shape = 'request' | 'response' | 'watch' | 'heartbeat';

const outlines: Readonly<Record<Shape, string>> = {
  request: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0',
  response: 'M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0',
  watch: 'M0 -4.2L4.2 0L0 4.2L-4.2 0z',
  heartbeat: 'M-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0 -5.2 0',
};

const distance = (a: Place, b: Place) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

/** Sends a mark along a line, then takes it away. */
function travel(group: SVGGElement, shape: Shape, points: readonly Place[], durationMs: number): Promise<unknown> {
  const mark = document.createElementNS(svgNamespace, 'path');
  mark.setAttribute('class', `traveller ${shape}`);
  mark.setAttribute('d', outlines[shape]);
  group.append(mark);
  let length = 0;
  for (let index = 1; index < points.length; index++) length += distance(points[index - 1]!, points[index]!);
  let done = 0;
  const frames = points.map((point, index) => {
    if (index > 0) done += distance(points[index - 1]!, point);
    return { transform: `translate(${point.x}px,${point.y}px)`, offset: length === 0 ? index : done / length };
  });
  const animation = mark.animate(frames, { duration: durationMs, easing: 'linear' });
  const gone = () => mark.remove();
  return animation.finished.then(gone, gone);
}

const rimOf = (vessel: Vessel): Place => ({ x: vessel.stemX, y: vessel.rim - lipOf(vessel.w) });

/** The way from a node to the API server: up its stem, along the line. */
function wayOf(scene: Scene, vessel: Vessel): Place[] {
  const { queue, apiWidth } = scene.layout;
  return [rimOf(vessel), { x: vessel.stemX, y: vessel.lineY }, { x: queue.x + apiWidth, y: vessel.lineY }];
}

function shapeOf(message: MessageRow): Shape | null {
  const { kind } = message;
  return kind === 'request' || kind === 'response' || kind === 'watch' ? kind : null;
}

/** Shows heartbeats on the stems, and messages between nodes and the API server on the line. */
export function useTravellers(
  overlay: { readonly current: SVGGElement | null },
  current: () => Scene,
  off: boolean,
): void {
  const beats = useRef(new Map<string, number>());
  const under = useRef(0);
  useEffect(() => {
    const beat = (name: string, show: boolean) => {
      const now = mirror.nodes.get(name)?.heartbeatMs ?? 0;
      const before = beats.current.get(name);
      beats.current.set(name, now);
      if (!show || overlay.current === null || before === undefined || before >= now) return;
      const vessel = current().layout.vessels.find((candidate) => candidate.name === name);
      if (vessel !== undefined)
        void travel(overlay.current, 'heartbeat', [rimOf(vessel), { x: vessel.stemX, y: vessel.lineY }], heartbeatMs);
    };
    const send = (message: MessageRow) => {
      const shape = shapeOf(message);
      const up = mirror.nodes.has(message.from);
      const node = up ? message.from : message.to;
      // A renewed Lease is the heartbeat already.
      if (shape === null || overlay.current === null || message.arrivesMs < 0 || message.text.includes('leases'))
        return;
      const scene = current();
      const vessel = scene.layout.vessels.find((candidate) => candidate.name === node);
      if (vessel === undefined || mirror.nodes.has(message.from) === mirror.nodes.has(message.to)) return;
      const way = wayOf(scene, vessel);
      under.current++;
      void travel(overlay.current, shape, up ? way : way.reverse(), messageMs).then(() => {
        under.current--;
      });
    };
    return onDelta((delta) => {
      const show = !off && !delta.reset && !document.hidden && pace() === 'full';
      for (const name of delta.nodes) beat(name, show);
      if (!show || useCluster.getState().speed > fastestForMessages) return;
      for (const message of delta.messages) {
        if (under.current >= mostMessages) break;
        send(message);
      }
    });
  }, [overlay, current, off]);
}
