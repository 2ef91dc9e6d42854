import type {
  Container,
  ContainerPort,
  Pod,
  PodSpec,
  ResourceRequirements,
  Taint,
  Toleration,
} from '../../api/k8s/core-v1.gen.ts';
import { matchNodeSelectorTerms } from '../../api/node-selector.ts';
import { objectKey } from '../../api/object.ts';
import { podRequests } from '../../api/pod.ts';
import { toleratedBy } from '../../api/taints.ts';
import { type AffinityTerms, affinityTermsOf } from './affinity-terms.ts';
import type { NodeInfo } from './node-info.ts';
import { type Resources, toResources } from './resources.ts';

/** What a container without a request counts as when nodes are scored. Models util.GetNonzeroRequests. */
const DEFAULT_CPU_REQUEST = '100m';
const DEFAULT_MEMORY_REQUEST = '209715200';

/** What the scheduler derives from a Pod's spec. Pods of one template share it. */
export interface SpecInfo {
  /** Of one of those Pods: its volumes are not those of the others. */
  readonly spec: Omit<PodSpec, 'volumes'>;
  readonly requests: Resources;
  /** As `requests`, with every container asking for some cpu and memory. */
  readonly nonZero: { readonly cpu: number; readonly memory: number };
  readonly hostPorts: readonly ContainerPort[];
  /** Images of all containers, with a tag; init containers first. */
  readonly images: readonly string[];
  readonly tolerations: readonly Toleration[];
  /** Whether a nodeSelector or required node affinity limits the nodes. */
  readonly limitsNodes: boolean;
}

/** A Pod as the scheduler's cache holds it. */
export interface PodInfo {
  pod: Pod;
  readonly key: string;
  readonly uid: string;
  readonly namespace: string;
  readonly specInfo: SpecInfo;
  readonly priority: number;
  /** The Pod's own affinity and anti-affinity, undefined when it has none. */
  readonly affinity: AffinityTerms | undefined;
}

// By what the first container asks for: Pods of one template share that, though each has volumes, and so mounts, of its own.
const memo = new WeakMap<ResourceRequirements, SpecInfo>();

/** Everything the scheduler needs to know about a Pod. */
export function podInfoOf(pod: Pod): PodInfo {
  const spec = pod.spec ?? { containers: [] };
  const namespace = pod.metadata.namespace ?? '';
  return {
    pod,
    key: objectKey(pod),
    uid: pod.metadata.uid ?? '',
    namespace,
    specInfo: specInfoOf(spec),
    priority: spec.priority ?? 0,
    affinity: spec.affinity ? affinityTermsOf(spec.affinity, namespace) : undefined,
  };
}

/** A Pod with parts of its specification changed in thought: nothing is remembered of it for the Pods of its template. */
export function withSpec(info: PodInfo, changes: Partial<PodSpec>): PodInfo {
  const { pod } = info;
  const spec = { containers: [], ...pod.spec, ...changes };
  return podInfoOf({ ...pod, spec: { ...spec, containers: [...spec.containers] } });
}

/** Whether a Pod may run on a node as far as nodeSelector and required node affinity go. */
export function matchesRequiredNodeAffinity(pod: PodInfo, node: NodeInfo): boolean {
  const { spec, limitsNodes } = pod.specInfo;
  if (!limitsNodes) return true;
  for (const [key, value] of Object.entries(spec.nodeSelector ?? {})) if (node.labels[key] !== value) return false;
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required === undefined || matchNodeSelectorTerms(required, node.labels, node.name);
}

/** The first taint of a node that keeps the Pod off. */
export function firstForbiddingTaint(pod: PodInfo, node: NodeInfo): Taint | undefined {
  for (const taint of node.forbidding) if (!toleratedBy(taint, pod.specInfo.tolerations)) return taint;
  return undefined;
}

function specInfoOf(spec: PodSpec): SpecInfo {
  const key = spec.containers[0]?.resources;
  const known = key && memo.get(key);
  if (known !== undefined && sameForScheduling(known.spec, spec)) return known;
  const nonZero = podRequests({
    ...spec,
    containers: spec.containers.map(withDefaultRequests),
    ...(spec.initContainers ? { initContainers: spec.initContainers.map(withDefaultRequests) } : {}),
  });
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const info: SpecInfo = {
    spec,
    requests: toResources(podRequests(spec)),
    nonZero: { cpu: nonZero['cpu'] ?? 0, memory: nonZero['memory'] ?? 0 },
    hostPorts: hostPortsOf(spec),
    images: [...(spec.initContainers ?? []), ...spec.containers].map((c) => normalizedImageName(c.image ?? '')),
    tolerations: spec.tolerations ?? [],
    limitsNodes: required !== undefined || Object.keys(spec.nodeSelector ?? {}).length > 0,
  };
  if (key) memo.set(key, info);
  return info;
}

function sameForScheduling(a: SpecInfo['spec'], b: PodSpec): boolean {
  return (
    sameContainers(a.containers, b.containers) &&
    a.initContainers === b.initContainers &&
    a.overhead === b.overhead &&
    a.resources === b.resources &&
    a.tolerations === b.tolerations &&
    a.nodeSelector === b.nodeSelector &&
    a.affinity === b.affinity &&
    a.topologySpreadConstraints === b.topologySpreadConstraints
  );
}

function sameContainers(a: readonly Container[], b: readonly Container[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  return a.every(({ image, resources, ports }, i) => {
    const other = b[i]!;
    return other.image === image && other.resources === resources && other.ports === ports;
  });
}

function withDefaultRequests(container: Container): Container {
  const requests = container.resources?.requests;
  if (requests?.['cpu'] !== undefined && requests['memory'] !== undefined) return container;
  const filled = { cpu: DEFAULT_CPU_REQUEST, memory: DEFAULT_MEMORY_REQUEST, ...requests };
  return { ...container, resources: { ...container.resources, requests: filled } };
}

/** Ports of sidecars are not looked at in v1.32. Models nodeports.getContainerPorts. */
function hostPortsOf({ containers }: PodSpec): readonly ContainerPort[] {
  return containers.flatMap(({ ports }) => ports ?? []).filter(({ hostPort }) => (hostPort ?? 0) > 0);
}

/** Adds `:latest` where an image names no tag. Models imagelocality's normalizedImageName. */
function normalizedImageName(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image;
}
