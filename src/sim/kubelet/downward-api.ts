import type { Container, Pod, ResourceFieldSelector } from '../../api/k8s/core-v1.gen.ts';
import { milliValue } from '../../base/quantity.ts';
import type { EnvSources } from './container-env.ts';

/** What a fieldRef gives. Models pkg/fieldpath and kubelet_pods.go (podFieldSelectorRuntimeValue). */
export function fieldValue({ pod, podIp, hostIp, nodeName }: EnvSources, path: string): string {
  const { metadata, spec } = pod;
  const keyed = /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(path);
  if (keyed) return metadata[keyed[1] as 'labels' | 'annotations']?.[keyed[2]!] ?? '';
  switch (path) {
    case 'metadata.name':
      return metadata.name ?? '';
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid ?? '';
    case 'metadata.labels':
    case 'metadata.annotations':
      return mapText(metadata[path === 'metadata.labels' ? 'labels' : 'annotations'] ?? {});
    case 'spec.nodeName':
      return nodeName;
    case 'spec.serviceAccountName':
      return spec?.serviceAccountName ?? '';
    case 'status.hostIP':
    case 'status.hostIPs':
      return hostIp;
    case 'status.podIP':
    case 'status.podIPs':
      return podIp;
    default:
      return '';
  }
}

/** A map as downward API volumes show it: one `key="value"` a line, sorted. */
function mapText(map: Readonly<Record<string, string>>): string {
  return Object.entries(map)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');
}

/** What a resourceFieldRef gives: limits that are not set are what the node has. Rounded up to the divisor. */
export function resourceValue(sources: EnvSources, own: Container | undefined, ref: ResourceFieldSelector): string {
  const container = ref.containerName ? namedContainer(sources.pod, ref.containerName) : own;
  const [list, resource = ''] = ref.resource.split(/\.(.*)/);
  const amounts = container?.resources?.[list as 'limits' | 'requests'] ?? {};
  const fallback = list === 'limits' ? sources.allocatable[resource] : undefined;
  const text = String(amounts[resource] ?? fallback ?? '0');
  const divisor = ref.divisor && String(ref.divisor) !== '0' ? String(ref.divisor) : '1';
  const ratio = milli(text) / milli(divisor);
  return String(Math.ceil(ratio - 1e-9));
}

function milli(text: string): number {
  return milliValue(text);
}

function namedContainer({ spec }: Pod, name: string): Container | undefined {
  return [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].find((one) => one.name === name);
}
