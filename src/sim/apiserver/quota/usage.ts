import type { Container, PersistentVolumeClaim, Pod, Service } from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { isPodTerminal } from '../../../api/pod.ts';
import { parseTime } from '../../../base/time.ts';
import { podTotals } from './pod-totals.ts';

/** Quantities by the names that quotas use: `requests.cpu`, `count/deployments.apps`. */
export type Amounts = Readonly<Record<string, string>>;

const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];
/** Containers must say these when a quota limits them. */
const TO_BE_SAID = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];
/** Kinds that quotas also know without `count/`. */
const ALIASES = ['configmaps', 'resourcequotas', 'replicationcontrollers', 'secrets'];
const CLASS_SUFFIX = '.storageclass.storage.k8s.io/';
const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';

/** What an object uses of quotas. Models the evaluators of pkg/quota/v1/evaluator/core. */
export function usageOf(resource: string, object: KubeObject, nowMs: number): Amounts {
  const counted = { [`count/${resource}`]: '1' };
  switch (resource) {
    case 'pods':
      return isCounted(object as Pod, nowMs) ? { ...counted, ...podUsage(object as Pod) } : counted;
    case 'services':
      return { ...counted, services: '1', ...serviceUsage(object as Service) };
    case 'persistentvolumeclaims':
      return { ...counted, persistentvolumeclaims: '1', ...claimUsage(object as unknown as PersistentVolumeClaim) };
    default:
      return ALIASES.includes(resource) ? { ...counted, [resource]: '1' } : counted;
  }
}

/** Which of the names that a quota limits objects of a resource use. Models MatchingResources. */
export function namesOf(resource: string, names: readonly string[]): readonly string[] {
  return names.filter((name) => {
    if (name === `count/${resource}`) return true;
    switch (resource) {
      case 'pods':
        return name === 'pods' || isCompute(name);
      case 'services':
        return name === 'services' || name === 'services.nodeports' || name === 'services.loadbalancers';
      case 'persistentvolumeclaims':
        return name === 'persistentvolumeclaims' || name === 'requests.storage' || name.includes(CLASS_SUFFIX);
      default:
        return name === resource && ALIASES.includes(resource);
    }
  });
}

function isCompute(name: string): boolean {
  const bare = name.replace(/^(requests|limits)\./, '');
  if (COMPUTE.includes(bare) || name.startsWith('hugepages-')) return true;
  if (!name.startsWith('requests.')) return false;
  return bare.startsWith('hugepages-') || (bare.includes('/') && !bare.includes('kubernetes.io/'));
}

/** What a Pod's containers do not say although a quota limits it. Models podEvaluator.Constraints. */
export function unsaid(resource: string, object: KubeObject, names: readonly string[]): string | undefined {
  if (resource !== 'pods') return undefined;
  const { spec } = object as Pod;
  const wanted = names.filter((name) => TO_BE_SAID.includes(name)).sort();
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
  const lines = wanted.flatMap((name) => {
    const silent = containers.filter((container) => !says(container, name)).map((container) => container.name);
    return silent.length === 0 ? [] : [`${name} for: ${[...new Set(silent)].sort().join(',')}`];
  });
  return lines.length === 0 ? undefined : `must specify ${lines.join('; ')}`;
}

function says({ resources }: Container, name: string): boolean {
  const [what, bare] = name.includes('.') ? name.split('.') : ['requests', name];
  return (what === 'limits' ? resources?.limits : resources?.requests)?.[bare!] !== undefined;
}

/** Pods that have come to their end use nothing. Models QuotaV1Pod. */
export function isCounted(pod: Pod, nowMs: number): boolean {
  if (isPodTerminal(pod)) return false;
  const { deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata;
  if (deletionTimestamp === undefined || deletionGracePeriodSeconds === undefined) return true;
  return nowMs <= parseTime(deletionTimestamp) + deletionGracePeriodSeconds * 1000;
}

function podUsage({ spec }: Pod): Amounts {
  const usage: Record<string, string> = { pods: '1' };
  if (!spec) return usage;
  const { requests, limits } = podTotals(spec);
  for (const [name, value] of Object.entries(requests)) {
    if (COMPUTE.includes(name) || name.startsWith('hugepages-')) usage[name] = value;
    if (COMPUTE.includes(name) || isCompute(`requests.${name}`)) usage[`requests.${name}`] = value;
  }
  for (const [name, value] of Object.entries(limits)) if (COMPUTE.includes(name)) usage[`limits.${name}`] = value;
  return usage;
}

function serviceUsage({ spec }: Service): Amounts {
  const ports = spec?.ports ?? [];
  const usage = { 'services.nodeports': '0', 'services.loadbalancers': '0' };
  if (spec?.type === 'NodePort') return { ...usage, 'services.nodeports': String(ports.length) };
  if (spec?.type !== 'LoadBalancer') return usage;
  const nodePorts = spec.allocateLoadBalancerNodePorts === false ? ports.filter(({ nodePort }) => nodePort) : ports;
  return { 'services.nodeports': String(nodePorts.length), 'services.loadbalancers': '1' };
}

function claimUsage({ metadata, spec, status }: PersistentVolumeClaim): Amounts {
  const className = metadata.annotations?.[BETA_CLASS] ?? spec?.storageClassName;
  const size = spec?.resources?.requests?.['storage'] ?? status?.allocatedResources?.['storage'];
  const prefix = className ? `${className}${CLASS_SUFFIX}` : undefined;
  return {
    ...(prefix ? { [`${prefix}persistentvolumeclaims`]: '1' } : {}),
    ...(size ? { 'requests.storage': size } : {}),
    ...(size && prefix ? { [`${prefix}requests.storage`]: size } : {}),
  };
}
