import { required } from '../field-errors.ts';
import type { TypedLocalObjectReference } from '../k8s/core-v1.gen.ts';
import { dns1123Subdomain, pathSegment } from '../names.ts';
import { type Found, reject } from './basics.ts';

/** The reference names a kind and an object. Models validateIngressTypedLocalObjectReference. */
export function checkTypedReference(reference: TypedLocalObjectReference, path: string, found: Found): void {
  const { apiGroup, kind, name } = reference;
  if (apiGroup !== undefined) reject(dns1123Subdomain(apiGroup), apiGroup, `${path}.apiGroup`, found);
  if (kind) reject(pathSegment(kind, false), kind, `${path}.kind`, found);
  else found.push(required(`${path}.kind`));
  if (name) reject(pathSegment(name, false), name, `${path}.name`, found);
  else found.push(required(`${path}.name`));
}
