import { fnv32a, fnv32aOfBytes } from '../base/fnv.ts';
import { safeEncode } from '../base/suffix.ts';
import type { PodTemplateSpec } from './k8s/core-v1.gen.ts';
import { goDump } from './template-hash/go-dump.ts';

const memo = new WeakMap<PodTemplateSpec, number>();

/**
 * The hash that names a Deployment's ReplicaSets: `web-c4b45475`. The template must not have the label
 * pod-template-hash itself. Models controller.ComputeHash.
 */
export function podTemplateHash(template: PodTemplateSpec, collisionCount?: number): string {
  let hash = memo.get(template);
  if (hash === undefined) {
    hash = fnv32a(goDump('v1.PodTemplateSpec', template));
    memo.set(template, hash);
  }
  if (collisionCount !== undefined) hash = fnv32aOfBytes([...littleEndian(collisionCount), 0, 0, 0, 0], hash);
  return safeEncode(String(hash));
}

function littleEndian(value: number): readonly number[] {
  return [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];
}
