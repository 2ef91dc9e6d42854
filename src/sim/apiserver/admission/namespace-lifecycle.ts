import type { Namespace } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { ApiError, forbidden, notFound } from '../../../api/status.ts';
import type { Resource } from '../resource.ts';
import { lookUp, type Server } from '../server.ts';

const NAMESPACES = { group: '', plural: 'namespaces' };
/** Namespaces that the cluster needs. */
const IMMORTAL = ['default', 'kube-system', 'kube-public'];

/**
 * Whether an object may be created in a namespace, as far as the cache knows: `unknown` when it must be looked up.
 * Throws ApiError when the namespace is being deleted. Models plugin/pkg/admission/namespace/lifecycle.
 */
export function checkNamespace(server: Server, resource: Resource, namespace: string, name: string): 'ok' | 'unknown' {
  const found = lookUp(server, '', 'namespaces', '', namespace) as Namespace | undefined;
  if (!found) return 'unknown';
  if (found.status?.phase === 'Terminating' || found.metadata.deletionTimestamp) {
    throw terminating(resource, namespace, name);
  }
  return 'ok';
}

/** Looks a namespace up in etcd that the cache does not know (yet). Throws ApiError when it does not exist. */
export function* findNamespace(server: Server, resource: Resource, namespace: string, name: string): Process<void> {
  const namespaces = server.resources.named('', 'namespaces');
  if (!namespaces) return;
  const found = (yield* server.storage.get(namespaces.prefix + namespace)) as Namespace | undefined;
  if (!found) throw notFound(NAMESPACES, namespace);
  if (found.status?.phase === 'Terminating') throw terminating(resource, namespace, name);
}

/** Refuses to delete a namespace that the cluster needs. */
export function checkDelete(resource: Resource, name: string): void {
  if (resource.name === 'namespaces' && IMMORTAL.includes(name)) {
    throw forbidden(NAMESPACES, name, 'this namespace may not be deleted');
  }
}

function terminating({ kind }: Resource, namespace: string, name: string): ApiError {
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const { status, code, reason } = forbidden(kind, name, why);
  const message = `namespace ${namespace} is being terminated`;
  const causes = [{ reason: 'NamespaceTerminating', message, field: 'metadata.namespace' }];
  return new ApiError(code, reason, status.message!, { ...status.details, causes });
}
