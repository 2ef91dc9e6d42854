import type { ResourceQuota, ResourceQuotaStatus } from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { sumOf } from '../../apiserver/quota/pod-totals.ts';
import { isInScopes } from '../../apiserver/quota/scopes.ts';
import { type Amounts, namesOf, usageOf } from '../../apiserver/quota/usage.ts';

/** The resources that have names of their own in quotas; all others are only counted. */
const NAMED = [
  'pods',
  'services',
  'persistentvolumeclaims',
  'configmaps',
  'resourcequotas',
  'replicationcontrollers',
  'secrets',
];

/**
 * What a quota limits and what is used of it, counted from the objects of its namespace; what cannot be counted stays
 * as it was. Models syncResourceQuota and CalculateUsage.
 */
export function quotaStatus(
  { spec = {}, status }: ResourceQuota,
  objectsOf: (resource: string) => Iterable<KubeObject>,
  nowMs: number,
): ResourceQuotaStatus {
  const hard: Amounts = spec.hard ?? {};
  const names = Object.keys(hard);
  const counted = names.filter((name) => name.startsWith('count/')).map((name) => name.slice('count/'.length));
  const used: Record<string, string> = {};
  for (const name of names) if (status?.used?.[name] !== undefined) used[name] = status.used[name];
  for (const resource of new Set([...NAMED, ...counted])) {
    const own = namesOf(resource, names);
    if (own.length === 0) continue;
    let sum: Amounts = {};
    for (const object of objectsOf(resource)) {
      if (isInScopes(spec, resource, object)) sum = sumOf(sum, usageOf(resource, object, nowMs));
    }
    for (const name of own) used[name] = sum[name] ?? '0';
  }
  return { hard, used };
}
