import { forbiddenField, invalidValue, required } from '../../api/field-errors.ts';
import type { ServiceSpec } from '../../api/k8s/core-v1.gen.ts';
import { validPortNum } from '../../api/names.ts';
import { checkOneOf, checkOptionOf, checkQualifiedName, type Found, reject } from '../../api/validation/basics.ts';

const POLICIES = ['Cluster', 'Local'];
const ONLY_LOAD_BALANCER = "may only be used when `type` is 'LoadBalancer'";

/** Whether a load balancer asks the nodes if they have a Pod of the Service. */
export const needsHealthCheck = (spec: ServiceSpec): boolean =>
  spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';

/** Whether the Service can be reached from outside the cluster. */
export const isReachable = (spec: ServiceSpec): boolean =>
  spec.type === 'LoadBalancer' ||
  spec.type === 'NodePort' ||
  (spec.type === 'ClusterIP' && (spec.externalIPs?.length ?? 0) > 0);

/** Fields of load balancers only. */
export function checkLoadBalancer(spec: ServiceSpec, found: Found): void {
  const isLoadBalancer = spec.type === 'LoadBalancer';
  if (spec.allocateLoadBalancerNodePorts !== undefined && !isLoadBalancer) {
    found.push(forbiddenField('spec.allocateLoadBalancerNodePorts', ONLY_LOAD_BALANCER));
  }
  if (isLoadBalancer && spec.allocateLoadBalancerNodePorts === undefined) {
    found.push(required('allocateLoadBalancerNodePorts'));
  }
  checkLoadBalancerClass(spec, undefined, found);
}

/** The class of a load balancer, which stays. `previous` is undefined on creation. */
export function checkLoadBalancerClass(next: ServiceSpec, previous: ServiceSpec | undefined, found: Found): void {
  const at = 'spec.loadBalancerClass';
  const { loadBalancerClass } = next;
  if (previous?.type === 'LoadBalancer' && next.type === 'LoadBalancer') {
    if (loadBalancerClass !== previous.loadBalancerClass) {
      found.push(invalidValue(at, loadBalancerClass ?? null, 'may not change once set'));
    }
  }
  if (loadBalancerClass === undefined) return;
  if (next.type === 'LoadBalancer') checkQualifiedName(loadBalancerClass, at, found);
  else found.push(forbiddenField(at, ONLY_LOAD_BALANCER));
}

/** Which endpoints get traffic from outside and inside, and which near ones are preferred. */
export function checkTraffic(spec: ServiceSpec, found: Found): void {
  const external = 'spec.externalTrafficPolicy';
  if (isReachable(spec)) checkOneOf(spec.externalTrafficPolicy, POLICIES, external, found);
  else if (spec.externalTrafficPolicy) {
    const detail = 'may only be set for externally-accessible services';
    found.push(invalidValue(external, spec.externalTrafficPolicy, detail));
  }
  checkHealthPort(spec, 'spec.healthCheckNodePort', found);
  const internal = 'spec.internalTrafficPolicy';
  if (spec.internalTrafficPolicy === undefined && ['NodePort', 'LoadBalancer', 'ClusterIP'].includes(spec.type ?? '')) {
    found.push(required(internal));
  }
  checkOptionOf(spec.internalTrafficPolicy, POLICIES, internal, found);
  checkOptionOf(spec.trafficDistribution, ['PreferClose'], 'spec.trafficDistribution', found);
}

function checkHealthPort(spec: ServiceSpec, path: string, found: Found): void {
  const port = spec.healthCheckNodePort;
  if (needsHealthCheck(spec)) {
    // Without one the server allocates it, after this check.
    if (port) reject(validPortNum(port), port, path, found);
  } else if (port) {
    const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    found.push(invalidValue(path, port, detail));
  }
}
