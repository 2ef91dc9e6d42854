import { MAX_NODE_SCORE, type Scores } from '../../framework.ts';
import { AMOUNT, type NodeInfo } from '../../node-info.ts';
import type { PodInfo } from '../../pod-info.ts';
import { amountOf } from '../../resources.ts';

/** How NodeResourcesFit scores, as in its arguments. */
export interface ScoringStrategy {
  readonly type: 'LeastAllocated' | 'MostAllocated' | 'RequestedToCapacityRatio';
  readonly resources: readonly { readonly name: string; readonly weight: number }[];
  readonly requestedToCapacityRatio?: {
    readonly shape: readonly { readonly utilization: number; readonly score: number }[];
  };
}

/** Scores one resource: what would be in use of what there is. */
type ResourceScore = (requested: number, allocatable: number) => number;

/** Highest score in a shape of RequestedToCapacityRatio. */
const MAX_SHAPE_SCORE = 10;

type ScoreAll = (pod: PodInfo, nodes: readonly NodeInfo[], state: unknown, scores: Scores) => void;

/** The scoring function of a strategy. Models least_allocated.go, most_allocated.go, requested_to_capacity_ratio.go. */
export function createScorer(strategy: ScoringStrategy): ScoreAll {
  const isUsual =
    strategy.type === 'LeastAllocated' &&
    strategy.resources.map(({ name, weight }) => `${name}=${weight}`).join() === 'cpu=1,memory=1';
  if (isUsual) return leastOfCpuAndMemory;
  const score = scorerOf(strategy);
  return (pod, nodes, _state, scores) => {
    for (let i = 0; i < nodes.length; i++) scores[i] = score(pod, nodes[i]!);
  };
}

/** The default strategy, written out: it runs for every node of every decision. */
function leastOfCpuAndMemory(pod: PodInfo, nodes: readonly NodeInfo[], _state: unknown, scores: Scores): void {
  const { cpu, memory } = pod.specInfo.nonZero;
  for (let i = 0; i < nodes.length; i++) {
    const {
      at,
      table: { values },
    } = nodes[i]!;
    const cpus = values[at + AMOUNT.allocatableCpu]!;
    const bytes = values[at + AMOUNT.allocatableMemory]!;
    const cpuScore = leastAllocated(values[at + AMOUNT.nonZeroCpu]! + cpu, cpus);
    const memoryScore = leastAllocated(values[at + AMOUNT.nonZeroMemory]! + memory, bytes);
    if (cpus !== 0 && bytes !== 0) scores[i] = Math.trunc((cpuScore + memoryScore) / 2);
    else scores[i] = cpus === 0 ? memoryScore : cpuScore;
  }
}

/** 0 where there is nothing to allocate. */
function leastAllocated(requested: number, allocatable: number): number {
  if (requested > allocatable || allocatable === 0) return 0;
  return Math.trunc(((allocatable - requested) * MAX_NODE_SCORE) / allocatable);
}

function scorerOf(strategy: ScoringStrategy): (pod: PodInfo, node: NodeInfo) => number {
  const { resources, type } = strategy;
  const scoreOf = scoreFunction(strategy);
  const rounds = type === 'RequestedToCapacityRatio';
  return (pod, node) => {
    let sum = 0;
    let weights = 0;
    for (let i = 0; i < resources.length; i++) {
      const { name, weight } = resources[i]!;
      const allocatable = allocatableOf(node, name);
      const requested = requestedWith(pod, node, name);
      if (allocatable === 0 || requested < 0) continue;
      const score = scoreOf(requested, allocatable);
      if (rounds && score === 0) continue;
      sum += score * weight;
      weights += weight;
    }
    if (weights === 0) return 0;
    return rounds ? Math.round(sum / weights) : Math.trunc(sum / weights);
  };
}

function allocatableOf(node: NodeInfo, name: string): number {
  if (name === 'cpu') return node.table.values[node.at + AMOUNT.allocatableCpu]!;
  return name === 'memory' ? node.table.values[node.at + AMOUNT.allocatableMemory]! : amountOf(node.allocatable, name);
}

/** What is requested with the Pod counted in; -1 for an extended resource that the Pod does not ask for. */
function requestedWith(pod: PodInfo, node: NodeInfo, name: string): number {
  const { nonZero, requests } = pod.specInfo;
  if (name === 'cpu') return node.table.values[node.at + AMOUNT.nonZeroCpu]! + nonZero.cpu;
  if (name === 'memory') return node.table.values[node.at + AMOUNT.nonZeroMemory]! + nonZero.memory;
  const wanted = amountOf(requests, name);
  if (wanted === 0 && name !== 'ephemeral-storage') return -1;
  return amountOf(node.requested, name) + wanted;
}

function scoreFunction(strategy: ScoringStrategy): ResourceScore {
  switch (strategy.type) {
    case 'LeastAllocated':
      return leastAllocated;
    case 'MostAllocated':
      return (requested, allocatable) => Math.trunc((Math.min(requested, allocatable) * MAX_NODE_SCORE) / allocatable);
    case 'RequestedToCapacityRatio':
      return shapeScore(strategy.requestedToCapacityRatio?.shape ?? []);
  }
}

function shapeScore(shape: readonly { readonly utilization: number; readonly score: number }[]): ResourceScore {
  const points = shape.map((p) => ({ x: p.utilization, y: p.score * (MAX_NODE_SCORE / MAX_SHAPE_SCORE) }));
  const at = (x: number): number => {
    const i = points.findIndex((point) => x <= point.x);
    if (i < 0) return points.at(-1)?.y ?? 0;
    const [low, high] = [points[i - 1], points[i]!];
    return low === undefined ? high.y : low.y + Math.trunc(((high.y - low.y) * (x - low.x)) / (high.x - low.x));
  };
  return (requested, allocatable) =>
    requested > allocatable ? at(100) : at(Math.trunc((requested * 100) / allocatable));
}
