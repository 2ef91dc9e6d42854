import { expect, test } from 'vitest';
import recorded from '../sim/testing/testdata/golden/template-hashes.json' with { type: 'json' };
import type { PodTemplateSpec } from './k8s/core-v1.gen.ts';
import { podTemplateHash } from './template-hash.ts';

/** The template of a recorded ReplicaSet as its Deployment has it. */
function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { 'pod-template-hash': _hash, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}

test.each(recorded)('the template of $source has the recorded hash $hash', ({ hash, template }) => {
  expect(podTemplateHash(withoutHash(template as unknown as PodTemplateSpec))).toBe(hash);
});

test('a collision count changes the hash, zero too', () => {
  const template = withoutHash(recorded[0]!.template as unknown as PodTemplateSpec);
  const hashes = [podTemplateHash(template), podTemplateHash(template, 0), podTemplateHash(template, 1)];
  expect(new Set(hashes).size).toBe(3);
});
