import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { podRequests, resourceAmount } from '../../../api/pod-resources.ts';
import type { Expander } from '../../../api/scenario.ts';
import type { Random } from '../../../base/random.ts';
import type { NodeTemplate } from './template.ts';

/** What a group could do for Pods that wait. */
export interface Option {
  readonly template: NodeTemplate;
  readonly newNodes: number;
  readonly pods: readonly Pod[];
}

/** What expanders go by. */
export interface ExpanderInput {
  readonly expanders: readonly Expander[];
  readonly random: Random;
  /** Nodes of the cluster: the more there are, the larger are those that price prefers. */
  readonly nodeCount: number;
  /** Keeps the options of the highest priority; none where nobody has said it. */
  readonly prefer: (options: readonly Option[]) => readonly Option[];
}

/** Chooses the group that is to grow; undefined when there is none. Models expander/factory/chain.go. */
export function chooseOption(options: readonly Option[], input: ExpanderInput): Option | undefined {
  const { expanders, random, prefer } = input;
  if (options.length === 0) return undefined;
  let left = options;
  for (const expander of expanders) {
    left = expander === 'priority' ? prefer(left) : bestBy(left, ratingOf(expander, input));
    if (left.length === 0) return undefined;
    if (left.length === 1 && options.length === 1) return left[0];
  }
  return random.pick(left);
}

/** The lower, the better. */
function ratingOf(expander: Exclude<Expander, 'priority'>, { nodeCount }: ExpanderInput): (option: Option) => number {
  switch (expander) {
    case 'least-waste':
      return waste;
    case 'most-pods':
      return ({ pods }) => -pods.length;
    case 'price':
      return (option) => priceScore(option, nodeCount);
    case 'random':
      return () => 0;
  }
}

function bestBy(options: readonly Option[], rating: (option: Option) => number): readonly Option[] {
  const best = Math.min(...options.map(rating));
  return options.filter((one) => rating(one) === best);
}

/** How much of a node's allocatable there is of a resource. */
export const amountOf = ({ node }: NodeTemplate, name: string): number =>
  resourceAmount(node.status?.allocatable, name);

/** The share of CPU and memory that would be left over, added up. Models expander/waste. */
export function waste({ template, newNodes, pods }: Option): number {
  const left = (name: string): number => {
    const all = amountOf(template, name) * newNodes;
    const used = pods.reduce((sum, pod) => sum + (podRequests(pod.spec!)[name] ?? 0), 0);
    return (all - used) / all;
  };
  return left('cpu') + left('memory');
}

const GIB = 1024 ** 3;
/** An hour of a CPU, and of a GiB of memory, where a group has no price of its own: a guess after public clouds. */
const CPU_PRICE = 0.033174;
const MEMORY_PRICE = 0.004446;
/** A Pod of half a CPU and 500 MB makes prices of little work differ less. */
const STABILIZING = costOf(500, 500 * 1000 * 1000);
/** Nodes with GPUs are for Pods that ask for them: nothing else makes up for it. */
const GPU_UNFITNESS = 1000;

function costOf(milliCpu: number, bytes: number): number {
  return (milliCpu / 1000) * CPU_PRICE + (bytes / GIB) * MEMORY_PRICE;
}

/**
 * What nodes would cost by what their Pods would cost, times how far the nodes are from the size that suits the cluster.
 * Models expander/price.
 */
export function priceScore({ template, newNodes, pods }: Option, nodeCount: number): number {
  const cpu = amountOf(template, 'cpu');
  const nodePrice = template.group.price ?? costOf(cpu, amountOf(template, 'memory'));
  const podPrice = pods.reduce((sum, pod) => {
    const requests = podRequests(pod.spec!);
    return sum + costOf(requests.cpu ?? 0, requests.memory ?? 0);
  }, 0);
  const price = (nodePrice * newNodes + STABILIZING) / (podPrice + STABILIZING);
  const preferred = preferredCpu(nodeCount);
  const unfitness = Math.max(preferred / cpu, cpu / preferred);
  const suppressed = (unfitness - 1) * (1 - Math.tanh((newNodes - 1) / 15)) + 1;
  return price * (amountOf(template, 'nvidia.com/gpu') > 0 ? GPU_UNFITNESS : suppressed);
}

/** The CPU of a node that suits a cluster: twice as much whenever that is three times as large. Models expander/price/preferred.go. */
function preferredCpu(nodeCount: number): number {
  if (nodeCount <= 2) return 1000;
  if (nodeCount <= 6) return 2000;
  if (nodeCount <= 20) return 4000;
  if (nodeCount <= 60) return 8000;
  return nodeCount <= 200 ? 16_000 : 32_000;
}
