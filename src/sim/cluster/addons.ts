import { isBug } from '../../api/control/bug.ts';
import { isKubeletsToSet } from '../../api/node-labels.ts';
import { type Process, sleep } from '../../api/process.ts';
import type { NodeSpec } from '../../api/scenario.ts';
import { isReason } from '../../api/status.ts';
import ClusterRoleKind from '../../kinds/cluster-role/kind.ts';
import ClusterRoleBindingKind from '../../kinds/cluster-role-binding/kind.ts';
import ConfigMapKind from '../../kinds/config-map/kind.ts';
import DaemonSetKind from '../../kinds/daemon-set/kind.ts';
import NodeKind from '../../kinds/node/kind.ts';
import type { ApiClient } from '../client/client.ts';
import { clusterAutoscaler } from './autoscaler-addon.ts';
import { installCloudDisks } from './cloud-disks.ts';
import { CLOUD_ROLE, CLOUD_ROLE_BINDING } from './cloud-role.ts';
import { coreDns, DNS_IMAGE, DNS_REPLICAS } from './dns-addon.ts';
import { METRICS_IMAGE, metricsServer } from './metrics-addon.ts';
import { KUBE_PROXY, PROXY_CONFIG, PROXY_IMAGE } from './proxy-addon.ts';

const RETRY_MS = 200;

/** Images that a machine brings along: those of the cluster's own Pods. */
export const PRELOADED: readonly string[] = [PROXY_IMAGE, DNS_IMAGE, METRICS_IMAGE, 'registry.k8s.io/pause:3.10'];

/** What the Pods of kube-system amount to on a cluster of this size. */
export function systemPodCount(nodes: number): number {
  return nodes === 0 ? 0 : nodes + DNS_REPLICAS + 1;
}

/**
 * Installs what every cluster has beside its components: proxies, name service, metrics server, disks.
 * @param machines they get those of their labels that a kubelet may not set, such as their role's
 */
export function* installAddons(client: ApiClient, machines: readonly NodeSpec[], autoscales: boolean): Process {
  yield* create(() => client.create(ClusterRoleKind, CLOUD_ROLE));
  yield* create(() => client.create(ClusterRoleBindingKind, CLOUD_ROLE_BINDING));
  yield* create(() => client.create(ConfigMapKind, PROXY_CONFIG));
  yield* create(() => client.create(DaemonSetKind, KUBE_PROXY));
  for (const add of coreDns(client)) yield* create(add);
  for (const add of metricsServer(client)) yield* create(add);
  for (const install of installCloudDisks(client)) yield* create(install);
  if (autoscales) for (const add of clusterAutoscaler(client)) yield* create(add);
  for (const { name, labels } of machines) {
    const others = Object.entries(labels).filter(([key]) => !isKubeletsToSet(key));
    if (others.length === 0) continue;
    const body = { metadata: { labels: Object.fromEntries(others) } };
    yield* create(() => client.patch(NodeKind, '', name, { type: 'application/merge-patch+json', body }));
  }
}

function* create(attempt: () => Process<unknown>): Process {
  for (;;) {
    try {
      yield* attempt();
      return;
    } catch (error) {
      if (isBug(error) || isReason(error, 'Invalid')) throw error;
      if (isReason(error, 'AlreadyExists')) return;
    }
    yield* sleep(RETRY_MS);
  }
}
