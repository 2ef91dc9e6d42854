import type { Pod, PodSpec, Toleration } from '../../../api/k8s/core-v1.gen.ts';
import type { AdmissionPlugin } from './plugin.ts';

const TOLERATION_SECONDS = 300;
const TAINTS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'] as const;

const ADDED: readonly Toleration[] = TAINTS.map((key) => ({
  effect: 'NoExecute',
  key,
  operator: 'Exists',
  tolerationSeconds: TOLERATION_SECONDS,
}));

const tolerant = new WeakMap<PodSpec, PodSpec>();

/** A Pod stays for five minutes on a node that is lost. Models plugin/pkg/admission/defaulttolerationseconds. */
export const defaultTolerationSeconds: AdmissionPlugin = {
  resources: ['pods'],
  operations: ['CREATE', 'UPDATE'],
  admit(object) {
    const pod = object as Pod;
    const spec = pod.spec && withTolerations(pod.spec);
    return spec === pod.spec ? pod : ({ ...pod, spec } as Pod);
  },
};

function withTolerations(spec: PodSpec): PodSpec {
  let result = tolerant.get(spec);
  if (!result) {
    const tolerations = spec.tolerations ?? [];
    const added = ADDED.filter(({ key }) => !tolerations.some((each) => covers(each, key!)));
    result = added.length > 0 ? { ...spec, tolerations: [...tolerations, ...added] } : spec;
    tolerant.set(spec, result);
  }
  return result;
}

function covers({ key, effect }: Toleration, taint: string): boolean {
  return (!key || key === taint) && (!effect || effect === 'NoExecute');
}
