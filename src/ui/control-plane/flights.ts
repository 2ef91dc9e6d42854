import { type RefObject, useEffect } from 'react';
import type { JourneyRow, MemberRow } from '../../protocol/control-plane.ts';
import { useCluster } from '../store/cluster-store.ts';
import { isStill } from '../store/looks.ts';
import { onNews } from '../store/session.ts';
import { memberPlaces, ordered } from './etcd.tsx';
import { at, type Body, type Geometry, managerAngle, type Place } from './geometry.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';
/** Things under way at once. */
const mostFlights = 40;
/** Faster than this only end states are shown. */
const fastest = 20;
const flightMs = 420;
/** Messages of one moment leave one after the other, so that their order can be seen. */
const gapMs = 70;

const outlines: Readonly<Partial<Record<JourneyRow['kind'], string>>> = {
  request: 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0',
  response: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0',
  watch: 'M0 -6L6 0L0 6L-6 0z',
  raft: 'M-4.5 -4.5h9v9h-9z',
};

/** The way of a message in the figure; undefined for one that it does not show. */
function wayOf(
  geometry: Geometry,
  bodies: readonly Body[],
  members: readonly MemberRow[],
  row: JourneyRow,
): readonly Place[] | undefined {
  if (row.kind === 'raft') {
    const places = memberPlaces(geometry, members.length);
    const sorted = ordered(members);
    const from = places[sorted.findIndex(({ name }) => name === row.from)];
    const to = places[sorted.findIndex(({ name }) => name === row.to)];
    return from === undefined || to === undefined ? undefined : [from, to];
  }
  const angle = row.who === 'kube-controller-manager' ? managerAngle : bodies.find(({ id }) => id === row.who)?.angle;
  if (angle === undefined) return undefined;
  const outside = at(geometry, geometry.orbit - 11, angle);
  if (row.kind === 'request') return [outside, at(geometry, geometry.rings[0], angle)];
  if (row.kind === 'response') return [at(geometry, geometry.rings[0], angle), outside];
  return row.kind === 'watch' ? [at(geometry, geometry.rings[1], angle), outside] : undefined;
}

function fly(group: SVGGElement, row: JourneyRow, way: readonly Place[], delay: number): Promise<unknown> {
  const mark = document.createElementNS(svgNamespace, 'path');
  mark.setAttribute('class', `flight ${row.kind}${row.arrivesMs < 0 || row.code >= 400 ? ' lost' : ''}`);
  mark.setAttribute('d', outlines[row.kind]!);
  group.append(mark);
  const [from, to] = way as [Place, Place];
  const frames = [from, to].map(({ x, y }) => ({ transform: `translate(${x}px,${y}px)` }));
  const animation = mark.animate(frames, { duration: flightMs, delay, fill: 'backwards', easing: 'linear' });
  const gone = () => mark.remove();
  return animation.finished.then(gone, gone);
}

/** Shows messages as they are sent. */
export function useFlights(
  layer: RefObject<SVGGElement | null>,
  current: RefObject<{ geometry: Geometry; bodies: readonly Body[]; members: readonly MemberRow[] }>,
): void {
  useEffect(() => {
    let under = 0;
    return onNews((message) => {
      if (message.type !== 'journey' || layer.current === null || document.hidden || isStill()) return;
      if (useCluster.getState().speed > fastest || (message.news.reset && message.news.rows.length > 60)) return;
      const { geometry, bodies, members } = current.current;
      let delay = 0;
      for (const row of message.news.rows) {
        if (under >= mostFlights) return;
        if (outlines[row.kind] === undefined) continue;
        const way = wayOf(geometry, bodies, members, row);
        if (way === undefined) continue;
        under++;
        void fly(layer.current, row, way, delay).then(() => {
          under--;
        });
        delay += gapMs;
      }
    });
  }, [layer, current]);
}
