import type { EndpointSubset, Endpoints, Service } from '../../../api/k8s/core-v1.gen.ts';
import { ApiError, badRequest, notFound } from '../../../api/status.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { address, proxying, splitName } from '../proxy.ts';
import { lookUp, type Server } from '../server.ts';

/** Passes requests on to a Pod behind a Service, chosen at random among its Endpoints. Models pkg/registry/core/service/storage.ResourceLocation. */
const proxyService = proxying('services', 'ServiceProxyOptions', (server, { namespace, name: id }) => {
  const parts = splitName(id);
  if (!parts) throw badRequest(`invalid service request ${goQuote(id)}`);
  const { name, https } = parts;
  const portName = portNameOf(server, namespace, name, parts.port);
  const endpoints = lookUp(server, '', 'endpoints', namespace, name) as Endpoints | undefined;
  if (!endpoints) throw notFound({ group: '', plural: 'endpoints' }, name);
  const { subsets = [] } = endpoints;
  if (subsets.length === 0) throw unavailable(`no endpoints available for service ${goQuote(name)}`);
  const seed = server.random.int(subsets.length);
  for (let i = 0; i < subsets.length; i++) {
    const place = placeIn(server, subsets[(seed + i) % subsets.length]!, portName);
    if (place) return address(server, place.ip, place.port, https);
  }
  throw unavailable(`no endpoints available for service ${goQuote(id)}`);
});

export default proxyService;

/** The name of a port that is given by its number. */
function portNameOf(server: Server, namespace: string, name: string, port: string): string {
  if (!/^[+-]?\d+$/.test(port)) return port;
  const service = lookUp(server, '', 'services', namespace, name) as Service | undefined;
  if (!service) throw notFound({ group: '', plural: 'services' }, name);
  const found = service.spec?.ports?.find((each) => each.port === Number(port));
  if (!found) throw unavailable(`no service port ${Number(port)} found for service ${goQuote(name)}`);
  return found.name ?? '';
}

function placeIn(
  server: Server,
  { addresses = [], ports = [] }: EndpointSubset,
  portName: string,
): { readonly ip: string; readonly port: number } | undefined {
  const port = ports.find(({ name = '' }) => name === portName)?.port;
  if (addresses.length === 0 || port === undefined) return undefined;
  return { ip: addresses[server.random.int(addresses.length)]!.ip, port };
}

function unavailable(message: string): ApiError {
  return new ApiError(503, 'ServiceUnavailable', message);
}
