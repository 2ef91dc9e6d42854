import { CONTROLLER_MANAGER_CONFIG } from '../../../api/config/controller-manager.ts';
import type { Controller, ControllerContext, Informer } from '../../../api/controller.ts';
import type { PersistentVolumeClaim, Pod, ResourceQuota, Service } from '../../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../../api/kind.ts';
import { type KubeObject, objectKey } from '../../../api/object.ts';
import { type Process, sleep } from '../../../api/process.ts';
import { qualifiedResource } from '../../../api/status.ts';
import { deepEqual } from '../../../base/equal.ts';
import ResourceQuotaKind from '../../../kinds/resource-quota/kind.ts';
import { isCounted, namesOf } from '../../apiserver/quota/usage.ts';
import { quotaStatus } from './status.ts';

const WORKERS: number = CONTROLLER_MANAGER_CONFIG.ResourceQuotaController.ConcurrentResourceQuotaSyncs;
const RESYNC_MS = 5 * 60_000;
/** Their number changes too often to be limited. */
const IGNORED = ['events', 'events.events.k8s.io'];

/** Counts what quotas limit, and says so in their status. Models pkg/controller/resourcequota. */
export const resourceQuotaController: Controller = {
  name: 'resourcequota-controller',
  start(context) {
    const quotas = context.informers.of(ResourceQuotaKind);
    const queue = context.queue('resourcequota_primary');
    const caches = new Map<string, Informer<KubeObject>>();
    const kinds = context.kinds.filter((kind) => kind.namespaced && !IGNORED.includes(qualifiedResource(kind)));
    for (const kind of kinds) caches.set(qualifiedResource(kind), context.informers.of(kind));
    quotas.addHandler({
      onAdd: (quota) => queue.add(objectKey(quota)),
      onUpdate(quota, previous) {
        if (!deepEqual(quota.spec?.hard, previous.spec?.hard)) queue.add(objectKey(quota));
      },
      onDelete: (quota) => queue.add(objectKey(quota)),
    });
    for (const kind of kinds) watchUse(context, kind, quotas, (quota) => queue.add(objectKey(quota)));
    context.run(queue, WORKERS, (key) => sync(context, quotas, caches, key));
    context.spawn(resync(quotas, (quota) => queue.add(objectKey(quota))));
  },
};

export default resourceQuotaController;

/** Counts anew when an object goes, or uses less; what uses more is charged by the API server. */
function watchUse(
  { informers, nowMs }: ControllerContext,
  kind: Kind,
  quotas: Informer<ResourceQuota>,
  want: (quota: ResourceQuota) => void,
): void {
  const resource = qualifiedResource(kind);
  const replenish = ({ metadata }: KubeObject): void => {
    for (const quota of quotas.list(metadata.namespace)) {
      if (namesOf(resource, Object.keys(quota.spec?.hard ?? {})).length > 0) want(quota);
    }
  };
  const changes = USE_CHANGES[resource];
  informers.of(kind).addHandler({
    ...(changes ? { onUpdate: (next, previous) => void (changes(next, previous, nowMs()) && replenish(next)) } : {}),
    onDelete: replenish,
  });
}

const USE_CHANGES: Readonly<Record<string, (next: KubeObject, previous: KubeObject, nowMs: number) => boolean>> = {
  pods: (next, previous, nowMs) => !isCounted(next as Pod, nowMs) && isCounted(previous as Pod, nowMs),
  services: (next, previous) => (next as Service).spec?.type !== (previous as Service).spec?.type,
  persistentvolumeclaims: (next, previous) =>
    (next as unknown as PersistentVolumeClaim).spec?.resources?.requests?.['storage'] !==
    (previous as unknown as PersistentVolumeClaim).spec?.resources?.requests?.['storage'],
};

function* resync(quotas: Informer<ResourceQuota>, want: (quota: ResourceQuota) => void): Process<void> {
  for (;;) {
    yield* sleep(RESYNC_MS);
    for (const quota of quotas.list()) want(quota);
  }
}

function* sync(
  { client, nowMs }: ControllerContext,
  quotas: Informer<ResourceQuota>,
  caches: ReadonlyMap<string, Informer<KubeObject>>,
  key: string,
): Process<void> {
  const quota = quotas.get(key);
  if (!quota) return;
  const status = quotaStatus(quota, (resource) => caches.get(resource)?.list(quota.metadata.namespace) ?? [], nowMs());
  if (deepEqual(status, quota.status)) return;
  yield* client.updateStatus(ResourceQuotaKind, { ...quota, status });
}
