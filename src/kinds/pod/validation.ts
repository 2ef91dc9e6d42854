import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField } from '../../api/field-errors.ts';
import type { Pod, PodSpec } from '../../api/k8s/core-v1.gen.ts';
import type { Found } from '../../api/validation/basics.ts';
import { checkPodAnnotations, checkSeccompAgreement } from '../../api/validation/pod-spec/annotations.ts';
import { checkAppArmorAgreement } from '../../api/validation/pod-spec/app-armor.ts';
import { checkImagePadding } from '../../api/validation/pod-spec/containers.ts';
import { checkPodSpec } from '../../api/validation/pod-spec/pod-spec.ts';

/** Specs found good in a Pod: thousands of Pods share theirs. Not those whose verdict hangs on the Pod's name. */
const good = new WeakSet<PodSpec>();

const noSpec = {} as PodSpec;

function checkSpec(spec: PodSpec, podName: string, found: Found): void {
  if (good.has(spec)) return;
  const before = found.length;
  checkPodSpec(spec, { inPod: true, podName }, 'spec', found);
  checkTokens(spec, found);
  for (const [i, c] of (spec.containers ?? []).entries()) checkImagePadding(c, `spec.containers[${i}]`, found);
  for (const [i, c] of (spec.initContainers ?? []).entries()) checkImagePadding(c, `spec.initContainers[${i}]`, found);
  if (found.length === before && !spec.volumes?.some((volume) => volume.ephemeral)) good.add(spec);
}

/** A Pod without a service account has no tokens. */
function checkTokens(spec: PodSpec, found: Found): void {
  if (spec.serviceAccountName) return;
  for (const [i, { projected }] of (spec.volumes ?? []).entries()) {
    for (const [j, { serviceAccountToken }] of (projected?.sources ?? []).entries()) {
      if (!serviceAccountToken) continue;
      const at = `spec.volumes[${i}].projected.sources[${j}].serviceAccountToken`;
      found.push(forbiddenField(at, 'must not be specified when serviceAccountName is not set'));
    }
  }
}

/** Annotations and spec, on create and update. Models validatePodMetadataAndSpec. */
export function checkPod(pod: Pod, found: Found): void {
  const spec = pod.spec ?? noSpec;
  checkPodAnnotations(pod.metadata.annotations, spec, 'metadata.annotations', found);
  checkSpec(spec, pod.metadata.name ?? '', found);
}

/** Errors of a new Pod. Models ValidatePodCreate. */
export function validatePod(pod: Pod): readonly FieldError[] {
  const found: Found = [];
  checkPod(pod, found);
  const spec = pod.spec ?? noSpec;
  if (spec.ephemeralContainers?.length) {
    found.push(forbiddenField('spec.ephemeralContainers', 'cannot be set on create'));
  }
  if (spec.nodeName && spec.schedulingGates?.length) {
    found.push(forbiddenField('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'));
  }
  checkSeccompAgreement(pod.metadata.annotations, spec, 'spec', found);
  checkAppArmorAgreement(pod.metadata.annotations, spec, 'spec', found);
  return found;
}
