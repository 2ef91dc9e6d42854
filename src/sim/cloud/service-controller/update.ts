import type { Service } from '../../../api/k8s/core-v1.gen.ts';
import { deepEqual } from '../../../base/equal.ts';
import { wantsBalancer } from './wants.ts';

/** What has changed in a Service that matters to its load balancer: the Event that says so, if there is one. */
export type Update = { readonly reason: string; readonly message: string } | 'silent' | undefined;

const list = (values: readonly string[] = []): string => `[${values.join(' ')}]`;

/** Decides whether a load balancer is to be made sure of again. Models needsUpdate. */
export function updateOf(before: Service, after: Service): Update {
  const [old, now] = [before.spec ?? {}, after.spec ?? {}];
  const arrow = (reason: string, a: unknown, b: unknown): Update => ({ reason, message: `${a} -> ${b}` });
  const wants = wantsBalancer(after);
  if (!wantsBalancer(before) && !wants) return undefined;
  if (wantsBalancer(before) !== wants) return arrow('Type', old.type ?? '', now.type ?? '');
  if (!deepEqual(old.loadBalancerSourceRanges, now.loadBalancerSourceRanges)) {
    const [a, b] = [old, now].map((spec) => list(spec.loadBalancerSourceRanges));
    return arrow('LoadBalancerSourceRanges', a, b);
  }
  if (!deepEqual(portsOf(before), portsOf(after)) || old.sessionAffinity !== now.sessionAffinity) return 'silent';
  if (!deepEqual(old.sessionAffinityConfig, now.sessionAffinityConfig)) return 'silent';
  if (old.loadBalancerIP !== now.loadBalancerIP) {
    return arrow('LoadbalancerIP', old.loadBalancerIP ?? '', now.loadBalancerIP ?? '');
  }
  const [oldIps, ips] = [old.externalIPs ?? [], now.externalIPs ?? []];
  if (oldIps.length !== ips.length) {
    return { reason: 'ExternalIP', message: `Count: ${oldIps.length} -> ${ips.length}` };
  }
  const added = ips.find((ip, i) => ip !== oldIps[i]);
  if (added !== undefined) return { reason: 'ExternalIP', message: `Added: ${added}` };
  if (!deepEqual(before.metadata.annotations, after.metadata.annotations)) return 'silent';
  if (before.metadata.uid !== after.metadata.uid) return arrow('UID', before.metadata.uid, after.metadata.uid);
  if (old.externalTrafficPolicy !== now.externalTrafficPolicy) {
    return arrow('ExternalTrafficPolicy', old.externalTrafficPolicy ?? '', now.externalTrafficPolicy ?? '');
  }
  if (old.healthCheckNodePort !== now.healthCheckNodePort) {
    return arrow('HealthCheckNodePort', old.healthCheckNodePort ?? 0, now.healthCheckNodePort ?? 0);
  }
  return undefined;
}

/** What a load balancer has to know of ports. */
const portsOf = ({ spec }: Service): unknown =>
  (spec?.ports ?? []).map(({ name, protocol, port, nodePort }) => ({ name, protocol, port, nodePort }));
