import type { KubeObject } from '../../../api/object.ts';
import type { Resource } from '../resource.ts';

/** Of the objects that an annotation marks as default the newest one, of several of one second the first by name. */
export function newestDefault(resource: Resource | undefined, annotations: readonly string[]): KubeObject | undefined {
  if (!resource || resource.cache.size === 0) return undefined;
  let newest: KubeObject | undefined;
  for (const object of resource.cache.list(resource.prefix, `${resource.prefix}\uffff`)) {
    if (!annotations.some((annotation) => object.metadata.annotations?.[annotation] === 'true')) continue;
    if (!newest || object.metadata.creationTimestamp! > newest.metadata.creationTimestamp!) newest = object;
  }
  return newest;
}
