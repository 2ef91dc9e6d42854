import type { Service, ServicePort, ServiceSpec } from '../../api/k8s/core-v1.gen.ts';
import { replace, without } from '../../base/shared.ts';
import { isReachable, needsHealthCheck } from './traffic.ts';

const needsClusterIp = (spec: ServiceSpec): boolean => spec.type !== 'ExternalName';
const needsNodePort = (spec: ServiceSpec): boolean =>
  spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);

/** `clusterIP` and the first of `clusterIPs` always agree. Models normalizeClusterIPs of the Service's storage. */
function normalizeClusterIps(spec: ServiceSpec, previous?: ServiceSpec): ServiceSpec {
  const { clusterIP, clusterIPs } = spec;
  if (!previous) return clusterIP && !clusterIPs?.length ? { ...spec, clusterIPs: [clusterIP] } : spec;
  // A changed or removed clusterIP takes an untouched list along; a changed list stands as it is.
  const sameList =
    clusterIPs?.length === previous.clusterIPs?.length &&
    (clusterIPs ?? []).every((address, i) => address === previous.clusterIPs?.[i]);
  if (!clusterIP && previous.clusterIP && sameList) return without(spec, 'clusterIPs');
  if (clusterIP && clusterIP !== previous.clusterIP && sameList) return { ...spec, clusterIPs: [clusterIP] };
  if (clusterIP && !clusterIPs?.length) return { ...spec, clusterIPs: [clusterIP] };
  return spec;
}

/** A single stack of IPv4 unless the Service says otherwise. */
function withIpFamilies(spec: ServiceSpec): ServiceSpec {
  if (!needsClusterIp(spec)) return spec;
  const headlessWithoutSelector = spec.clusterIP === 'None' && !spec.selector;
  const ipFamilyPolicy = spec.ipFamilyPolicy ?? (headlessWithoutSelector ? 'RequireDualStack' : 'SingleStack');
  const families = headlessWithoutSelector && ipFamilyPolicy === 'RequireDualStack' ? ['IPv4', 'IPv6'] : ['IPv4'];
  if (spec.ipFamilyPolicy && spec.ipFamilies) return spec;
  return { ...spec, ipFamilies: spec.ipFamilies ?? families, ipFamilyPolicy };
}

/** A new Service has no status. Models svcStrategy.PrepareForCreate and the Service's storage. */
export function prepareServiceCreate(service: Service): Service {
  const spec = withIpFamilies(normalizeClusterIps(service.spec!));
  return { ...service, spec, status: { loadBalancer: {} } };
}

const samePort = (a: ServicePort, b: ServicePort): boolean => a.port === b.port && a.protocol === b.protocol;

/** What was allocated before stays, where the new Service needs it and does not say. Models patchAllocatedValues. */
function keepAllocated(spec: ServiceSpec, previous: ServiceSpec): ServiceSpec {
  let result = spec;
  if (needsClusterIp(previous) && needsClusterIp(spec)) {
    if (!result.clusterIP && previous.clusterIP) result = { ...result, clusterIP: previous.clusterIP };
    if (!result.clusterIPs?.length && previous.clusterIPs && result.clusterIP === previous.clusterIP) {
      result = { ...result, clusterIPs: previous.clusterIPs };
    }
  }
  if (needsNodePort(previous) && needsNodePort(spec)) result = keepNodePorts(result, previous);
  if (needsHealthCheck(previous) && needsHealthCheck(spec)) {
    if (!result.healthCheckNodePort && previous.healthCheckNodePort) {
      result = { ...result, healthCheckNodePort: previous.healthCheckNodePort };
    }
  }
  return result;
}

function keepNodePorts(spec: ServiceSpec, previous: ServiceSpec): ServiceSpec {
  const used = new Set((spec.ports ?? []).map((port) => port.nodePort ?? 0));
  let changed = false;
  const ports = (spec.ports ?? []).map((port) => {
    const nodePort = previous.ports?.find((before) => samePort(before, port))?.nodePort;
    if (port.nodePort || !nodePort || used.has(nodePort)) return port;
    used.add(nodePort);
    changed = true;
    return { ...port, nodePort };
  });
  return changed ? { ...spec, ports } : spec;
}

/** Takes out what the new type has no use for, if the update did not touch it. Models dropTypeDependentFields. */
function dropTypeDependent(given: ServiceSpec, previous: ServiceSpec): ServiceSpec {
  let spec = given;
  if (needsClusterIp(previous) && !needsClusterIp(spec)) {
    if (spec.clusterIP === previous.clusterIP) spec = without(without(spec, 'clusterIP'), 'clusterIPs');
    spec = without(without(spec, 'ipFamilies'), 'ipFamilyPolicy');
  }
  if (needsNodePort(previous) && !needsNodePort(spec)) {
    const before = new Set((previous.ports ?? []).map((port) => port.nodePort));
    const untouched = (spec.ports ?? []).every((port) => !port.nodePort || before.has(port.nodePort));
    if (untouched && spec.ports) spec = { ...spec, ports: spec.ports.map((port) => without(port, 'nodePort')) };
  }
  if (needsHealthCheck(previous) && !needsHealthCheck(spec)) {
    if (spec.healthCheckNodePort === previous.healthCheckNodePort) spec = without(spec, 'healthCheckNodePort');
  }
  if (previous.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') {
    spec = without(spec, 'allocateLoadBalancerNodePorts');
    if (spec.loadBalancerClass === previous.loadBalancerClass) spec = without(spec, 'loadBalancerClass');
  }
  if (isReachable(previous) && !isReachable(spec)) {
    if (spec.externalTrafficPolicy === previous.externalTrafficPolicy) spec = without(spec, 'externalTrafficPolicy');
  }
  if (previous.type !== 'ExternalName' && spec.type === 'ExternalName') spec = without(spec, 'internalTrafficPolicy');
  return spec;
}

/** An update keeps the status and what was allocated. Models svcStrategy.PrepareForUpdate and the storage. */
export function prepareServiceUpdate(next: Service, previous: Service): Service {
  const before = previous.spec!;
  let spec = normalizeClusterIps(keepAllocated(next.spec!, before), before);
  spec = withIpFamilies(dropTypeDependent(spec, before));
  return replace<Service>(next, { spec, status: previous.status });
}
