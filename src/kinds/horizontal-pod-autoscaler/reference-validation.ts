import { required } from '../../api/field-errors.ts';
import type { CrossVersionObjectReference } from '../../api/k8s/autoscaling-v2.gen.ts';
import { pathSegment } from '../../api/names.ts';
import { type Found, reject } from '../../api/validation/basics.ts';

/** Which object is meant. Models ValidateCrossVersionObjectReference. */
export function checkReference(ref: CrossVersionObjectReference | undefined, path: string, found: Found): void {
  for (const name of ['kind', 'name'] as const) {
    const value = ref?.[name] ?? '';
    if (value === '') found.push(required(`${path}.${name}`));
    else reject(pathSegment(value, false), value, `${path}.${name}`, found);
  }
}
