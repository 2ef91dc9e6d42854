import { qualifiedResource } from '../../../api/status.ts';
import type { Attributes } from './attributes.ts';
import { exactFieldValue } from './exact-field-value.ts';
import type { NodeGraph } from './node-graph.ts';
import { NODE_RULES } from './node-rules.ts';
import { ruleAllows } from './policy-rules.ts';

/** True: allowed. A text: not allowed by this authorizer, and why; '' for no reason. */
export type NodeDecision = true | string;

const LEASE_NAMESPACE = 'kube-node-lease';
const OWN_VERBS = ['get', 'create', 'update', 'patch', 'delete'];

/** What a kubelet may do: to its own Node, Pods and Lease, and to what its Pods need. Models NodeAuthorizer. */
export function authorizeNode(node: string, attributes: Attributes, graph: NodeGraph): NodeDecision {
  const { group, resource, verb, subresource } = attributes;
  switch (qualifiedResource({ group, plural: resource })) {
    case 'secrets':
    case 'configmaps':
      return authorizeRead(node, attributes, graph);
    case 'persistentvolumeclaims':
      if (subresource !== 'status') return authorizeGet(node, attributes, graph);
      return verb === 'update' || verb === 'patch'
        ? related(node, attributes, graph)
        : 'can only get/update/patch this type';
    case 'persistentvolumes':
    case 'volumeattachments.storage.k8s.io':
      return authorizeGet(node, attributes, graph);
    case 'serviceaccounts':
      if (verb !== 'create' || attributes.name === '') return 'can only create tokens for individual service accounts';
      if (subresource !== 'token') return 'can only create token subresource of serviceaccount';
      return related(node, attributes, graph);
    case 'leases.coordination.k8s.io':
      return authorizeLease(node, attributes);
    case 'csinodes.storage.k8s.io':
      return authorizeCsiNode(node, attributes);
    case 'nodes':
      return authorizeNodes(node, attributes);
    case 'pods':
      return authorizePods(node, attributes, graph);
    default:
      return NODE_RULES.some((rule) => ruleAllows(attributes, rule)) || '';
  }
}

function authorizeRead(node: string, attributes: Attributes, graph: NodeGraph): NodeDecision {
  const { verb, subresource, namespace } = attributes;
  if (verb !== 'get' && verb !== 'list' && verb !== 'watch') return 'can only read resources of this type';
  if (subresource !== '') return 'cannot read subresource';
  if (namespace === '') return 'can only read namespaced object of this type';
  return related(node, attributes, graph);
}

function authorizeGet(node: string, attributes: Attributes, graph: NodeGraph): NodeDecision {
  if (attributes.verb !== 'get') return 'can only get individual resources of this type';
  return attributes.subresource === '' ? related(node, attributes, graph) : 'cannot get subresource';
}

function related(node: string, { resource, namespace, name }: Attributes, graph: NodeGraph): NodeDecision {
  if (name === '') return 'No Object name found';
  if (graph.isRelated(node, resource, namespace, name)) return true;
  return `no relationship found between node '${node}' and this object`;
}

function authorizeLease(node: string, { verb, namespace, name }: Attributes): NodeDecision {
  if (!OWN_VERBS.includes(verb)) return 'can only get, create, update, patch, or delete a node lease';
  if (namespace !== LEASE_NAMESPACE) return `can only access leases in the "${LEASE_NAMESPACE}" system namespace`;
  if (verb === 'create' || name === node) return true;
  return 'can only access node lease with the same name as the requesting node';
}

function authorizeCsiNode(node: string, { verb, subresource, name }: Attributes): NodeDecision {
  if (!OWN_VERBS.includes(verb)) return 'can only get, create, update, patch, or delete a CSINode';
  if (subresource !== '') return 'cannot authorize CSINode subresources';
  if (verb === 'create' || name === node) return true;
  return 'can only access CSINode with the same name as the requesting node';
}

function authorizeNodes(node: string, { verb, subresource, name }: Attributes): NodeDecision {
  const writes = verb === 'update' || verb === 'patch';
  if (subresource === 'status') return writes || '';
  if (subresource !== '') return '';
  if (writes || verb === 'create') return true;
  if (verb !== 'get' && verb !== 'list' && verb !== 'watch') return '';
  if (name === node) return true;
  if (name === '') return `node '${node}' cannot read all nodes, only its own Node object`;
  return `node '${node}' cannot read '${name}', only its own Node object`;
}

function authorizePods(node: string, attributes: Attributes, graph: NodeGraph): NodeDecision {
  const { verb, subresource, name, fieldSelector } = attributes;
  if (subresource === 'status') return verb === 'update' || verb === 'patch' || '';
  if (subresource === 'eviction') return verb === 'create' || '';
  if (subresource !== '') return '';
  if (verb === 'create' || verb === 'delete') return true;
  if (verb === 'get') return related(node, attributes, graph);
  if (verb !== 'list' && verb !== 'watch') return '';
  if (exactFieldValue(fieldSelector, 'spec.nodeName') === node) return true;
  return name === '' ? 'can only list/watch pods with spec.nodeName field selector' : related(node, attributes, graph);
}
