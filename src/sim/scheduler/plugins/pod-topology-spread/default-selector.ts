import type { ReplicaSet, StatefulSet } from '../../../../api/k8s/apps-v1.gen.ts';
import type { Pod, ReplicationController, Service } from '../../../../api/k8s/core-v1.gen.ts';
import type { LabelSelector } from '../../../../api/k8s/meta-v1.gen.ts';
import { controllerOf } from '../../../../api/object.ts';
import { type LabelMatcher, labelMatcher, mapMatcher } from '../../../../api/selectors.ts';
import type { Handle } from '../../framework.ts';

/** How many selectors are remembered. */
const MEMO_LIMIT = 1_000;

/**
 * Makes the function that finds a Pod's peers: what the Services and the controller that select it have in common. The
 * function gives undefined for a Pod that none selects. Models plugins/helper/spread.go DefaultSelector.
 */
export function createDefaultSelector(handle: Handle): (pod: Pod) => LabelMatcher | undefined {
  const memo = new Map<string, LabelMatcher>();
  return (pod) => {
    const labels = pod.metadata.labels ?? {};
    const owner = ownerSelector(pod, handle);
    let selected = false;
    const wanted: Record<string, string> = {};
    for (const service of handle.list<Service>('Service', pod.metadata.namespace)) {
      const selector = service.spec?.selector;
      if (!selector || !mapMatcher(selector).matches(labels)) continue;
      Object.assign(wanted, selector);
      selected = true;
    }
    // The usual case without a Service: the controller's selector alone, whose matcher is remembered.
    if (!selected) return owner && isSomething(owner) ? labelMatcher(owner) : undefined;
    Object.assign(wanted, owner?.matchLabels);
    const expressions = owner?.matchExpressions ?? [];
    if (Object.keys(wanted).length === 0 && expressions.length === 0) return undefined;
    const key = JSON.stringify([wanted, expressions]);
    let matcher = memo.get(key);
    if (matcher === undefined) {
      if (memo.size >= MEMO_LIMIT) memo.clear();
      matcher = labelMatcher({ matchLabels: wanted, matchExpressions: expressions });
      memo.set(key, matcher);
    }
    return matcher;
  };
}

function isSomething({ matchLabels, matchExpressions }: LabelSelector): boolean {
  if ((matchExpressions?.length ?? 0) > 0) return true;
  for (const _key in matchLabels) return true;
  return false;
}

function ownerSelector(pod: Pod, handle: Handle): LabelSelector | undefined {
  const owner = controllerOf(pod);
  if (!owner) return undefined;
  const key = `${pod.metadata.namespace}/${owner.name}`;
  switch (`${owner.apiVersion} ${owner.kind}`) {
    case 'apps/v1 ReplicaSet':
      return handle.get<ReplicaSet>('ReplicaSet', key)?.spec?.selector;
    case 'apps/v1 StatefulSet':
      return handle.get<StatefulSet>('StatefulSet', key)?.spec?.selector;
    case 'v1 ReplicationController': {
      const matchLabels = handle.get<ReplicationController>('ReplicationController', key)?.spec?.selector;
      return matchLabels && { matchLabels };
    }
    default:
      return undefined;
  }
}
