import type {
  Container,
  LimitRange,
  LimitRangeItem,
  PersistentVolumeClaim,
  Pod,
  ResourceRequirements,
} from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { claimProblems, podProblems } from './limit-constraints.ts';
import { type AdmissionPlugin, type Attributes, refused } from './plugin.ts';

const ANNOTATION = 'kubernetes.io/limit-ranger';

type Amounts = Readonly<Record<string, string>>;

/** Completes and checks what Pods and claims ask for by the LimitRanges of their namespace. Models plugin/pkg/admission/limitranger. */
export const limitRanger: AdmissionPlugin = {
  resources: ['pods', 'persistentvolumeclaims'],
  operations: ['CREATE', 'UPDATE'],
  admit(object, attributes) {
    if (attributes.call.resource.name !== 'pods' || attributes.operation === 'UPDATE') return object;
    let pod = object as Pod;
    for (const { spec } of rangesOf(object, attributes)) pod = withDefaults(pod, spec?.limits ?? []);
    return pod as KubeObject;
  },
  validate(object, attributes) {
    const isPod = attributes.call.resource.name === 'pods';
    if ((isPod && attributes.operation === 'UPDATE') || object.metadata.deletionTimestamp) return;
    for (const { spec } of rangesOf(object, attributes)) {
      const limits = spec?.limits ?? [];
      const problems = isPod
        ? podProblems(object as Pod, limits)
        : claimProblems(object as unknown as PersistentVolumeClaim, limits);
      const texts = [...new Set(problems)];
      if (texts.length > 0) throw refused(attributes, object, texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`);
    }
  },
};

function rangesOf({ metadata: { namespace } }: KubeObject, { server }: Attributes): readonly LimitRange[] {
  const ranges = server.resources.named('', 'limitranges');
  if (!ranges || ranges.cache.sizeOf(namespace!) === 0) return [];
  const from = `${ranges.prefix}${namespace}/`;
  return ranges.cache.list(from, `${from}\uffff`) as LimitRange[];
}

function withDefaults(pod: Pod, limits: readonly LimitRangeItem[]): Pod {
  const defaults: Required<Pick<ResourceRequirements, 'requests' | 'limits'>> = { requests: {}, limits: {} };
  for (const { type, default: limit, defaultRequest } of limits) {
    if (type !== 'Container') continue;
    Object.assign(defaults.requests, defaultRequest);
    Object.assign(defaults.limits, limit);
  }
  const { spec } = pod;
  if (!spec) return pod;
  const notes: string[] = [];
  const complete =
    (what: string) =>
    (container: Container): Container => {
      const [requests, newRequests] = completed(container.resources?.requests, defaults.requests);
      const [limit, newLimits] = completed(container.resources?.limits, defaults.limits);
      if (newRequests.length > 0) notes.push(`${newRequests.join(', ')} request for ${what} ${container.name}`);
      if (newLimits.length > 0) notes.push(`${newLimits.join(', ')} limit for ${what} ${container.name}`);
      if (newRequests.length === 0 && newLimits.length === 0) return container;
      const resources = {
        ...container.resources,
        ...(requests ? { requests } : {}),
        ...(limit ? { limits: limit } : {}),
      };
      return { ...container, resources };
    };
  const containers = (spec.containers ?? []).map(complete('container'));
  const initContainers = spec.initContainers?.map(complete('init container'));
  if (notes.length === 0) return pod;
  const annotations = { ...pod.metadata.annotations, [ANNOTATION]: `LimitRanger plugin set: ${notes.join('; ')}` };
  return {
    ...pod,
    metadata: { ...pod.metadata, annotations },
    spec: { ...spec, containers, ...(initContainers ? { initContainers } : {}) },
  };
}

/** A list with what it lacks of the defaults, and the names of that, sorted. */
function completed(given: Amounts | undefined, defaults: Amounts): [Amounts | undefined, readonly string[]] {
  const missing = Object.keys(defaults)
    .filter((name) => given?.[name] === undefined)
    .sort();
  if (missing.length === 0) return [given, missing];
  return [{ ...given, ...Object.fromEntries(missing.map((name) => [name, defaults[name]!])) }, missing];
}
