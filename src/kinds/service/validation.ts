import type { FieldError } from '../../api/field-error.ts';
import { duplicateValue, forbiddenField, invalidValue, required } from '../../api/field-errors.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import { cidr, ipAddress } from '../../api/ip.ts';
import type { Service, ServicePort, ServiceSpec } from '../../api/k8s/core-v1.gen.ts';
import { validPortNum } from '../../api/names.ts';
import { checkNotSpecial } from '../../api/validation/addresses.ts';
import {
  checkDnsLabel,
  checkDnsSubdomain,
  checkLabels,
  checkOneOf,
  checkQualifiedName,
  checkUnique,
  type Found,
  reject,
} from '../../api/validation/basics.ts';
import { checkPortRef } from '../../api/validation/pod-spec/probes.ts';
import { checkClusterIps, checkClusterIpsUpdate, checkIpFamiliesUpdate, isHeadless } from './cluster-ips.ts';
import { checkLoadBalancer, checkLoadBalancerClass, checkTraffic, needsHealthCheck } from './traffic.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const AFFINITIES = ['ClientIP', 'None'];
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const MAX_AFFINITY_SECONDS = 86400;
const HINTS = 'service.kubernetes.io/topology-aware-hints';
const MODE = 'service.kubernetes.io/topology-mode';

/** Errors of a Service. Models ValidateService of pkg/apis/core/validation. */
export function validateService(service: Service): readonly FieldError[] {
  const found: Found = [];
  checkService(service, found);
  return found;
}

/** Errors of an update: what may not change, then the object's. Models ValidateServiceUpdate. */
export function validateServiceUpdate(next: Service, previous: Service): readonly FieldError[] {
  const found: Found = [];
  const [after, before] = [next.spec!, previous.spec!];
  checkClusterIpsUpdate(after, before, found);
  checkIpFamiliesUpdate(after, before, found);
  checkLoadBalancerClass(after, before, found);
  if (needsHealthCheck(before) && needsHealthCheck(after)) {
    if (after.healthCheckNodePort !== before.healthCheckNodePort) {
      found.push(forbiddenField('spec.healthCheckNodePort', 'field is immutable'));
    }
  }
  checkService(next, found);
  return found;
}

function checkService(service: Service, found: Found): void {
  const spec = service.spec ?? {};
  checkTopologyAnnotations(service, found);
  if (!spec.ports?.length && !isHeadless(spec) && spec.type !== 'ExternalName') found.push(required('spec.ports'));
  checkType(spec, found);
  const names = new Set<string>();
  for (const [i, port] of (spec.ports ?? []).entries()) {
    checkPort(port, spec.ports!.length > 1, names, `spec.ports[${i}]`, found);
  }
  checkLabels(spec.selector, 'spec.selector', found);
  checkAffinity(spec, found);
  checkClusterIps(spec, found);
  for (const [i, address] of (spec.externalIPs ?? []).entries()) {
    const at = `spec.externalIPs[${i}]`;
    const errors = ipAddress(address);
    if (errors.length > 0) reject(errors, address, at, found);
    else checkNotSpecial(address, at, found);
  }
  checkOneOf(spec.type, TYPES, 'spec.type', found);
  checkPortSets(spec, found);
  checkSourceRanges(service, spec, found);
  checkLoadBalancer(spec, found);
  checkTraffic(spec, found);
}

function checkTopologyAnnotations({ metadata }: Service, found: Found): void {
  const hints = metadata.annotations?.[HINTS];
  const mode = metadata.annotations?.[MODE];
  if (hints === undefined || mode === undefined || hints === mode) return;
  const detail = `must match annotations[${HINTS}] when both are specified`;
  found.push(invalidValue(`metadata.annotations[${MODE}]`, mode, detail));
}

/** What the type allows. */
function checkType(spec: ServiceSpec, found: Found): void {
  if (spec.type === 'LoadBalancer' || spec.type === 'NodePort') {
    if (isHeadless(spec)) {
      const detail = `may not be set to 'None' for ${spec.type} services`;
      found.push(invalidValue('spec.clusterIPs[0]', 'None', detail));
    }
    return;
  }
  if (spec.type !== 'ExternalName') return;
  const detail = 'may not be set for ExternalName services';
  if (spec.clusterIPs?.length) found.push(forbiddenField('spec.clusterIPs', detail));
  if (spec.ipFamilies?.length) found.push(forbiddenField('spec.ipFamilies', detail));
  if (spec.ipFamilyPolicy !== undefined) found.push(forbiddenField('spec.ipFamilyPolicy', detail));
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  if (name) checkDnsSubdomain(name, 'spec.externalName', found);
  else found.push(required('spec.externalName'));
}

function checkPort(port: ServicePort, needsName: boolean, names: Set<string>, path: string, found: Found): void {
  const { name, port: number = 0, protocol, targetPort, appProtocol } = port;
  if (name) {
    checkDnsLabel(name, `${path}.name`, found);
    checkUnique(name, names, `${path}.name`, found);
  } else if (needsName) found.push(required(`${path}.name`));
  reject(validPortNum(number), number, `${path}.port`, found);
  checkOneOf(protocol, PROTOCOLS, `${path}.protocol`, found);
  checkPortRef(targetPort, `${path}.targetPort`, found);
  if (appProtocol !== undefined) checkQualifiedName(appProtocol, `${path}.appProtocol`, found);
}

function checkAffinity(spec: ServiceSpec, found: Found): void {
  const { sessionAffinity, sessionAffinityConfig } = spec;
  checkOneOf(sessionAffinity, AFFINITIES, 'spec.sessionAffinity', found);
  const at = 'spec.sessionAffinityConfig';
  if (sessionAffinity === 'None' && sessionAffinityConfig !== undefined) {
    found.push(forbiddenField(at, 'must not be set when session affinity is None'));
  }
  if (sessionAffinity !== 'ClientIP') return;
  const missing = 'when session affinity type is ClientIP';
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (!sessionAffinityConfig) found.push(required(at, missing));
  else if (!sessionAffinityConfig.clientIP) found.push(required(`${at}.clientIP`, missing));
  else if (seconds === undefined) found.push(required(`${at}.clientIP.timeoutSeconds`, missing));
  else if (seconds <= 0 || seconds > MAX_AFFINITY_SECONDS) {
    const detail = `must be greater than 0 and less than ${MAX_AFFINITY_SECONDS}`;
    found.push(invalidValue(`${at}.clientIP.timeoutSeconds`, seconds, detail));
  }
}

function goPort({ protocol, port }: ServicePort): string {
  const target = 'TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}';
  return `core.ServicePort{Name:"", Protocol:"${protocol}", AppProtocol:(*string)(nil), Port:${port}, ${target}, NodePort:0}`;
}

/** Ports that may not be used, or not twice. */
function checkPortSets(spec: ServiceSpec, found: Found): void {
  const ports = spec.ports ?? [];
  if (spec.type === 'ClusterIP') {
    for (const [i, { nodePort }] of ports.entries()) {
      if (!nodePort) continue;
      found.push(forbiddenField(`spec.ports[${i}].nodePort`, "may not be used when `type` is 'ClusterIP'"));
    }
  }
  const nodePorts = new Set<string>();
  for (const [i, { nodePort, protocol }] of ports.entries()) {
    if (!nodePort) continue;
    const key = `${protocol}/${nodePort}`;
    if (nodePorts.has(key)) found.push(duplicateValue(`spec.ports[${i}].nodePort`, nodePort));
    nodePorts.add(key);
  }
  const numbers = new Set<string>();
  for (const [i, port] of ports.entries()) {
    const key = `${port.protocol}/${port.port}`;
    if (numbers.has(key)) found.push(duplicateValue(`spec.ports[${i}]`, goSyntax(goPort(port))));
    numbers.add(key);
  }
}

/** Who may reach a load balancer: the field, or the annotation that came before it. */
function checkSourceRanges(service: Service, spec: ServiceSpec, found: Found): void {
  const annotation = 'service.beta.kubernetes.io/load-balancer-source-ranges';
  const text = service.metadata.annotations?.[annotation];
  const detail = "may only be used when `type` is 'LoadBalancer'";
  if (spec.loadBalancerSourceRanges?.length) {
    const at = 'spec.LoadBalancerSourceRanges';
    if (spec.type !== 'LoadBalancer') found.push(forbiddenField(at, detail));
    for (const [i, range] of spec.loadBalancerSourceRanges.entries()) {
      reject(cidr(range.trim()), range.trim(), `${at}[${i}]`, found);
    }
  } else if (text !== undefined) {
    const at = `metadata.annotations[${annotation}]`;
    if (spec.type !== 'LoadBalancer') found.push(forbiddenField(at, detail));
    const ranges = text.trim() === '' ? [] : text.trim().split(',');
    for (const range of ranges) reject(cidr(range.trim()), range.trim(), at, found);
  }
}
