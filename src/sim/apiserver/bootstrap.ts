import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { type Process, sleep } from '../../api/process.ts';
import { ApiError } from '../../api/status.ts';
import { insert } from './create.ts';
import { keyOf, type Resource } from './resource.ts';
import type { Server } from './server.ts';

const USER = 'system:apiserver';
const RETRY_MS = 1_000;
const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** Creates what a fresh cluster has, as far as the kinds are served. Models the post-start hooks of kube-apiserver. */
export function* bootstrap(server: Server, advertiseAddress: string): Process<void> {
  for (const name of NAMESPACES) {
    yield* ensure(server, '', 'namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  yield* ensure(server, '', 'services', kubernetesService());
  yield* ensure(server, 'discovery.k8s.io', 'endpointslices', kubernetesEndpoints(advertiseAddress));
}

function kubernetesService(): KubeObject {
  const labels = { component: 'apiserver', provider: 'kubernetes' };
  const ports = [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }];
  const spec = { clusterIP: '10.96.0.1', clusterIPs: ['10.96.0.1'], ports };
  const metadata = { name: 'kubernetes', namespace: 'default', labels };
  return { apiVersion: 'v1', kind: 'Service', metadata, spec } as KubeObject;
}

function kubernetesEndpoints(address: string): KubeObject {
  const labels = { 'kubernetes.io/service-name': 'kubernetes' };
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', namespace: 'default', labels },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: [{ name: 'https', port: 6443, protocol: 'TCP' }],
  } as KubeObject;
}

/** Creates an object that is not there, and tries until it is. */
function* ensure(server: Server, group: string, plural: string, object: KubeObject): Process<void> {
  const resource = server.resources.named(group, plural);
  if (!resource) return;
  const { name = '', namespace } = object.metadata;
  while (!resource.cache.get(keyOf(resource, namespace, name))) {
    try {
      yield* insert(server, callFor(resource, namespace), object);
      return;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.reason === 'AlreadyExists') return;
      yield* sleep(RETRY_MS);
    }
  }
}

function callFor(resource: Resource, namespace: string | undefined): Parameters<typeof insert>[1] {
  const kind: Kind = resource.kind;
  const request = { verb: 'create', kind, user: USER, ...(namespace ? { namespace } : {}) } as const;
  return { request, resource, cause: 0, warnings: [] };
}
