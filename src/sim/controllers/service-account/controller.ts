import type { Controller, ControllerContext, Informer } from '../../../api/controller.ts';
import type { Namespace, ServiceAccount } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import NamespaceKind from '../../../kinds/namespace/kind.ts';
import ServiceAccountKind from '../../../kinds/service-account/kind.ts';

const WORKERS = 1;
const NAME = 'default';

/** Every namespace has a service account `default`, made anew when it is deleted. Models pkg/controller/serviceaccount. */
export const serviceAccountController: Controller = {
  name: 'serviceaccount-controller',
  account: 'service-account-controller',
  start(context) {
    const namespaces = context.informers.of(NamespaceKind);
    const accounts = context.informers.of(ServiceAccountKind);
    const queue = context.queue('serviceaccount');
    const want = ({ metadata }: Namespace): void => queue.add(metadata.name!);
    namespaces.addHandler({ onAdd: want, onUpdate: want });
    accounts.addHandler({ onDelete: ({ metadata }) => queue.add(metadata.namespace!) });
    context.run(queue, WORKERS, (name) => ensureAccount(context, namespaces, accounts, name));
  },
};

export default serviceAccountController;

function* ensureAccount(
  { client }: ControllerContext,
  namespaces: Informer<Namespace>,
  accounts: Informer<ServiceAccount>,
  namespace: string,
): Process<void> {
  if (namespaces.get(namespace)?.status?.phase !== 'Active' || accounts.get(`${namespace}/${NAME}`)) return;
  const account: ServiceAccount = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: NAME, namespace } };
  try {
    yield* client.create(ServiceAccountKind, account);
  } catch (error) {
    if (isReason(error, 'AlreadyExists') || isTerminating(error)) return;
    throw error;
  }
}

function isTerminating(error: unknown): boolean {
  const causes = isReason(error, 'Forbidden') ? (error.status.details?.causes ?? []) : [];
  return causes.some(({ reason }) => reason === 'NamespaceTerminating');
}
