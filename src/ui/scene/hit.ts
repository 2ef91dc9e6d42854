import { mirror } from '../store/cluster-store.ts';
import { isPodOf } from '../store/pods-of.ts';
import type { Selection } from '../store/view-store.ts';
import type { Vessel } from './layout.ts';
import type { Scene } from './scene-model.ts';
import type { SlabShape, Stack } from './stack.ts';

function slabAt(stack: Stack, x: number, y: number): SlabShape | null {
  let near: SlabShape | null = null;
  for (const slab of stack.slabs) {
    if (x < slab.x - 4 || x > slab.x + slab.w + 3) continue;
    if (y >= slab.y && y <= slab.y + slab.h) return slab;
    // Lines of a few pixels can be hit a little beside.
    if (y >= slab.y - 1 && y <= slab.y + slab.h + 1) near = slab;
  }
  return near;
}

function inVessel(vessel: Vessel, x: number, y: number): boolean {
  return x >= vessel.x - 6 && x <= vessel.x + vessel.w + 6 && y >= vessel.headY - 4 && y <= vessel.bottom + 36;
}

/** The node whose place a point of the figure is in, '' for none. */
export function vesselAt(scene: Scene, x: number, y: number): string {
  return scene.layout.vessels.find((vessel) => inVessel(vessel, x, y))?.name ?? '';
}

/** What lies at a point of the figure: a Pod, else the node whose place it is. */
export function hitScene(scene: Scene, x: number, y: number): SlabShape | Vessel | null {
  const waiting = slabAt(scene.queue, x, y);
  if (waiting !== null) return waiting;
  for (let index = 0; index < scene.layout.vessels.length; index++) {
    const vessel = scene.layout.vessels[index]!;
    if (inVessel(vessel, x, y)) return slabAt(scene.stacks[index]!, x, y) ?? vessel;
  }
  return null;
}

/** The object that a hit stands for. */
export function selectionOf(hit: SlabShape | Vessel): Selection {
  if ('pod' in hit) return { kind: 'Pod', namespace: hit.pod.namespace, name: hit.pod.name };
  return { kind: 'Node', namespace: '', name: hit.name };
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Where a selected object is in the figure, null when it is not drawn. */
export function boxOf(scene: Scene, selection: Selection): Box | null {
  if (selection.kind === 'Node') {
    const vessel = scene.layout.vessels.find((candidate) => candidate.name === selection.name);
    return vessel === undefined ? null : { x: vessel.x, y: vessel.rim, w: vessel.w, h: vessel.bottom - vessel.rim };
  }
  if (selection.kind !== 'Pod') return null;
  for (const stack of [scene.queue, ...scene.stacks]) {
    for (const slab of stack.slabs) {
      if (slab.pod.name === selection.name && slab.pod.namespace === selection.namespace) return slab;
    }
  }
  return null;
}

/** More rings than this say nothing any more. */
const mostRings = 200;

/** Where the Pods of a selected workload or Service are. */
export function boxesOf(scene: Scene, selection: Selection): readonly Box[] {
  const { kind, namespace, name } = selection;
  if (kind === 'Pod' || kind === 'Node') return [];
  const endpoints = kind === 'Service' ? new Set(mirror.services.get(`${namespace}/${name}`)?.pods) : null;
  const boxes: Box[] = [];
  for (const stack of [scene.queue, ...scene.stacks]) {
    for (const slab of stack.slabs) {
      const { pod } = slab;
      const isKin =
        endpoints === null ? isPodOf(pod, selection) : pod.namespace === namespace && endpoints.has(pod.name);
      if (isKin) boxes.push(slab);
    }
  }
  return boxes.length > mostRings ? [] : boxes;
}
