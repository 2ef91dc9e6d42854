import { parseIp } from '../../api/ip.ts';
import type { Service } from '../../api/k8s/core-v1.gen.ts';

const HINTS = 'service.kubernetes.io/topology-aware-hints';
const MODE = 'service.kubernetes.io/topology-mode';

/** An IPv4 address with leading zeros, which newer parsers refuse. */
function addressWarnings(address: string, path: string): readonly string[] {
  if (!/(?:^|\.)0\d/.test(address) || parseIp(address) === undefined) return [];
  const why = `ParseAddr(${JSON.stringify(address)}): IPv4 field has octet with leading zero`;
  return [`${path}: IP address was accepted, but will be invalid in a future Kubernetes release: ${why}`];
}

/** Models GetWarningsForService. */
export function serviceWarnings({ metadata, spec = {} }: Service): readonly string[] {
  const warnings: string[] = [];
  const { type, clusterIP, clusterIPs = [], externalIPs = [], externalName, loadBalancerIP } = spec;
  if (metadata.annotations?.[HINTS] !== undefined) {
    warnings.push(`annotation ${HINTS} is deprecated, please use ${MODE} instead`);
  }
  for (const [i, address] of clusterIPs.entries()) warnings.push(...addressWarnings(address, `spec.clusterIPs[${i}]`));
  if (type === 'ClusterIP' && clusterIP === 'None') {
    const ignored = 'is ignored for headless services';
    if (loadBalancerIP) warnings.push(`spec.loadBalancerIP ${ignored}`);
    if (externalIPs.length > 0) warnings.push(`spec.externalIPs ${ignored}`);
    if (spec.sessionAffinity !== 'None') warnings.push(`spec.SessionAffinity ${ignored}`);
  }
  for (const [i, address] of externalIPs.entries()) {
    warnings.push(...addressWarnings(address, `spec.externalIPs[${i}]`));
  }
  if (loadBalancerIP) warnings.push(...addressWarnings(loadBalancerIP, 'spec.loadBalancerIP'));
  if (type === 'ExternalName' && externalIPs.length > 0) {
    warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  }
  if (type !== 'ExternalName' && externalName) {
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  }
  return warnings;
}
