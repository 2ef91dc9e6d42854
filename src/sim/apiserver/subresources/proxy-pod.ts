import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { badRequest, notFound } from '../../../api/status.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { address, proxying, splitName } from '../proxy.ts';
import { lookUp } from '../server.ts';

const HTTP_PORT = 80;

/** Passes requests on to a Pod: `NAME`, `NAME:PORT` or `SCHEME:NAME:PORT`. Models pkg/registry/core/pod.ResourceLocation. */
const proxyPod = proxying('pods', 'PodProxyOptions', (server, { namespace, name: id }) => {
  const parts = splitName(id);
  if (!parts) throw badRequest(`invalid pod request ${goQuote(id)}`);
  const { name, port, https } = parts;
  const pod = lookUp(server, '', 'pods', namespace, name) as Pod | undefined;
  if (!pod) throw notFound({ group: '', plural: 'pods' }, name);
  const first = pod.spec?.containers.find(({ ports = [] }) => ports.length > 0)?.ports?.[0]?.containerPort;
  const ip = pod.status?.podIP;
  if (!ip) throw badRequest('address not allowed');
  return address(server, ip, port === '' ? (first ?? HTTP_PORT) : Number(port), https);
});

export default proxyPod;
