import type { Pod, Toleration } from '../../../api/k8s/core-v1.gen.ts';
import type { RuntimeClass } from '../../../api/k8s/node-v1.gen.ts';
import { deepEqual } from '../../../base/equal.ts';
import { lookUp } from '../server.ts';
import { type AdmissionPlugin, type Attributes, refused } from './plugin.ts';

/** Pods take on the overhead and the place of their runtime class. Models plugin/pkg/admission/runtimeclass. */
export const runtimeClass: AdmissionPlugin = {
  resources: ['pods'],
  operations: ['CREATE'],
  admit(object, attributes) {
    const pod = object as Pod;
    const found = classOf(pod, attributes);
    if (!found) return object;
    const { overhead, scheduling } = found;
    let spec = pod.spec!;
    if (overhead?.podFixed) {
      checkOverhead(pod, overhead.podFixed, attributes);
      spec = { ...spec, overhead: overhead.podFixed };
    }
    const selector = scheduling?.nodeSelector;
    for (const [key, value] of Object.entries(selector ?? {})) {
      const own = spec.nodeSelector?.[key];
      if (own === undefined || own === value) continue;
      const theirs = `runtimeClass.scheduling.nodeSelector[${key}] = ${value}`;
      throw refused(attributes, pod, `conflict: ${theirs}; pod.spec.nodeSelector[${key}] = ${own}`);
    }
    if (selector) spec = { ...spec, nodeSelector: { ...spec.nodeSelector, ...selector } };
    const tolerations = scheduling?.tolerations ?? [];
    if (tolerations.length > 0) spec = { ...spec, tolerations: merged(spec.tolerations ?? [], tolerations) };
    return spec === pod.spec ? object : ({ ...pod, spec } as Pod);
  },
  validate(object, attributes) {
    const pod = object as Pod;
    const found = classOf(pod, attributes);
    if (found?.overhead?.podFixed) checkOverhead(pod, found.overhead.podFixed, attributes);
    else if (pod.spec?.overhead && Object.keys(pod.spec.overhead).length > 0) {
      const why = 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead';
      throw refused(attributes, pod, why);
    }
  },
};

function classOf(pod: Pod, attributes: Attributes): RuntimeClass | undefined {
  const name = pod.spec?.runtimeClassName;
  if (!name) return undefined;
  const found = lookUp(attributes.server, 'node.k8s.io', 'runtimeclasses', '', name);
  if (!found) throw refused(attributes, pod, `pod rejected: RuntimeClass "${name}" not found`);
  return found as unknown as RuntimeClass;
}

function checkOverhead(pod: Pod, wanted: Readonly<Record<string, string>>, attributes: Attributes): void {
  const given = pod.spec?.overhead;
  if (!given || deepEqual(given, wanted)) return;
  throw refused(attributes, pod, "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead");
}

/** All tolerations, each once. */
function merged(own: readonly Toleration[], added: readonly Toleration[]): readonly Toleration[] {
  return [...own, ...added.filter((each) => !own.some((one) => deepEqual(one, each)))];
}
