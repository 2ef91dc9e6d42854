import type { KubeObject } from '../../api/object.ts';
import { replace } from '../../base/shared.ts';

/** On a volume: who provisioned it. */
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
/** On a claim: who is to provision its volume. */
export const PROVISIONERS = [
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/storage-provisioner',
];

/** Whether an annotation is there; its value does not matter. */
export function isAnnotated({ metadata }: KubeObject, key: string): boolean {
  return metadata.annotations?.[key] !== undefined;
}

/** The object with an annotation; itself if it has it. */
export function annotated<T extends KubeObject>(object: T, key: string, value: string): T {
  const { annotations } = object.metadata;
  if (annotations?.[key] === value) return object;
  return { ...object, metadata: { ...object.metadata, annotations: { ...annotations, [key]: value } } };
}

/** The object without an annotation. */
export function unannotated<T extends KubeObject>(object: T, key: string): T {
  if (!isAnnotated(object, key)) return object;
  const { [key]: _gone, ...annotations } = object.metadata.annotations!;
  const kept = Object.keys(annotations).length > 0 ? annotations : undefined;
  return { ...object, metadata: replace(object.metadata, { annotations: kept }) };
}
