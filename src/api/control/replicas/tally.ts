import type { Pod } from '../../k8s/core-v1.gen.ts';
import { controllerOf } from '../../object.ts';
import { isPodReady } from '../../pod.ts';
import { type LabelMatcher, mapMatcher } from '../../selectors.ts';
import { isPodActive } from '../pod-ranking.ts';
import type { Counts } from './plan.ts';
import type { Replicated } from './replicated.ts';

/**
 * Counts of the Pods of each owner, kept up to date by their changes, so that a sync of an owner whose number is
 * right does not look at each Pod. Pods of one template share their labels object, so there are one or two groups.
 */
export interface Tally {
  added(pod: Pod): void;
  updated(pod: Pod, previous: Pod): void;
  removed(pod: Pod): void;
  /** The counts of an owner; undefined when a Pod no longer matches its selector or has to be looked at for its age. */
  countsOf(owner: Replicated, selector: LabelMatcher): Counts | undefined;
}

type Labels = Readonly<Record<string, string>>;
interface Group {
  active: number;
  ready: number;
}

const NO_LABELS: Labels = {};

/** Makes an empty tally. */
export function createTally(): Tally {
  const owners = new Map<string, Map<Labels, Group>>();

  const change = (pod: Pod, sign: 1 | -1): void => {
    const uid = controllerOf(pod)?.uid;
    if (uid === undefined || !isPodActive(pod)) return;
    let groups = owners.get(uid);
    if (!groups) {
      groups = new Map();
      owners.set(uid, groups);
    }
    const labels = pod.metadata.labels ?? NO_LABELS;
    const group = groups.get(labels) ?? { active: 0, ready: 0 };
    group.active += sign;
    if (isPodReady(pod)) group.ready += sign;
    if (group.active > 0) groups.set(labels, group);
    else groups.delete(labels);
    if (groups.size === 0) owners.delete(uid);
  };

  return {
    added: (pod) => change(pod, 1),
    updated(pod, previous) {
      change(previous, -1);
      change(pod, 1);
    },
    removed: (pod) => change(pod, -1),
    countsOf(owner, selector) {
      if ((owner.spec?.minReadySeconds ?? 0) > 0) return undefined;
      const counts = { active: 0, labeled: 0, ready: 0, available: 0 };
      const template = mapMatcher(owner.spec?.template?.metadata?.labels ?? NO_LABELS);
      for (const [labels, group] of owners.get(owner.metadata.uid ?? '') ?? []) {
        if (!selector.matches(labels)) return undefined;
        counts.active += group.active;
        counts.ready += group.ready;
        if (template.matches(labels)) counts.labeled += group.active;
      }
      counts.available = counts.ready;
      return counts;
    },
  };
}
