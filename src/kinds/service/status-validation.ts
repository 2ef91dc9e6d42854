import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { ipAddress } from '../../api/ip.ts';
import type { LoadBalancerIngress, Service } from '../../api/k8s/core-v1.gen.ts';
import { dns1123Subdomain } from '../../api/names.ts';
import { type Found, reject } from '../../api/validation/basics.ts';

const MODES = ['Proxy', 'VIP'];

/** Errors of a new status: addresses are for load balancers only. Models ValidateLoadBalancerStatus. */
export function validateServiceStatusUpdate(next: Service): readonly FieldError[] {
  const found: Found = [];
  const ingress = next.status?.loadBalancer?.ingress ?? [];
  const path = 'status.loadBalancer.ingress';
  if (next.spec?.type !== 'LoadBalancer' && ingress.length > 0) {
    found.push(forbiddenField(path, "may only be used when `spec.type` is 'LoadBalancer'"));
    return found;
  }
  for (const [i, point] of ingress.entries()) checkIngress(point, `${path}[${i}]`, found);
  return found;
}

function checkIngress({ ip, ipMode, hostname }: LoadBalancerIngress, path: string, found: Found): void {
  if (ip) reject(ipAddress(ip), ip, `${path}.ip`, found);
  if (ipMode === undefined) {
    if (ip) found.push(required(`${path}.ipMode`, 'must be specified when `ip` is set'));
  } else if (!ip) found.push(forbiddenField(`${path}.ipMode`, 'may not be specified when `ip` is not set'));
  else if (!MODES.includes(ipMode)) found.push(notSupported(`${path}.ipMode`, ipMode, MODES));
  if (!hostname) return;
  reject(dns1123Subdomain(hostname), hostname, `${path}.hostname`, found);
  if (ipAddress(hostname).length === 0) {
    found.push(invalidValue(`${path}.hostname`, hostname, 'must be a DNS name, not an IP address'));
  }
}
