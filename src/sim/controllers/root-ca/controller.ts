import { CA_CERTIFICATE } from '../../../api/cluster-ca.ts';
import type { Controller, ControllerContext, Informer } from '../../../api/controller.ts';
import type { ConfigMap, Namespace } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { deepEqual } from '../../../base/equal.ts';
import ConfigMapKind from '../../../kinds/config-map/kind.ts';
import NamespaceKind from '../../../kinds/namespace/kind.ts';

const WORKERS = 1;
const NAME = 'kube-root-ca.crt';
const DESCRIPTION = 'kubernetes.io/description';
const data = { 'ca.crt': CA_CERTIFICATE };
const annotations = {
  [DESCRIPTION]:
    'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
};

/** Every namespace has the authority's certificate for the tokens of its Pods. Models pkg/controller/certificates/rootcacertpublisher. */
export const rootCaController: Controller = {
  name: 'root-ca-certificate-publisher-controller',
  account: 'root-ca-cert-publisher',
  start(context) {
    const namespaces = context.informers.of(NamespaceKind);
    const configMaps = context.informers.of(ConfigMapKind);
    const queue = context.queue('root_ca_cert_publisher');
    const want = ({ metadata }: Namespace): void => queue.add(metadata.name!);
    const restore = ({ metadata }: ConfigMap): void => {
      if (metadata.name === NAME) queue.add(metadata.namespace!);
    };
    namespaces.addHandler({ onAdd: want, onUpdate: want });
    configMaps.addHandler({ onUpdate: restore, onDelete: restore });
    context.run(queue, WORKERS, (namespace) => publish(context, namespaces, configMaps, namespace));
  },
};

export default rootCaController;

function* publish(
  { client }: ControllerContext,
  namespaces: Informer<Namespace>,
  configMaps: Informer<ConfigMap>,
  namespace: string,
): Process<void> {
  const present = namespaces.get(namespace);
  if (!present || present.status?.phase === 'Terminating') return;
  const found = configMaps.get(`${namespace}/${NAME}`);
  if (!found) {
    const metadata = { name: NAME, namespace, annotations };
    try {
      yield* client.create(ConfigMapKind, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
    } catch (error) {
      // A namespace that goes needs none.
      if (!isReason(error, 'NotFound') && !isReason(error, 'Forbidden') && !isReason(error, 'AlreadyExists'))
        throw error;
    }
    return;
  }
  const described = found.metadata.annotations?.[DESCRIPTION] === annotations[DESCRIPTION];
  if (described && deepEqual(found.data, data)) return;
  const metadata = { ...found.metadata, annotations: { ...found.metadata.annotations, ...annotations } };
  yield* client.update(ConfigMapKind, { ...found, metadata, data });
}
