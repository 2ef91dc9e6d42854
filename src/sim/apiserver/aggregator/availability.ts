import type { APIService } from '../../../api/k8s/apiregistration-v1.gen.ts';
import type { Endpoints, Service } from '../../../api/k8s/core-v1.gen.ts';
import { type Process, wait } from '../../../api/process.ts';
import { ConnectionError } from '../../network/network.ts';
import { lookUp, type Server } from '../server.ts';
import type { Extension } from './extension.ts';

/** What the Available condition says. */
export interface Availability {
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

/** Where a server behind this one is, by its Service. */
export interface Located {
  readonly extension: Extension;
  readonly url: string;
}

const DISCOVERY_TIMEOUT_MS = 5000;

/** The address of an APIService's server, or why there is none. */
export function locate(server: Server, { spec }: APIService): Located | Availability {
  const { namespace = '', name = '', port = 443 } = spec?.service ?? {};
  const no = (reason: string, message: string): Availability => ({ status: 'False', reason, message });
  const service = lookUp(server, '', 'services', namespace, name) as Service | undefined;
  if (!service) return no('ServiceNotFound', `service/${name} in "${namespace}" is not present`);
  const given = service.spec?.ports?.find((each) => each.port === port);
  if (!given) {
    return no('ServicePortError', `service/${name} in "${namespace}" is not listening on port ${port}`);
  }
  const endpoints = lookUp(server, '', 'endpoints', namespace, name) as Endpoints | undefined;
  if (!endpoints) return no('EndpointsNotFound', `cannot find endpoints for service/${name} in "${namespace}"`);
  const addresses = (endpoints.subsets ?? []).flatMap(({ addresses = [], ports = [] }) =>
    ports
      .filter((one) => (one.name ?? '') === (given.name ?? ''))
      .flatMap((one) => addresses.map(({ ip }) => ({ ip, port: one.port }))),
  );
  const [first] = addresses;
  if (!first) {
    const where = `service/${name} in "${namespace}"`;
    return no('MissingEndpoints', `endpoints for ${where} have no addresses with port name "${given.name ?? ''}"`);
  }
  const extension = server.extensions(first.ip, first.port);
  const url = `https://${service.spec?.clusterIP ?? first.ip}:${port}/apis/${spec!.group}/${spec!.version}`;
  return extension ? { extension, url } : no('FailedDiscoveryCheck', failed(url, 'no route to host'));
}

/** Asks an APIService's server whether it serves. Models remote_available_controller.go. */
export function* availability(server: Server, apiService: APIService): Process<Availability> {
  const found = locate(server, apiService);
  if (!('extension' in found)) return found;
  const { extension, url } = found;
  const { network, host, scope } = server;
  const check = { verb: 'discover' } as const;
  try {
    yield* wait(network.call(host, extension.listener, extension.host, check, DISCOVERY_TIMEOUT_MS, scope));
    return { status: 'True', reason: 'Passed', message: 'all checks passed' };
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    const address = url.slice('https://'.length).replace(/\/.*/, '');
    const why =
      error.reason === 'refused'
        ? `dial tcp ${address}: connect: connection refused`
        : 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';
    return { status: 'False', reason: 'FailedDiscoveryCheck', message: failed(url, `Get "${url}": ${why}`) };
  }
}

function failed(url: string, why: string): string {
  return `failing or missing response from ${url}: ${why}`;
}
