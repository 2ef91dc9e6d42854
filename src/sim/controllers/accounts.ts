import type { Client } from '../../api/client.ts';
import { type Process, sleep } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import ServiceAccountKind from '../../kinds/service-account/kind.ts';

const NAMESPACE = 'kube-system';
const RETRY_MS = 1_000;

/** The service accounts with whose credentials the controllers of v1.32 work, also those that are not simulated. */
const ACCOUNTS = [
  'attachdetach-controller',
  'bootstrap-signer',
  'certificate-controller',
  'clusterrole-aggregation-controller',
  'cronjob-controller',
  'daemon-set-controller',
  'deployment-controller',
  'disruption-controller',
  'endpoint-controller',
  'endpointslice-controller',
  'endpointslicemirroring-controller',
  'ephemeral-volume-controller',
  'expand-controller',
  'generic-garbage-collector',
  'horizontal-pod-autoscaler',
  'job-controller',
  'legacy-service-account-token-cleaner',
  'namespace-controller',
  'node-controller',
  'persistent-volume-binder',
  'pod-garbage-collector',
  'pv-protection-controller',
  'pvc-protection-controller',
  'replicaset-controller',
  'replication-controller',
  'resourcequota-controller',
  'root-ca-cert-publisher',
  'service-account-controller',
  'statefulset-controller',
  'token-cleaner',
  'ttl-after-finished-controller',
  'ttl-controller',
  'validatingadmissionpolicy-status-controller',
];

/** Makes the accounts that are not there. Models SAControllerClientBuilder (--use-service-account-credentials). */
export function* ensureAccounts(client: Client): Process<void> {
  for (const name of ACCOUNTS) yield* ensureAccount(client, name);
}

function* ensureAccount(client: Client, name: string): Process<void> {
  for (;;) {
    try {
      yield* client.get(ServiceAccountKind, NAMESPACE, name);
      return;
    } catch (error) {
      if (!isReason(error, 'NotFound')) {
        yield* sleep(RETRY_MS);
        continue;
      }
    }
    const metadata = { namespace: NAMESPACE, name };
    try {
      yield* client.create(ServiceAccountKind, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    } catch (error) {
      if (!isReason(error, 'AlreadyExists')) yield* sleep(RETRY_MS);
    }
  }
}
