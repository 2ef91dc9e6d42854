import type { KubeObject } from '../../../api/object.ts';
import { qualifiedResource } from '../../../api/status.ts';
import type { Resource } from '../resource.ts';
import { defaultTolerationSeconds } from './default-toleration-seconds.ts';
import type { AdmissionPlugin, Attributes } from './plugin.ts';
import { priority } from './priority.ts';
import { serviceAccount } from './service-account.ts';
import { taintNodesByCondition } from './taint-nodes-by-condition.ts';

/** In upstream's order (RecommendedPluginOrder); NamespaceLifecycle, which may have to wait for etcd, comes before. */
const CHAIN: readonly AdmissionPlugin[] = [serviceAccount, taintNodesByCondition, priority, defaultTolerationSeconds];

const NONE: readonly AdmissionPlugin[] = [];

const byResource = new Map<string, AdmissionPlugin[]>();
for (const plugin of CHAIN) {
  const name = qualifiedResource(plugin);
  byResource.set(name, [...(byResource.get(name) ?? []), plugin]);
}

/** Lets the chain change an object that is to be written. Throws ApiError when one refuses it. */
export function admit(resource: Resource, object: KubeObject, attributes: Attributes): KubeObject {
  let admitted = object;
  for (const plugin of byResource.get(resource.name) ?? NONE) {
    if (plugin.operations.includes(attributes.operation)) admitted = plugin.admit(admitted, attributes);
  }
  return admitted;
}
