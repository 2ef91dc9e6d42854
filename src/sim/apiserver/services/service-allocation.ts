import type { FieldError } from '../../../api/field-error.ts';
import { internalError, invalidValue } from '../../../api/field-errors.ts';
import type { Service, ServicePort, ServiceSpec } from '../../../api/k8s/core-v1.gen.ts';
import type { Allocator } from './allocator.ts';

/** The addresses and ports of a cluster's Services. */
export interface Pools {
  readonly ips: Allocator<string>;
  readonly ports: Allocator<number>;
}

/** A Service with its allocations, which stay held until `release`; or why it cannot have them. */
export type Allocation = { readonly service: Service; release(): void } | { readonly errors: readonly FieldError[] };

/** Addresses and node ports that a stored Service uses. */
export function allocated({ spec }: Service): { readonly ips: readonly string[]; readonly ports: readonly number[] } {
  const ips = (spec?.clusterIPs ?? []).filter((ip) => ip !== 'None');
  const ports = new Set((spec?.ports ?? []).map((port) => port.nodePort ?? 0));
  ports.add(spec?.healthCheckNodePort ?? 0);
  ports.delete(0);
  return { ips, ports: [...ports] };
}

/**
 * Gives a Service the cluster IP and node ports that its type needs and it does not have, and takes those that it
 * names. Models service/storage/alloc.go.
 */
export function allocate(service: Service, previous: Service | undefined, pools: Pools): Allocation {
  const given = service.spec;
  if (!given) return { service, release: () => {} };
  const held: (() => void)[] = [];
  const release = (): void => {
    for (const undo of held) undo();
  };
  const errors: FieldError[] = [];
  const before = previous ? allocated(previous) : { ips: [], ports: [] };
  let spec = given;
  if (needsClusterIp(spec)) spec = withClusterIp(spec, before.ips, pools.ips, held, errors);
  if (errors.length === 0 && needsNodePorts(spec)) spec = withNodePorts(spec, before.ports, pools.ports, held, errors);
  if (errors.length === 0 && needsHealthCheckPort(spec)) {
    spec = withHealthCheckPort(spec, before.ports, pools.ports, held, errors);
  }
  if (errors.length > 0) {
    release();
    return { errors };
  }
  return { service: spec === given ? service : { ...service, spec }, release };
}

type Held = (() => void)[];

function withClusterIp(
  spec: ServiceSpec,
  mine: readonly string[],
  pool: Allocator<string>,
  held: Held,
  errors: FieldError[],
): ServiceSpec {
  const wanted = spec.clusterIPs?.[0] ?? spec.clusterIP;
  if (!wanted) {
    const ip = pool.take();
    if (ip === undefined) {
      errors.push(internalError('spec.clusterIPs', 'failed to allocate a serviceIP: range is full'));
      return spec;
    }
    held.push(() => pool.drop(ip));
    return { ...spec, clusterIP: ip, clusterIPs: [ip] };
  }
  if (mine.includes(wanted)) return spec;
  const problem =
    pool.range.positionOf(wanted) < 0
      ? `the provided IP (${wanted}) is not in the valid range. The range of valid IPs is ${pool.range.text}`
      : pool.has(wanted)
        ? 'provided IP is already allocated'
        : undefined;
  if (problem === undefined) {
    pool.hold(wanted);
    held.push(() => pool.drop(wanted));
  } else {
    errors.push(invalidValue('spec.clusterIPs', [wanted], `failed to allocate IP ${wanted}: ${problem}`));
  }
  return spec;
}

function withNodePorts(
  spec: ServiceSpec,
  mine: readonly number[],
  pool: Allocator<number>,
  held: Held,
  errors: FieldError[],
): ServiceSpec {
  // One number may serve TCP and UDP of the same Service.
  const own = new Set(mine);
  let changed = false;
  const ports = (spec.ports ?? []).map((port, i): ServicePort => {
    if (port.nodePort) {
      if (!own.has(port.nodePort)) claim(`spec.ports[${i}].nodePort`, port.nodePort, pool, held, errors);
      own.add(port.nodePort);
      return port;
    }
    const nodePort = pool.take();
    if (nodePort === undefined) {
      errors.push(internalError(`spec.ports[${i}].nodePort`, 'failed to allocate a nodePort: range is full'));
      return port;
    }
    held.push(() => pool.drop(nodePort));
    changed = true;
    return { ...port, nodePort };
  });
  return changed ? { ...spec, ports } : spec;
}

function withHealthCheckPort(
  spec: ServiceSpec,
  mine: readonly number[],
  pool: Allocator<number>,
  held: Held,
  errors: FieldError[],
): ServiceSpec {
  const wanted = spec.healthCheckNodePort;
  if (wanted) {
    if (!mine.includes(wanted)) claim('spec.healthCheckNodePort', wanted, pool, held, errors);
    return spec;
  }
  const healthCheckNodePort = pool.take();
  if (healthCheckNodePort === undefined) {
    errors.push(internalError('spec.healthCheckNodePort', 'failed to allocate a nodePort: range is full'));
    return spec;
  }
  held.push(() => pool.drop(healthCheckNodePort));
  return { ...spec, healthCheckNodePort };
}

function claim(field: string, port: number, pool: Allocator<number>, held: Held, errors: FieldError[]): void {
  if (pool.range.positionOf(port) < 0) {
    const valid = `The range of valid ports is ${pool.range.text}`;
    errors.push(invalidValue(field, port, `provided port is not in the valid range. ${valid}`));
  } else if (pool.has(port)) errors.push(invalidValue(field, port, 'provided port is already allocated'));
  else {
    pool.hold(port);
    held.push(() => pool.drop(port));
  }
}

function needsClusterIp(spec: ServiceSpec): boolean {
  return spec.type !== 'ExternalName' && spec.clusterIP !== 'None' && spec.clusterIPs?.[0] !== 'None';
}

function needsNodePorts(spec: ServiceSpec): boolean {
  return spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
}

function needsHealthCheckPort(spec: ServiceSpec): boolean {
  return spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
}
