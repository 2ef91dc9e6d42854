import type { Pod, PodSpec } from '../../../api/k8s/core-v1.gen.ts';
import type { AdmissionPlugin } from './plugin.ts';

const named = new WeakMap<PodSpec, PodSpec>();

/** A Pod that names no service account runs as `default`. Models plugin/pkg/admission/serviceaccount, without the token. */
export const serviceAccount: AdmissionPlugin = {
  group: '',
  plural: 'pods',
  operations: ['CREATE'],
  admit(object) {
    const pod = object as Pod;
    const spec = pod.spec && withAccount(pod.spec);
    return spec === pod.spec ? pod : ({ ...pod, spec } as Pod);
  },
};

function withAccount(spec: PodSpec): PodSpec {
  const name = spec.serviceAccountName || spec.serviceAccount || 'default';
  if (spec.serviceAccountName === name && spec.serviceAccount === name) return spec;
  let result = named.get(spec);
  if (!result) {
    result = { ...spec, serviceAccountName: name, serviceAccount: name };
    named.set(spec, result);
  }
  return result;
}
