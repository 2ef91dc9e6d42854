import type { Pod, Service } from '../../../api/k8s/core-v1.gen.ts';

/** A local port, 0 for any, and the port of the Pod that it leads to. */
export interface ForwardedPort {
  readonly local: number;
  readonly remote: number;
}

/** The ports as numbers of the Pod: `8080:http` becomes `8080:80`. Throws an Error with kubectl's text. */
export function podPorts(ports: readonly string[], pod: Pod): readonly string[] {
  const ofContainers = (pod.spec?.containers ?? []).flatMap((container) => container.ports ?? []);
  const number = (name: string): number => {
    const found = ofContainers.find((each) => each.name === name);
    if (found) return found.containerPort;
    throw new Error(`Pod '${pod.metadata.name}' does not have a named port '${name}'`);
  };
  const numbered = ofContainers.map(({ containerPort, protocol }) => ({ port: containerPort, protocol }));
  checkProtocols(ports, numbered, number);
  return ports.map((text) => {
    const { local, remote } = split(text);
    if (remote === '') throw new Error('remote port cannot be empty');
    const port = isNumber(remote) ? remote : String(number(remote));
    return local === remote ? port : `${local}:${port}`;
  });
}

/** Ports of a Service as those of the Pod behind it. Throws an Error with kubectl's text. */
export function servicePorts(ports: readonly string[], service: Service, pod: Pod): readonly string[] {
  const ofService = service.spec?.ports ?? [];
  const number = (name: string): number => {
    const found = ofService.find((each) => each.name === name);
    if (found) return found.port;
    throw new Error(`Service '${service.metadata.name}' does not have a named port '${name}'`);
  };
  checkProtocols(ports, ofService, number);
  return ports.map((text) => {
    const { local, remote } = split(text);
    const port = isNumber(remote) ? Number(remote) : number(remote);
    const from = !isNumber(remote) && local === remote ? String(port) : local;
    const to = String(targetPort(service, pod, port));
    return from === to ? to : `${from}:${to}`;
  });
}

/** Models util.LookupContainerPortNumberByServicePort. */
function targetPort({ metadata, spec }: Service, pod: Pod, port: number): number {
  const found = (spec?.ports ?? []).find((each) => each.port === port);
  if (!found) throw new Error(`Service ${metadata.name} does not have a service port ${port}`);
  if (spec?.clusterIP === 'None') return port;
  const target = found.targetPort ?? port;
  if (typeof target === 'number') return target === 0 ? port : target;
  const ofContainers = (pod.spec?.containers ?? []).flatMap((container) => container.ports ?? []);
  const named = ofContainers.find(({ name }) => name === target);
  if (named) return named.containerPort;
  throw new Error(`Pod '${pod.metadata.name}' does not have a named port '${target}'`);
}

function checkProtocols(
  ports: readonly string[],
  known: readonly { readonly port: number; readonly protocol?: string | undefined }[],
  number: (name: string) => number,
): void {
  for (const text of ports) {
    const { remote } = split(text);
    const port = isNumber(remote) ? Number(remote) : number(remote);
    const protocols = known.filter((each) => each.port === port).map(({ protocol }) => protocol);
    if (protocols.includes('UDP') && !protocols.includes('TCP')) {
      throw new Error(`UDP protocol is not supported for ${remote}`);
    }
  }
}

function split(text: string): { local: string; remote: string } {
  const parts = text.split(':');
  return parts.length === 2 ? { local: parts[0]!, remote: parts[1]! } : { local: parts[0]!, remote: parts[0]! };
}

/** As strconv.Atoi takes it. */
function isNumber(text: string): boolean {
  return /^[+-]?\d+$/.test(text);
}

/** Reads `LOCAL:REMOTE`. Throws an Error with the text of client-go's portforward. */
export function parsePort(text: string): ForwardedPort {
  const parts = text.split(':');
  if (parts.length > 2) throw new Error(`invalid port format '${text}'`);
  const local = parts.length === 2 ? parts[0] || '0' : parts[0]!;
  const remote = parts.at(-1)!;
  const result = { local: parseUint(local, 'local'), remote: parseUint(remote, 'remote') };
  if (result.remote === 0) throw new Error('remote port must be > 0');
  return result;
}

function parseUint(text: string, which: string): number {
  const fail = (why: string): never => {
    throw new Error(
      `error parsing ${which} port '${text}': strconv.ParseUint: parsing ${JSON.stringify(text)}: ${why}`,
    );
  };
  if (!/^\d+$/.test(text)) fail('invalid syntax');
  if (Number(text) > 65_535) fail('value out of range');
  return Number(text);
}
