import type { NodeRow } from '../../protocol/view.ts';
import type { Mirror } from '../store/mirror.ts';
import type { Measure } from '../store/view-store.ts';
import { type FigureLayout, layoutFigure, type Vessel } from './layout.ts';
import { type SlabShape, type Stack, stackQueue, stackVessel } from './stack.ts';

/** The figure at one moment, ready to draw. */
export interface Scene {
  readonly layout: FigureLayout;
  /** Changes when things move because the picture changed, not the cluster. */
  readonly layoutKey: number;
  /** In the order of the vessels. */
  readonly stacks: readonly Stack[];
  readonly queue: Stack;
}

export interface SceneInput {
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  readonly measure: Measure | null;
  readonly epoch: number;
}

/** Keeps layout and stacks from picture to picture and renews only what has changed. */
export interface SceneModel {
  update(input: SceneInput): Scene;
}

const roomSteps = [7, 9, 12, 16, 22, 30, 40, 60, 85, 110];

/** CPU when at least half of the Pods say what they need, else Pods, each of the same height. */
export function naturalMeasure(mirror: Mirror): Measure {
  const { own, asking } = mirror.tally;
  return own > 0 && asking * 2 >= own ? 'cpu' : 'pods';
}

function sameShape(a: SlabShape, b: SlabShape): boolean {
  return (
    a.pod === b.pod &&
    a.x === b.x &&
    a.y === b.y &&
    a.w === b.w &&
    a.h === b.h &&
    a.hue === b.hue &&
    a.usePx === b.usePx &&
    a.form === b.form
  );
}

/** Takes over the shapes that have not changed, so that what draws them can skip them. */
function reuse(stack: Stack, before: Stack | undefined): Stack {
  if (before === undefined) return stack;
  const known = new Map(before.slabs.map((slab) => [slab.pod.uid, slab]));
  const slabs = stack.slabs.map((slab) => {
    const old = known.get(slab.pod.uid);
    return old !== undefined && sameShape(old, slab) ? old : slab;
  });
  return { ...stack, slabs };
}

interface NodeStack {
  readonly pods: readonly unknown[];
  readonly stack: Stack;
}

/** How many Pods a vessel shows room for: in steps, and not less as soon as one goes. Finished ones lie on the shelf. */
function chooseRoom(mirror: Mirror, before: number): number {
  let most = 0;
  for (const name of mirror.nodeNames()) most = Math.max(most, mirror.nodes.get(name)!.podCount);
  const wanted = most + 1;
  if (wanted <= before && wanted > before * 0.5) return before;
  return roomSteps.find((step) => step >= wanted) ?? Math.ceil(wanted / 10) * 10;
}

function capacityKey(nodes: readonly NodeRow[]): string {
  let key = '';
  for (const node of nodes) key += `${node.name},${node.cpuMilli},${node.memoryBytes},${node.maxPods},${node.zone};`;
  return key;
}

/** Keeps the layout as long as nothing that it depends on has changed. */
function createLayoutKeeper(mirror: Mirror) {
  let layout: FigureLayout | null = null;
  let key = '';
  let capacities = '';
  let nodesSeen: readonly NodeRow[] = [];
  let room = 7;
  let epoch = -1;
  return (input: SceneInput): FigureLayout => {
    const nodes = mirror.nodeNames().map((name) => mirror.nodes.get(name)!);
    if (nodes.length !== nodesSeen.length || nodes.some((node, index) => node !== nodesSeen[index])) {
      nodesSeen = nodes;
      capacities = capacityKey(nodes);
    }
    if (input.epoch !== epoch) room = 7;
    epoch = input.epoch;
    const { width, height, zoom } = input;
    const measure = input.measure ?? naturalMeasure(mirror);
    if (measure === 'pods') room = chooseRoom(mirror, room);
    const shownPods = measure === 'pods' ? room : 0;
    const shelf = mirror.tally.finished > 0;
    const next = `${width}|${height}|${zoom}|${measure}|${shownPods}|${shelf}|${epoch}|${capacities}`;
    if (layout !== null && next === key) return layout;
    key = next;
    layout = layoutFigure({ width, height, zoom, nodes, measure, shownPods, shelf });
    return layout;
  };
}

export function createSceneModel(mirror: Mirror): SceneModel {
  const keepLayout = createLayoutKeeper(mirror);
  let layout: FigureLayout | null = null;
  let layoutKey = 0;
  let stacks = new Map<string, NodeStack>();
  let queue: { pods: readonly unknown[]; stack: Stack } | null = null;
  let last: { input: SceneInput; version: number; scene: Scene } | null = null;

  const stackOf = (vessel: Vessel, measure: Measure): Stack => {
    const pods = mirror.podsOn(vessel.name);
    const known = stacks.get(vessel.name);
    if (known !== undefined && known.pods === pods) return known.stack;
    const stack = reuse(stackVessel(vessel, pods, measure, mirror.owners), known?.stack);
    stacks.set(vessel.name, { pods, stack });
    return stack;
  };

  const compute = (input: SceneInput): Scene => {
    const current = keepLayout(input);
    if (current !== layout) {
      layout = current;
      layoutKey++;
      stacks = new Map();
      queue = null;
    }
    const pending = mirror.podsOn('');
    if (queue === null || queue.pods !== pending) {
      queue = { pods: pending, stack: reuse(stackQueue(current, pending, mirror.owners), queue?.stack) };
    }
    const ofNodes = current.vessels.map((vessel) => stackOf(vessel, current.measure));
    return { layout: current, layoutKey, stacks: ofNodes, queue: queue.stack };
  };

  return {
    update: (input) => {
      const version = mirror.version();
      if (last !== null && last.version === version && sameInput(last.input, input)) return last.scene;
      last = { input, version, scene: compute(input) };
      return last.scene;
    },
  };
}

function sameInput(a: SceneInput, b: SceneInput): boolean {
  return (
    a.width === b.width && a.height === b.height && a.zoom === b.zoom && a.measure === b.measure && a.epoch === b.epoch
  );
}
