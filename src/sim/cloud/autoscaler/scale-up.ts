import type { Node, Pod } from '../../../api/k8s/core-v1.gen.ts';
import { objectKey } from '../../../api/object.ts';
import { podRequests } from '../../../api/pod-resources.ts';
import type { Profile } from '../../scheduler/profile.ts';
import { amountOf, chooseOption, type ExpanderInput, type Option } from './expander.ts';
import { Simulation } from './simulation.ts';
import { instantiate, type NodeTemplate } from './template.ts';

/** What has been found out about Pods that wait. */
export interface ScaleUpPlan {
  /** Undefined when no group helps. */
  readonly best: Option | undefined;
  /** Why each Pod (by key) is not helped, by what no group offers: the words of the Event. */
  readonly refusals: ReadonlyMap<string, string>;
}

/** Groups with the size that each is to have now. */
export interface SizedTemplate {
  readonly template: NodeTemplate;
  readonly targetSize: number;
  /** It is left alone for a while after it could not grow. */
  readonly isBackedOff: boolean;
}

/** What a plan is made from. */
export interface ScaleUpInput {
  readonly profile: Profile;
  readonly groups: readonly SizedTemplate[];
  /** Nodes and Pods of the cluster, without which affinity and spreading could not be told. */
  readonly nodes: readonly Node[];
  readonly placed: readonly Pod[];
  readonly waiting: readonly Pod[];
  readonly choice: Omit<ExpanderInput, 'nodeCount'>;
}

const BACKED_OFF = 'in backoff after failed scale-up';
const FULL = 'max node group size reached';

/** Finds the group that is to grow, and by how much. Models core/scaleup/orchestrator. */
export function planScaleUp(input: ScaleUpInput): ScaleUpPlan {
  const reasons = new Map<string, Map<string, number>>();
  const options: Option[] = [];
  for (const { template, targetSize, isBackedOff } of input.groups) {
    if (isBackedOff) {
      for (const pod of input.waiting) count(reasons, pod, [BACKED_OFF]);
      continue;
    }
    const room = template.group.max - targetSize;
    if (room <= 0) {
      for (const pod of input.waiting) count(reasons, pod, [FULL]);
      continue;
    }
    const trial = new Simulation(input.profile, input.nodes, input.placed);
    add(trial, template, TRIAL);
    const fitting = input.waiting.filter((pod) => {
      const refusal = trial.refusal(pod, TRIAL);
      if (refusal) count(reasons, pod, refusal);
      return refusal === undefined;
    });
    const option = fitting.length > 0 ? pack(template, input, fitting, room) : undefined;
    if (option && option.newNodes > 0) options.push(option);
  }
  const refusals = new Map([...reasons].map(([key, counts]) => [key, textOf(counts)]));
  return { best: chooseOption(options, { ...input.choice, nodeCount: input.nodes.length }), refusals };
}

function count(all: Map<string, Map<string, number>>, pod: Pod, reasons: readonly string[]): void {
  const key = objectKey(pod);
  const counts = all.get(key) ?? new Map<string, number>();
  all.set(key, counts);
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
}

const textOf = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .map(([reason, n]) => `${n} ${reason}`)
    .sort()
    .join(', ');

const TRIAL = 'template-node';

function add(simulation: Simulation, template: NodeTemplate, name: string): void {
  const { node, pods } = instantiate(template, name);
  simulation.addNode(node);
  for (const pod of pods) simulation.put(pod, name);
}

/** How many nodes of a group the Pods need, the largest first. Models estimator/binpacking_estimator.go. */
function pack(template: NodeTemplate, input: ScaleUpInput, fitting: readonly Pod[], room: number): Option {
  const simulation = new Simulation(input.profile, input.nodes, input.placed);
  const sizes = new Map(fitting.map((pod) => [pod, sizeOf(pod, template)]));
  const sorted = [...fitting].sort((a, b) => sizes.get(b)! - sizes.get(a)!);
  const names: string[] = [];
  const pods: Pod[] = [];
  let isLastEmpty = false;
  for (const pod of sorted) {
    if (simulation.place(pod, names) !== undefined) {
      pods.push(pod);
      isLastEmpty = false;
      continue;
    }
    // Another empty node would not help it either.
    if (isLastEmpty || names.length >= room) continue;
    const name = `${TRIAL}-${names.length}`;
    add(simulation, template, name);
    names.push(name);
    isLastEmpty = simulation.place(pod, [name]) === undefined;
    if (!isLastEmpty) pods.push(pod);
  }
  return { template, newNodes: isLastEmpty ? names.length - 1 : names.length, pods };
}

/** The share of a node that a Pod asks for. */
function sizeOf(pod: Pod, template: NodeTemplate): number {
  const requests = podRequests(pod.spec!);
  const share = (name: string): number => (requests[name] ?? 0) / amountOf(template, name);
  return share('cpu') + share('memory');
}
