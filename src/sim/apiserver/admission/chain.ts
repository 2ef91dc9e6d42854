import type { KubeObject } from '../../../api/object.ts';
import type { Call, Server } from '../server.ts';
import { defaultIngressClass } from './default-ingress-class.ts';
import { defaultStorageClass } from './default-storage-class.ts';
import { defaultTolerationSeconds } from './default-toleration-seconds.ts';
import { limitRanger } from './limit-ranger.ts';
import { nodeRestriction, restrictNode } from './node-restriction/node-restriction.ts';
import type { AdmissionPlugin, Attributes } from './plugin.ts';
import { podSecurity } from './pod-security/pod-security.ts';
import { checkPolicies } from './policies/policies.ts';
import { priority } from './priority.ts';
import { priorityClasses } from './priority-classes.ts';
import type { Candidate } from './rules.ts';
import { runtimeClass } from './runtime-class.ts';
import { serviceAccount } from './service-account.ts';
import { storageProtection } from './storage-protection.ts';
import { taintNodesByCondition } from './taint-nodes-by-condition.ts';
import { volumeResize } from './volume-resize.ts';
import { callWebhooks } from './webhooks/webhooks.ts';

/**
 * In upstream's order (AllOrderedPlugins); NamespaceLifecycle, which may have to wait for etcd, comes before, and
 * ResourceQuota, which writes to etcd, after the validating pass.
 */
const CHAIN: readonly AdmissionPlugin[] = [
  limitRanger,
  serviceAccount,
  nodeRestriction,
  taintNodesByCondition,
  podSecurity,
  priority,
  priorityClasses,
  defaultTolerationSeconds,
  defaultStorageClass,
  storageProtection,
  volumeResize,
  runtimeClass,
  defaultIngressClass,
];

const NONE: readonly AdmissionPlugin[] = [];

const byResource = new Map<string, AdmissionPlugin[]>();
for (const plugin of CHAIN) {
  for (const name of plugin.resources) byResource.set(name, [...(byResource.get(name) ?? []), plugin]);
}

/** The mutating pass: lets the chain change an object that is to be written. Throws ApiError when one refuses it. */
export function admit(object: KubeObject, attributes: Attributes): KubeObject {
  let admitted = object;
  for (const plugin of byResource.get(attributes.call.resource.name) ?? NONE) {
    if (plugin.admit && plugin.operations.includes(attributes.operation)) admitted = plugin.admit(admitted, attributes);
  }
  callWebhooks(candidateOf(admitted, attributes), 'mutating');
  return admitted;
}

/** The validating pass, over the object as it would be stored. Throws ApiError when a plug-in refuses it. */
export function checkAdmitted(object: KubeObject, attributes: Attributes): void {
  for (const plugin of byResource.get(attributes.call.resource.name) ?? NONE) {
    if (plugin.validate && plugin.operations.includes(attributes.operation)) plugin.validate(object, attributes);
  }
  checkByRules(object, attributes);
}

/** What policies and validating webhooks say of a write, of those to subresources too. Throws ApiError. */
export function checkByRules(object: KubeObject, attributes: Attributes): void {
  const candidate = candidateOf(object, attributes);
  checkPolicies(candidate);
  callWebhooks(candidate, 'validating');
}

/** What policies and webhooks say of a deletion. Throws ApiError. */
export function checkDeletion(previous: KubeObject, server: Server, call: Call): void {
  const candidate: Candidate = {
    attributes: { server, call, operation: 'DELETE', previous },
    object: undefined,
    previous,
  };
  restrictNode(previous, candidate.attributes);
  callWebhooks(candidate, 'mutating');
  checkPolicies(candidate);
  callWebhooks(candidate, 'validating');
}

function candidateOf(object: KubeObject, attributes: Attributes): Candidate {
  return { attributes, object, previous: attributes.previous };
}
