import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { splitKey } from '../../api/object.ts';
import type { LabelMatcher } from '../../api/selectors.ts';

/** The selectors of the autoscalers' targets, as far as they have been looked at. Models util/selectors.BiMultimap. */
export interface KnownSelectors {
  /** An autoscaler that has been seen, by key; it selects nothing yet. */
  add(key: string): void;
  /** Notes the selector of one that has been seen. */
  put(key: string, selector: LabelMatcher): void;
  remove(key: string): void;
  /** Keys of the autoscalers that select one of these Pods of a namespace, in their order. */
  selecting(namespace: string, pods: readonly Pod[]): readonly string[];
}

/** Makes an empty one. */
export function createSelectors(): KnownSelectors {
  const selectors = new Map<string, LabelMatcher | undefined>();
  return {
    add(key) {
      if (!selectors.has(key)) selectors.set(key, undefined);
    },
    put(key, selector) {
      if (selectors.has(key)) selectors.set(key, selector);
    },
    remove: (key) => void selectors.delete(key),
    selecting(namespace, pods) {
      const found: string[] = [];
      for (const [key, selector] of selectors) {
        if (!selector || splitKey(key).namespace !== namespace) continue;
        if (pods.some(({ metadata }) => selector.matches(metadata.labels))) found.push(key);
      }
      return found.sort();
    },
  };
}
