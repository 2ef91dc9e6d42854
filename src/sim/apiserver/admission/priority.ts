import type { Pod, PodSpec } from '../../../api/k8s/core-v1.gen.ts';
import type { PriorityClass } from '../../../api/k8s/scheduling-v1.gen.ts';
import { forbidden } from '../../../api/status.ts';
import { SYSTEM_PRIORITY_CLASSES } from '../../../api/system-priority-classes.ts';
import { lookUp, type Server } from '../server.ts';
import type { AdmissionPlugin } from './plugin.ts';

interface Resolved {
  readonly className?: string;
  readonly value: number;
  readonly preemptionPolicy: string;
}

const NO_CLASS: Resolved = { value: 0, preemptionPolicy: 'PreemptLowerPriority' };

const plain = new WeakMap<PodSpec, PodSpec>();

/** Turns a Pod's priority class into its priority. Models plugin/pkg/admission/priority. */
export const priority: AdmissionPlugin = {
  resources: ['pods'],
  operations: ['CREATE'],
  admit(object, { server }) {
    const pod = object as Pod;
    if (!pod.spec) return pod;
    const resolved = resolve(pod.spec, pod.metadata.name ?? '', server);
    const { priority: given, preemptionPolicy } = pod.spec;
    if (given != null && given !== resolved.value) {
      const computed = `priority admission controller computed ${resolved.value} from the given PriorityClass name`;
      const why = `the integer value of priority (${given}) must not be provided in pod spec; ${computed}`;
      throw forbidden({ group: '', plural: 'pods' }, pod.metadata.name ?? '', why);
    }
    if (preemptionPolicy != null && preemptionPolicy !== resolved.preemptionPolicy) {
      const computed = `priority admission controller computed ${resolved.preemptionPolicy} from the given PriorityClass name`;
      const why = `the string value of PreemptionPolicy (${preemptionPolicy}) must not be provided in pod spec; ${computed}`;
      throw forbidden({ group: '', plural: 'pods' }, pod.metadata.name ?? '', why);
    }
    const spec = withPriority(pod.spec, resolved);
    return spec === pod.spec ? pod : ({ ...pod, spec } as Pod);
  },
};

function withPriority(spec: PodSpec, resolved: Resolved): PodSpec {
  if (spec.priority === resolved.value && spec.preemptionPolicy === resolved.preemptionPolicy) return spec;
  const known = resolved === NO_CLASS ? plain.get(spec) : undefined;
  if (known) return known;
  const { className, value, preemptionPolicy } = resolved;
  const named = className ? { priorityClassName: className } : {};
  const result: PodSpec = { ...spec, ...named, preemptionPolicy, priority: value };
  if (resolved === NO_CLASS) plain.set(spec, result);
  return result;
}

function resolve(spec: PodSpec, podName: string, server: Server): Resolved {
  const className = spec.priorityClassName;
  if (!className) return globalDefault(server) ?? NO_CLASS;
  const found = lookUp(server, 'scheduling.k8s.io', 'priorityclasses', '', className) as PriorityClass | undefined;
  if (found) return fromClass(found);
  const value = SYSTEM_PRIORITY_CLASSES[className];
  if (value !== undefined) return { className, value, preemptionPolicy: 'PreemptLowerPriority' };
  const why = `no PriorityClass with name ${className} was found`;
  throw forbidden({ group: '', plural: 'pods' }, podName, why);
}

function fromClass({ metadata, value, preemptionPolicy = 'PreemptLowerPriority' }: PriorityClass): Resolved {
  return { className: metadata?.name ?? '', value, preemptionPolicy };
}

/** The class for Pods that name none: of several the one with the lowest value. */
function globalDefault({ resources }: Server): Resolved | undefined {
  const classes = resources.named('scheduling.k8s.io', 'priorityclasses');
  if (!classes || classes.cache.size === 0) return undefined;
  let chosen: PriorityClass | undefined;
  for (const object of classes.cache.list(classes.prefix, `${classes.prefix}\uffff`)) {
    const each = object as PriorityClass;
    if (each.globalDefault && (chosen === undefined || each.value < chosen.value)) chosen = each;
  }
  return chosen && fromClass(chosen);
}
