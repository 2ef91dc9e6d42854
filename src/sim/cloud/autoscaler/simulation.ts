import type { Node, Pod } from '../../../api/k8s/core-v1.gen.ts';
import { isPodTerminal } from '../../../api/pod.ts';
import { createCache } from '../../scheduler/cache.ts';
import { runPreFilters } from '../../scheduler/decide.ts';
import { createTrial } from '../../scheduler/filter-trial.ts';
import { podInfoOf } from '../../scheduler/pod-info.ts';
import type { Profile } from '../../scheduler/profile.ts';

/** Nobody is promised room in thought. */
const NOBODY = (): readonly [] => [];

/**
 * A cluster in thought, in which Pods are put on nodes by the scheduler's own filters.
 * Models cluster-autoscaler/simulator (the cluster snapshot with its predicates).
 */
export class Simulation {
  private readonly cache = createCache();
  private readonly profile: Profile;
  private readonly names: string[] = [];

  constructor(profile: Profile, nodes: Iterable<Node>, pods: Iterable<Pod>) {
    this.profile = profile;
    for (const node of nodes) this.addNode(node);
    for (const pod of pods) if (pod.spec?.nodeName && !isPodTerminal(pod)) this.cache.addPod(pod);
  }

  addNode(node: Node): void {
    this.cache.addNode(node);
    this.names.push(node.metadata.name!);
  }

  /** Puts a Pod on a node, whether it fits or not. */
  put(pod: Pod, nodeName: string): void {
    this.cache.addPod(placed(pod, nodeName));
  }

  /** Takes a Pod off its node. */
  take(pod: Pod): void {
    this.cache.removePod(pod);
  }

  /** Why a Pod does not fit on a node, reasons as the scheduler has them; undefined if it does. */
  refusal(pod: Pod, nodeName: string): readonly string[] | undefined {
    const fits = this.prepare(pod);
    return fits(nodeName);
  }

  /** Puts a Pod on the first of some nodes on which it fits; undefined when it fits on none. */
  place(pod: Pod, candidates: readonly string[] = this.names): string | undefined {
    const fits = this.prepare(pod);
    const found = candidates.find((name) => fits(name) === undefined);
    if (found !== undefined) this.put(pod, found);
    return found;
  }

  private prepare(pod: Pod): (nodeName: string) => readonly string[] | undefined {
    const { cache, profile } = this;
    const info = podInfoOf(placed(pod, ''));
    const { active, status, nodeNames } = runPreFilters(info, cache, profile);
    const trial = createTrial(info, active, NOBODY);
    return (name) => {
      const node = cache.node(name);
      if (!node) return ['node is not known'];
      if (status) return status.reasons;
      if (nodeNames && !nodeNames.has(name)) return ["node(s) didn't satisfy plugin(s)"];
      return trial.run(node)?.status.reasons;
    };
  }
}

/** The Pod as if it were on a node, with a specification of its own; '' for none. */
export function placed(pod: Pod, nodeName: string): Pod {
  const { nodeName: _before, ...spec } = pod.spec!;
  return { ...pod, spec: nodeName === '' ? spec : { ...spec, nodeName } };
}
