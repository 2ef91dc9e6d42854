import { verbsOf } from '../../../api/verbs.ts';
import { compareVersions } from '../../../api/versions.ts';
import type { Resources, Served } from '../resource.ts';
import { type Subresource, subresourcesOf } from '../subresource.ts';
import { healthPaths } from './health.ts';
import { METRICS_PATHS } from './metrics.ts';
import { storageVersionHash } from './storage-version-hash.ts';
import { ISSUER_PATHS } from './token-issuer.ts';

/** Where clients find the server. */
export const SERVER_ADDRESS = '192.168.1.10:6443';

/** The groups of Kubernetes in the order in which the aggregator lists them; others come after, by name. */
const GROUP_ORDER = [
  'apiregistration.k8s.io',
  'apps',
  'events.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'node.k8s.io',
  'discovery.k8s.io',
  'flowcontrol.apiserver.k8s.io',
];

/** Whether a path below /apis/GROUP is answered by the API server itself, so that a refusal is a Status. */
export function isKnownGroup(resources: Resources, group: string): boolean {
  return group === '' || GROUP_ORDER.includes(group) || resources.served.some((each) => each.group === group);
}

/** The answer to a discovery path; undefined for a path that is none. */
export function discovery(resources: Resources, path: string): unknown {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts[0] === 'api') {
    if (parts.length === 1) return coreVersions();
    return parts.length === 2 ? resourceList(resources, '', parts[1]!) : undefined;
  }
  if (parts[0] !== 'apis') return undefined;
  if (parts.length === 1) return groupList(resources);
  const [, group = '', version] = parts;
  if (!groups(resources).includes(group)) return undefined;
  return version === undefined
    ? apiGroup(resources, group)
    : parts.length === 3 && resourceList(resources, group, version);
}

/** The paths that / lists. */
export function rootPaths(resources: Resources): unknown {
  const paths = ['/api', '/api/v1', '/apis', '/apis/'];
  for (const group of [...groups(resources)].sort()) {
    paths.push(`/apis/${group}`, ...versions(resources, group).map((version) => `/apis/${group}/${version}`));
  }
  paths.push(...healthPaths(), ...ISSUER_PATHS, ...METRICS_PATHS);
  return { paths: [...paths, '/openapi/v2', '/openapi/v3', '/openapi/v3/', '/version'].sort() };
}

/** /api or /apis in the aggregated form: all groups with their resources. Models apidiscovery.k8s.io/v2. */
export function aggregated(resources: Resources, core: boolean, apiVersion: string): unknown {
  const names = core ? [''] : groups(resources);
  const items = names.map((group) => ({
    metadata: { ...(group ? { name: group } : {}), creationTimestamp: null },
    versions: versions(resources, group).map((version) => ({
      version,
      resources: served(resources, group, version).map(aggregatedResource),
      freshness: 'Current',
    })),
  }));
  return { kind: 'APIGroupDiscoveryList', apiVersion, metadata: {}, items };
}

function aggregatedResource(served: Served): unknown {
  const { kind } = served.resource;
  const subresources = subresourcesOf(kind).map((each) => ({
    subresource: each.name,
    responseKind: responseKind(served, each),
    verbs: verbsOfSubresource(each),
  }));
  return {
    resource: kind.plural,
    responseKind: { group: '', version: '', kind: kind.kind },
    scope: kind.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: kind.singular,
    verbs: verbsOf(kind),
    ...(kind.shortNames ? { shortNames: kind.shortNames } : {}),
    ...(kind.categories ? { categories: kind.categories } : {}),
    ...(subresources.length > 0 ? { subresources } : {}),
  };
}

function responseKind(
  { group, version, kind }: Served,
  { object }: Subresource,
): { group: string; version: string; kind: string } {
  if (!object) return { group: '', version: '', kind };
  const own = object.group === group && object.version === version;
  return { group: own ? '' : object.group, version: own ? '' : object.version, kind: object.kind };
}

function coreVersions(): unknown {
  const serverAddressByClientCIDRs = [{ clientCIDR: '0.0.0.0/0', serverAddress: SERVER_ADDRESS }];
  return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs };
}

function groupList(resources: Resources): unknown {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups(resources).map((name) => groupOf(resources, name)) };
}

function apiGroup(resources: Resources, name: string): unknown {
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(resources, name) };
}

function groupOf(resources: Resources, name: string): object {
  const all = versions(resources, name).map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: all, preferredVersion: all[0] };
}

function resourceList(resources: Resources, group: string, version: string): unknown {
  const found = served(resources, group, version);
  if (found.length === 0) return undefined;
  const head = group ? { kind: 'APIResourceList', apiVersion: 'v1' } : { kind: 'APIResourceList' };
  const groupVersion = group ? `${group}/${version}` : version;
  return {
    ...head,
    groupVersion,
    resources: found.flatMap((each) => [plainResource(each), ...plainSubresources(each)]),
  };
}

function plainResource({ resource: { kind } }: Served): unknown {
  const verbs = verbsOf(kind);
  return {
    name: kind.plural,
    singularName: kind.singular,
    namespaced: kind.namespaced,
    kind: kind.kind,
    verbs,
    ...(kind.shortNames ? { shortNames: kind.shortNames } : {}),
    ...(kind.categories ? { categories: kind.categories } : {}),
    ...(verbs.includes('watch') ? { storageVersionHash: storageVersionHash(kind) } : {}),
  };
}

function plainSubresources(each: Served): unknown[] {
  const { kind } = each.resource;
  return subresourcesOf(kind).map((subresource) => {
    const { group, version, kind: objectKind } = responseKind(each, subresource);
    return {
      name: `${kind.plural}/${subresource.name}`,
      singularName: '',
      namespaced: kind.namespaced,
      ...(group ? { group } : {}),
      ...(version ? { version } : {}),
      kind: objectKind,
      verbs: verbsOfSubresource(subresource),
    };
  });
}

function verbsOfSubresource({ verbs }: Subresource): readonly string[] {
  return [...verbs].sort();
}

function served(resources: Resources, group: string, version: string): readonly Served[] {
  const found = resources.served.filter((each) => each.group === group && each.version === version);
  return found.sort((a, b) => (a.resource.kind.plural < b.resource.kind.plural ? -1 : 1));
}

function groups(resources: Resources): readonly string[] {
  const names = [...new Set(resources.served.map(({ group }) => group))].filter((group) => group !== '').sort();
  return names.sort((a, b) => rank(a) - rank(b));
}

function rank(group: string): number {
  const known = GROUP_ORDER.indexOf(group);
  return known < 0 ? GROUP_ORDER.length : known;
}

/** The versions of a group, the preferred one first. */
function versions(resources: Resources, group: string): readonly string[] {
  const found = new Set(resources.served.filter((each) => each.group === group).map(({ version }) => version));
  return [...found].sort(compareVersions);
}
