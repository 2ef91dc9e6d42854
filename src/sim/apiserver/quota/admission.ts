import type { ResourceQuota } from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import { compareQuantities, subQuantities } from '../../../base/quantity.ts';
import { type Attributes, refused } from '../admission/plugin.ts';
import { keyOf, type Resource } from '../resource.ts';
import type { Server } from '../server.ts';
import type { Change } from '../storage.ts';
import { sumOf } from './pod-totals.ts';
import { isInScopes } from './scopes.ts';
import { type Amounts, namesOf, unsaid, usageOf } from './usage.ts';

/** Whether the namespace of an object has quotas. */
export function isQuotaed({ resources }: Server, { metadata }: KubeObject): boolean {
  const quotas = metadata.namespace ? resources.named('', 'resourcequotas') : undefined;
  return quotas !== undefined && quotas.cache.sizeOf(metadata.namespace!) > 0;
}

/** Whether updates of a resource can use more of a quota. */
export function isChargedOnUpdate({ name }: Resource): boolean {
  return name === 'services' || name === 'persistentvolumeclaims';
}

/**
 * Adds what an object uses to the quotas of its namespace, in etcd, so that no two writes use the same. Throws ApiError
 * when one is exceeded. Models plugin resourcequota of k8s.io/apiserver.
 */
export function* chargeQuotas(object: KubeObject, attributes: Attributes): Process<void> {
  const { server, call, previous } = attributes;
  const quotas = server.resources.named('', 'resourcequotas')!;
  const resource = call.resource.name;
  const nowMs = server.engine.unixMs;
  const from = `${quotas.prefix}${object.metadata.namespace}/`;
  const found = quotas.cache.list(from, `${from}\uffff`) as unknown as readonly ResourceQuota[];
  const delta = increase(usageOf(resource, object, nowMs), previous && usageOf(resource, previous, nowMs));
  const pertinent = found.filter((quota) => isPertinent(quota, resource, object));
  for (const quota of pertinent) {
    const names = namesOf(resource, Object.keys(quota.status?.hard ?? {}));
    const why = unsaid(resource, object, names);
    if (why !== undefined) throw refused(attributes, object, `failed quota: ${quota.metadata.name}: ${why}`);
    const unknown = names.filter((name) => quota.status?.used?.[name] === undefined).sort();
    if (unknown.length > 0) {
      const what = `status unknown for quota: ${quota.metadata.name}, resources: ${unknown.join(',')}`;
      throw refused(attributes, object, what);
    }
  }
  if (Object.keys(delta).length === 0) return;
  for (const quota of pertinent) charged(quota, delta, object, attributes);
  if (call.request.write?.dryRun) return;
  for (const quota of pertinent) {
    const key = keyOf(quotas, quota.metadata.namespace, quota.metadata.name!);
    const cached = quotas.cache.get(key);
    const change = (current: KubeObject): Change =>
      charged(current as unknown as ResourceQuota, delta, object, attributes) as unknown as KubeObject;
    yield* server.storage.update(key, cached, call.cause, change);
  }
}

function isPertinent(quota: ResourceQuota, resource: string, object: KubeObject): boolean {
  if (namesOf(resource, Object.keys(quota.status?.hard ?? {})).length === 0) return false;
  return isInScopes(quota.spec ?? {}, resource, object);
}

/** What is used more than before; nothing that is used less. */
function increase(usage: Amounts, before: Amounts | undefined): Amounts {
  const more: Record<string, string> = {};
  for (const [name, value] of Object.entries(usage)) {
    const delta = before?.[name] === undefined ? value : subQuantities(value, before[name]);
    if (compareQuantities(delta, '0') > 0) more[name] = delta;
  }
  return more;
}

/** The quota with a use added; itself if it does not limit that. Throws ApiError when it would be exceeded. */
function charged(quota: ResourceQuota, delta: Amounts, object: KubeObject, attributes: Attributes): ResourceQuota {
  const { hard = {}, used = {} } = quota.status ?? {};
  const requested = Object.fromEntries(Object.entries(delta).filter(([name]) => hard[name] !== undefined));
  if (Object.keys(requested).length === 0) return quota;
  const sum = sumOf(used, requested);
  const exceeded = Object.keys(requested)
    .filter((name) => compareQuantities(sum[name]!, hard[name]!) > 0)
    .sort();
  if (exceeded.length > 0) {
    const text = (amounts: Amounts): string => exceeded.map((name) => `${name}=${amounts[name]}`).join(',');
    const amounts = `requested: ${text(requested)}, used: ${text(used)}, limited: ${text(hard)}`;
    throw refused(attributes, object, `exceeded quota: ${quota.metadata.name}, ${amounts}`);
  }
  return { ...quota, status: { ...quota.status, used: sum } };
}
