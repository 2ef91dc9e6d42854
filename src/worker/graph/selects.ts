import type { LabelSelector } from '../../api/k8s/meta-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { type LabelMatcher, labelMatcher, mapMatcher } from '../../api/selectors.ts';

/** Which Pods of its namespace an object selects without owning them; undefined for kinds that select none. */
export function selectorOf(kind: string, object: KubeObject): LabelMatcher | undefined {
  const given = ((object as { spec?: unknown }).spec ?? {}) as { selector?: unknown; podSelector?: LabelSelector };
  if (kind === 'Service') {
    const selector = given.selector as Record<string, string> | undefined;
    return selector && Object.keys(selector).length > 0 ? mapMatcher(selector) : undefined;
  }
  if (kind === 'PodDisruptionBudget') return labelMatcher(given.selector as LabelSelector | undefined);
  return kind === 'NetworkPolicy' ? labelMatcher(given.podSelector) : undefined;
}
