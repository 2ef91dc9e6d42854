import { CA_CERTIFICATE } from '../../../api/cluster-ca.ts';
import { parseApiVersion } from '../../../api/meta.ts';
import type { KubeObject } from '../../../api/object.ts';
import { type Process, sleep } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import { insert } from '../create.ts';
import { serve } from '../dispatch.ts';
import { keyOf, type Resource } from '../resource.ts';
import type { Call, Server } from '../server.ts';
import { apiServices, flowControlObjects, priorityClasses } from './configuration.ts';
import { policyObjects } from './policy.ts';

const USER = 'system:apiserver';
const RETRY_MS = 1_000;
const FRESH_MS = 10_000;
/** EndpointReconcilerInterval */
const REPAIR_MS = 10_000;
const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];
const PORT = 6443;

/** Creates what a fresh cluster has, as far as the kinds are served. Models the post-start hooks of kube-apiserver. */
export function* bootstrap(server: Server, advertiseAddress: string): Process<void> {
  const timestamp = server.timestamp();
  const objects: readonly KubeObject[] = [
    ...NAMESPACES.map((name): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    ...policyObjects(),
    ...priorityClasses(),
    ...flowControlObjects(timestamp),
    ...ownService(advertiseAddress),
    ...apiServices(),
    configMap('extension-apiserver-authentication', { 'client-ca-file': CA_CERTIFICATE }),
    configMap('kube-apiserver-legacy-service-account-token-tracking', { since: timestamp.slice(0, 10) }),
  ];
  for (const object of objects) yield* ensure(server, object);
  yield* server.feed.waitFor(yield* server.storage.currentRevision(), FRESH_MS);
}

/** Makes the Service `kubernetes` again when somebody deletes it. Models pkg/controlplane/controller/kubernetesservice. */
export function* keepOwnService(server: Server, advertiseAddress: string): Process<void> {
  for (;;) {
    yield* sleep(REPAIR_MS);
    for (const object of ownService(advertiseAddress)) yield* ensure(server, object);
  }
}

const ownService = (address: string): readonly KubeObject[] => [
  kubernetesService(),
  kubernetesEndpoints(address),
  kubernetesEndpointSlice(address),
];

function configMap(name: string, data: Readonly<Record<string, string>>): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'kube-system' }, data } as KubeObject;
}

function kubernetesService(): KubeObject {
  const labels = { component: 'apiserver', provider: 'kubernetes' };
  const ports = [{ name: 'https', port: 443, protocol: 'TCP', targetPort: PORT }];
  const spec = {
    clusterIP: '10.96.0.1',
    internalTrafficPolicy: 'Cluster',
    ipFamilyPolicy: 'SingleStack',
    ports,
    sessionAffinity: 'None',
    type: 'ClusterIP',
  };
  const metadata = { name: 'kubernetes', namespace: 'default', labels };
  return { apiVersion: 'v1', kind: 'Service', metadata, spec } as KubeObject;
}

function kubernetesEndpoints(ip: string): KubeObject {
  const labels = { 'endpointslice.kubernetes.io/skip-mirror': 'true' };
  const subsets = [{ addresses: [{ ip }], ports: [{ name: 'https', port: PORT, protocol: 'TCP' }] }];
  const metadata = { name: 'kubernetes', namespace: 'default', labels };
  return { apiVersion: 'v1', kind: 'Endpoints', metadata, subsets } as KubeObject;
}

function kubernetesEndpointSlice(address: string): KubeObject {
  const labels = { 'kubernetes.io/service-name': 'kubernetes' };
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', namespace: 'default', labels },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: [{ name: 'https', port: PORT, protocol: 'TCP' }],
  } as KubeObject;
}

/** Creates an object that is not there, with its status, and tries until it is. */
function* ensure(server: Server, object: KubeObject): Process<void> {
  const { group } = parseApiVersion(object.apiVersion);
  const resource = server.resources.all.find(({ kind }) => kind.group === group && kind.kind === object.kind);
  if (!resource) return;
  const { name = '', namespace } = object.metadata;
  while (!resource.cache.get(keyOf(resource, namespace, name))) {
    try {
      const stored = yield* insert(server, callFor(resource, 'create', object), object);
      const { status } = object as { status?: object };
      if (status && Object.keys(status).length > 0) {
        const body = { ...stored, status } as KubeObject;
        yield* serve(server, callFor(resource, 'update', body));
      }
      return;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.reason === 'AlreadyExists') return;
      if (error.reason === 'Invalid') throw error;
      yield* sleep(RETRY_MS);
    }
  }
}

function callFor(resource: Resource, verb: 'create' | 'update', body: KubeObject): Call {
  const { name = '', namespace } = body.metadata;
  const request = {
    verb,
    kind: resource.kind,
    user: USER,
    body,
    ...(namespace ? { namespace } : {}),
    ...(verb === 'update' ? { name, subresource: 'status' } : {}),
  } as const;
  return { request, resource, cause: 0, warnings: [] };
}
