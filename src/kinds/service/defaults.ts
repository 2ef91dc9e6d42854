import { changeField, fill, fillZero } from '../../api/defaults/fill.ts';
import type { LoadBalancerStatus, Service, ServicePort, ServiceSpec } from '../../api/k8s/core-v1.gen.ts';
import { mapShared } from '../../base/shared.ts';
import { isReachable } from './traffic.ts';

/** Three hours. */
const clientIpSeconds = 10800;

function defaultPort(given: ServicePort): ServicePort {
  const port = fillZero(given, { protocol: 'TCP' });
  return fillZero(port, { targetPort: port.port });
}

function defaultAffinity(spec: ServiceSpec): ServiceSpec {
  if (spec.sessionAffinity === 'None') {
    if (spec.sessionAffinityConfig === undefined) return spec;
    const { sessionAffinityConfig: _, ...rest } = spec;
    return rest;
  }
  if (spec.sessionAffinity !== 'ClientIP' || spec.sessionAffinityConfig?.clientIP?.timeoutSeconds != null) return spec;
  return { ...spec, sessionAffinityConfig: { clientIP: { timeoutSeconds: clientIpSeconds } } };
}

function defaultSpec(given: ServiceSpec): ServiceSpec {
  let spec = fillZero(given, { sessionAffinity: 'None', type: 'ClusterIP' });
  spec = defaultAffinity(spec);
  spec = changeField(spec, 'ports', (ports) => mapShared(ports, defaultPort));
  if (isReachable(spec)) spec = fillZero(spec, { externalTrafficPolicy: 'Cluster' });
  if (spec.type !== 'ExternalName') spec = fill(spec, { internalTrafficPolicy: 'Cluster' });
  if (spec.type === 'LoadBalancer') spec = fill(spec, { allocateLoadBalancerNodePorts: true });
  return spec;
}

/** Completes a Service. Models SetDefaults_Service of pkg/apis/core/v1. */
export function defaultService(object: Service): Service {
  const spec = defaultSpec(object.spec ?? {});
  const complete = spec === object.spec ? object : { ...object, spec };
  if (spec.type !== 'LoadBalancer' || !object.status?.loadBalancer?.ingress) return complete;
  return changeField(complete, 'status', (status) => changeField(status, 'loadBalancer', defaultLoadBalancer));
}

/** An address of a load balancer is the address itself, not a proxy's. */
const defaultLoadBalancer = (status: LoadBalancerStatus): LoadBalancerStatus =>
  changeField(status, 'ingress', (list) =>
    mapShared(list, (ingress) => (ingress.ip ? fill(ingress, { ipMode: 'VIP' }) : ingress)),
  );
