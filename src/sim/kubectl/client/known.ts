import type { ApiResource } from './resource.ts';

const known = (group: string, kind: string, plural: string, namespaced = true): ApiResource => ({
  group,
  version: 'v1',
  kind,
  plural,
  singular: kind.toLowerCase(),
  shortNames: [],
  categories: [],
  namespaced,
  verbs: [],
});

// Types that kubectl asks for by itself, without discovery.
export const NAMESPACES = known('', 'Namespace', 'namespaces', false);
export const PODS = known('', 'Pod', 'pods');
export const EVENTS = known('', 'Event', 'events');
export const RESOURCE_QUOTAS = known('', 'ResourceQuota', 'resourcequotas');
export const LIMIT_RANGES = known('', 'LimitRange', 'limitranges');
export const REPLICA_SETS = known('apps', 'ReplicaSet', 'replicasets');
export const LEASES = known('coordination.k8s.io', 'Lease', 'leases');
export const ENDPOINT_SLICES = known('discovery.k8s.io', 'EndpointSlice', 'endpointslices');
export const SERVICES = known('', 'Service', 'services');
export const SECRETS = known('', 'Secret', 'secrets');
export const CONFIG_MAPS = known('', 'ConfigMap', 'configmaps');
export const CONTROLLER_REVISIONS = known('apps', 'ControllerRevision', 'controllerrevisions');
