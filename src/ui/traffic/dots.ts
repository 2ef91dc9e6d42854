import { useCallback, useEffect, useRef } from 'react';
import type { RequestRow } from '../../protocol/traffic.ts';
import { animate, easing, pace } from '../scene/motion.ts';
import { useCluster } from '../store/cluster-store.ts';
import type { Layout } from './figure-layout.ts';
import type { Figure } from './figure-model.ts';
import { stationsOf } from './way.ts';

const svg = 'http://www.w3.org/2000/svg';
const leastMs = 320;
const mostMs = 1800;
/** Requests that arrive together set out over this time. */
const spreadMs = 240;
/** So many of them set out at most; those that fail go first. */
const mostAtOnce = 14;

/** The way of a request through the figure as path data; where it is lost at its client, just outside of it. */
function wayThrough(row: RequestRow, figure: Pick<Figure, 'standsFor'>, layout: Layout): string {
  const stops = stationsOf(row).map((id) => figure.standsFor.get(id) ?? '');
  const parts: string[] = [];
  for (const [index, to] of stops.entries()) {
    if (index === 0) continue;
    const wire = layout.wires.find(({ edge }) => edge.from === stops[index - 1] && edge.to === to);
    if (wire === undefined) break;
    parts.push(parts.length === 0 ? wire.d : wire.d.replace(/^M/, 'L'));
  }
  if (parts.length > 0) return parts.join('');
  const box = layout.boxes.get(stops[0]!);
  return box === undefined ? '' : `M${box.x + box.w} ${box.y}h16`;
}

function part(tag: 'circle' | 'path', attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS(svg, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function mark(row: RequestRow): SVGGElement {
  const group = document.createElementNS(svg, 'g');
  group.setAttribute('class', row.outcome === 'ok' ? 'request' : 'request bad');
  group.dataset['request'] = String(row.id);
  group.append(part('circle', { class: 'hit', r: '11' }), part('circle', { class: 'dot', r: '3.2' }));
  if (row.outcome !== 'ok') group.append(part('path', { class: 'cross', d: 'M-4.5-4.5l9 9M4.5-4.5l-9 9' }));
  return group;
}

/** Lets a request fly its way once; one that failed becomes a cross at the end and falls back. */
function fly(layer: SVGGElement, row: RequestRow, d: string, delay: number): void {
  const group = mark(row);
  group.style.offsetPath = `path('${d}')`;
  const segments = d.split('C').length;
  const duration = Math.max(leastMs * segments, Math.min(mostMs, row.tookMs));
  const there = animate(group, [{ offsetDistance: '0%' }, { offsetDistance: '100%' }], {
    ...{ duration, delay, fill: 'both' },
  });
  if (there === null) return;
  layer.append(group);
  const over = () => group.remove();
  const fall = () => {
    if (row.outcome === 'ok') return over();
    group.classList.add('lost');
    const falling = group.animate(
      [
        { offsetDistance: '100%', translate: '0 0', opacity: 1 },
        { offsetDistance: '94%', translate: '-8px 26px', opacity: 0.15 },
      ],
      { duration: 900, easing: easing.in, fill: 'both' },
    );
    falling.finished.then(over, over);
  };
  there.finished.then(fall, over);
}

/** Draws told requests as dots on their ways while time runs slowly enough; returns the layer that they fly in. */
export function useDots(
  requests: readonly RequestRow[],
  figure: Figure,
  layout: Layout | null,
  open: (id: number) => void,
): (layer: SVGGElement | null) => void {
  const layer = useRef<SVGGElement | null>(null);
  const lastId = useRef(Number.POSITIVE_INFINITY);
  const running = useCluster((state) => state.running);
  useEffect(() => {
    const newest = requests.at(-1)?.id ?? 0;
    // What was there before the view was opened, or before a jump in time, is not news.
    const from = Math.min(lastId.current, newest);
    lastId.current = newest;
    if (layer.current === null || layout === null || pace() !== 'full') return;
    const news = requests
      .filter((row) => row.id > from)
      .sort((a, b) => Number(a.outcome === 'ok') - Number(b.outcome === 'ok'));
    for (const [index, row] of news.slice(0, mostAtOnce).entries()) {
      const d = wayThrough(row, figure, layout);
      if (d !== '') fly(layer.current, row, d, (spreadMs * ((index * 7) % mostAtOnce)) / mostAtOnce);
    }
  }, [requests, figure, layout]);
  useEffect(() => {
    for (const animation of layer.current?.getAnimations({ subtree: true }) ?? [])
      if (running) animation.play();
      else animation.pause();
  }, [running]);
  return useCallback(
    (element: SVGGElement | null) => {
      layer.current = element;
      if (element === null) return;
      element.onclick = ({ target }) => {
        const id = (target as Element).closest<SVGGElement>('[data-request]')?.dataset['request'];
        if (id !== undefined) open(Number(id));
      };
    },
    [open],
  );
}
