import type { AnyObject } from '../client/resource.ts';
import { goJson } from '../print/go-values.ts';

/** The annotation in which client-side apply remembers what it was given. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * The object with the annotation that holds it, as `kubectl apply` sends it; `sorted` is false for an object that kubectl
 * itself has made, with its fields in Go's order. Models util.GetModifiedConfiguration.
 */
export function withLastApplied(object: AnyObject, sorted = true): AnyObject {
  const { [LAST_APPLIED]: _, ...others } = object.metadata?.annotations ?? {};
  const noOthers = !sorted && Object.keys(others).length === 0;
  const bare = noOthers ? object : { ...object, metadata: { ...object.metadata, annotations: others } };
  const annotations = { ...others, [LAST_APPLIED]: `${goJson(bare, 0, sorted)}\n` };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** What apply was given the last time; `undefined` without the annotation. */
export function lastApplied(object: AnyObject): AnyObject | undefined {
  const text = object.metadata?.annotations?.[LAST_APPLIED];
  return text ? (JSON.parse(text) as AnyObject) : undefined;
}
