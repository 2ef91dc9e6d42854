import type { Node, Pod } from '../../../../api/k8s/core-v1.gen.ts';
import { type PluginFactory, plugin } from '../../framework.ts';
import { AMOUNT, NodeInfo } from '../../node-info.ts';
import { type PodInfo, podInfoOf } from '../../pod-info.ts';
import { amountOf } from '../../resources.ts';
import { type Status, unschedulable } from '../../status.ts';
import { relaxResources } from './relax.ts';
import { createScorer, type ScoringStrategy } from './scoring-strategy.ts';

const TOO_MANY_PODS = 'Too many pods';

/** A node must have the requested resources left; scores by how much would be left. Models plugins/noderesources/fit.go. */
const NodeResourcesFit: PluginFactory = {
  name: 'NodeResourcesFit',
  create(args) {
    const ignored = new Set(args['ignoredResources'] as readonly string[] | undefined);
    const groups = new Set(args['ignoredResourceGroups'] as readonly string[] | undefined);
    const isIgnored = (name: string): boolean => ignored.has(name) || groups.has(name.split('/')[0]!);
    const scoreAll = createScorer(args['scoringStrategy'] as ScoringStrategy);
    return plugin<undefined, undefined>({
      filter(pod, node) {
        const { requests } = pod.specInfo;
        if (requests.ephemeral === 0 && requests.scalar === undefined && hasRoom(node, requests.cpu, requests.memory))
          return undefined;
        const reasons = insufficient(pod, node, isIgnored);
        return reasons.length > 0 ? statusOf(reasons) : undefined;
      },
      acceptsRun: fitsInARow,
      relax: relaxResources,
      scoreAll,
      events: [
        {
          resource: 'Pod',
          actions: ['Delete'],
          hint: (_pod, previous) => ((previous as Pod).spec?.nodeName ? 'Queue' : 'Skip'),
        },
        { resource: 'Node', actions: ['Add', 'UpdateNodeAllocatable'], hint: afterNodeChange },
      ],
    });
  },
};

export default NodeResourcesFit;

/** The same checks as in `insufficient`, without making lists: nearly all nodes of a large cluster pass. */
function hasRoom({ at, table: { values } }: NodeInfo, cpu: number, memory: number): boolean {
  return (
    values[at + AMOUNT.pods]! < values[at + AMOUNT.allocatablePods]! &&
    (cpu === 0 || cpu <= values[at + AMOUNT.allocatableCpu]! - values[at + AMOUNT.requestedCpu]!) &&
    (memory === 0 || memory <= values[at + AMOUNT.allocatableMemory]! - values[at + AMOUNT.requestedMemory]!)
  );
}

function fitsInARow({ specInfo }: PodInfo, nodes: readonly NodeInfo[], from: number, to: number): number {
  const { cpu, memory, ephemeral, scalar } = specInfo.requests;
  if (ephemeral !== 0 || scalar !== undefined) return 0;
  let at = from;
  while (at < to && hasRoom(nodes[at]!, cpu, memory)) at++;
  return at - from;
}

/** Which resources of a node do not suffice for a Pod, in upstream's words. Models fitsRequest. */
function insufficient(pod: PodInfo, node: NodeInfo, isIgnored: (name: string) => boolean): string[] {
  const reasons: string[] = [];
  const { requests } = pod.specInfo;
  const { allocatable, requested } = node;
  if (node.pods.size + 1 > allocatable.pods) reasons.push(TOO_MANY_PODS);
  const check = (name: string, wanted: number, free: number): void => {
    if (wanted > 0 && wanted > free) reasons.push(`Insufficient ${name}`);
  };
  check('cpu', requests.cpu, allocatable.cpu - requested.cpu);
  check('memory', requests.memory, allocatable.memory - requested.memory);
  check('ephemeral-storage', requests.ephemeral, allocatable.ephemeral - requested.ephemeral);
  for (const name of [...(requests.scalar?.keys() ?? [])].sort()) {
    if (isIgnored(name)) continue;
    check(name, amountOf(requests, name), amountOf(allocatable, name) - amountOf(requested, name));
  }
  return reasons;
}

// Only for the sake of identity: equal lists of reasons share one status.
const TOO_MANY = unschedulable(TOO_MANY_PODS);
const NO_CPU = unschedulable('Insufficient cpu');
const NO_MEMORY = unschedulable('Insufficient memory');

function statusOf(reasons: readonly string[]): Status {
  if (reasons.length > 1) return unschedulable(...reasons);
  return [TOO_MANY, NO_CPU, NO_MEMORY].find((status) => status.reasons[0] === reasons[0]) ?? unschedulable(...reasons);
}

function afterNodeChange(pod: Pod, previous: unknown, object: unknown): 'Queue' | 'Skip' {
  const info = podInfoOf(pod);
  const now = emptyNode(object as Node);
  if (insufficient(info, now, () => false).length > 0) return 'Skip';
  if (previous === undefined) return 'Queue';
  const before = emptyNode(previous as Node);
  const { requests } = info.specInfo;
  if (before.allocatable.pods < now.allocatable.pods) return 'Queue';
  const names = ['cpu', 'memory', 'ephemeral-storage', ...(requests.scalar?.keys() ?? [])];
  const grew = names.some(
    (name) => amountOf(requests, name) > 0 && amountOf(before.allocatable, name) < amountOf(now.allocatable, name),
  );
  return grew ? 'Queue' : 'Skip';
}

function emptyNode(node: Node): NodeInfo {
  const info = new NodeInfo(node.metadata.name ?? '');
  info.setNode(node);
  return info;
}
