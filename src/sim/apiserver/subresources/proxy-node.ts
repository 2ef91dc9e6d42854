import type { Node } from '../../../api/k8s/core-v1.gen.ts';
import { badRequest, notFound } from '../../../api/status.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { callKubelet } from '../kubelet-client.ts';
import { address, type Location, proxying, splitName, unreachable } from '../proxy.ts';
import { lookUp, type Server } from '../server.ts';

const KUBELET_PORT = 10_250;

/** Passes requests on to a node: to its kubelet, or with a port to that port. Models pkg/registry/core/node.ResourceLocation. */
const proxyNode = proxying('nodes', 'NodeProxyOptions', (server, { name: id }) => {
  const parts = splitName(id);
  if (!parts) throw badRequest(`invalid node request ${goQuote(id)}`);
  const { name, port, https } = parts;
  const node = lookUp(server, '', 'nodes', '', name) as Node | undefined;
  if (!node) throw notFound({ group: '', plural: 'nodes' }, name);
  if (port === '' || Number(port) === KUBELET_PORT) return kubelet(server, name);
  const { addresses = [] } = node.status ?? {};
  const ip = addresses.find(({ type }) => type === 'InternalIP')?.address ?? name;
  return address(server, ip, Number(port), https);
});

export default proxyNode;

function kubelet(server: Server, node: string): Location {
  return function* ({ method }, path) {
    const request = { what: 'path', namespace: '', pod: '', method, path } as const;
    const { code = 200, headers = {}, body } = yield* callKubelet(server, node, request, unreachable);
    return { code, headers, body };
  };
}
