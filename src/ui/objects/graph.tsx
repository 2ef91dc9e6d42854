import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { objects } from '../../language/en/objects.ts';
import type { GraphRow } from '../../protocol/graph.ts';
import { mirror } from '../store/cluster-store.ts';
import { type Selection, select, useView } from '../store/view-store.ts';
import { BoxView } from './box-view.tsx';
import { Edges } from './edges.tsx';
import { type Box, boxHeight, neighbour, type ObjectsLayout } from './layout.ts';
import { useObjects, zoomObjects } from './objects-store.ts';
import { treeOf } from './tree.ts';

/** How far beyond the window boxes are drawn. */
const spare = 300;

/** What a box stands for, as the rest of the page names it. */
function selectionOf({ key, kind, namespace, name, count }: GraphRow): Selection {
  if (count === 1) return { kind, namespace, name };
  const [, ownerKind = ''] = key.split('/');
  return { kind: ownerKind, namespace, name };
}

function hueOf({ kind, namespace, name, owner, count }: GraphRow): number {
  if (kind === 'Pod' && count === 1) {
    const pod = mirror.findPod(namespace, name);
    return pod === undefined ? 0 : mirror.owners.markOf(pod).hue;
  }
  const names = new Set([name, owner.split('/')[2] ?? '']);
  for (const row of mirror.workloads.values()) {
    const isIt =
      row.namespace === namespace &&
      (names.has(row.name) || (kind !== 'Deployment' && name.startsWith(`${row.name}-`)));
    if (isIt && ['Deployment', 'ReplicaSet', 'Pod', 'StatefulSet', 'DaemonSet', 'Job'].includes(kind))
      return mirror.owners.markOfWorkload(row).hue;
  }
  return 0;
}

function selectedKey(layout: ObjectsLayout, selection: Selection | null): string {
  if (selection === null) return '';
  const key = `${selection.kind}/${selection.namespace}/${selection.name}`;
  if (layout.boxes.has(key)) return key;
  const cluster = `${selection.kind}//${selection.name}`;
  if (layout.boxes.has(cluster)) return cluster;
  if (selection.kind !== 'Pod') return '';
  // One of many Pods that are counted as one.
  for (const { row } of layout.boxes.values())
    if (row.count > 1 && selection.name.startsWith(`${row.name}-`) && row.namespace === selection.namespace)
      return row.key;
  return '';
}

function useWindow() {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 900 });
  useEffect(() => {
    const target = box.current;
    if (target === null) return;
    const look = () => setSeen({ top: target.scrollTop, height: target.clientHeight });
    look();
    target.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(target);
    return () => {
      target.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, []);
  return { box, seen };
}

/** What is bound to an object. */
function neighboursOf({ edges }: ObjectsLayout, selected: string): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { from, to } of edges) {
    if (from.row.key === selected) keys.add(to.row.key);
    if (to.row.key === selected) keys.add(from.row.key);
  }
  return keys;
}

/** The objects and what binds them. */
export function Graph({ layout }: { readonly layout: ObjectsLayout }) {
  const { box, seen } = useWindow();
  const scale = useObjects((state) => state.scale);
  const selection = useView((state) => state.selection);
  const selected = selectedKey(layout, selection);
  const near = useMemo(() => neighboursOf(layout, selected), [layout, selected]);
  const top = seen.top / scale - spare;
  const bottom = (seen.top + seen.height) / scale + spare;
  const isSeen = ({ y }: Box) => y + boxHeight > top && y < bottom;
  const tree = useMemo(() => treeOf(layout), [layout]);
  const twigs = tree.filter(({ box: each }) => isSeen(each) || each.row.key === selected);
  const edges = layout.edges.filter(({ from, to }) => isSeen(from) || isSeen(to));
  const first = twigs[0]?.box.row.key;
  const choose = (each: Box) => select(selectionOf(each.row));
  const press = (event: KeyboardEvent) => {
    if (event.key === 'z' || event.key === 'Z') {
      event.preventDefault();
      zoomObjects(event.key === 'z' ? 1 : -1);
      return;
    }
    const key = (event.target as HTMLElement).dataset['objectKey'];
    const from = key === undefined ? undefined : layout.boxes.get(key);
    const to = from === undefined ? undefined : neighbour(layout, from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    box.current?.scrollTo({ top: Math.max(0, to.y * scale - seen.height / 2) });
    requestAnimationFrame(() => {
      box.current?.querySelector<HTMLElement>(`[data-object-key="${CSS.escape(to.row.key)}"]`)?.focus();
    });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys go from one button inside to another
    <div className="graph" ref={box} onKeyDown={press} data-testid="graph">
      <div style={{ width: layout.width * scale, height: layout.height * scale }}>
        <div
          className="graph-inner"
          style={{ width: layout.width, height: layout.height, transform: `scale(${scale})` }}
        >
          {layout.bands.map((band) => (
            <div key={band.namespace} className="band" style={{ top: band.y, height: band.height }}>
              <h2>{band.namespace === '' ? objects('noNamespace') : band.namespace}</h2>
            </div>
          ))}
          <Edges edges={edges} selected={selected} width={layout.width} height={layout.height} />
          <div role="tree" aria-label={objects('title')}>
            {twigs.map((twig) => {
              const { row } = twig.box;
              return (
                <BoxView
                  key={row.key}
                  box={twig.box}
                  twig={twig}
                  selected={row.key === selected}
                  near={near.has(row.key)}
                  dim={selected !== '' && row.key !== selected && !near.has(row.key)}
                  focusable={row.key === (selected === '' ? first : selected)}
                  hue={hueOf(row)}
                  onSelect={choose}
                />
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}
