import { goDiff } from '../../../../api/go-diff/go-diff.ts';
import type { Node, PersistentVolumeClaim, Pod } from '../../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../../api/object.ts';
import { deepEqual } from '../../../../base/equal.ts';
import { goQuote } from '../../../../base/go-quote.ts';
import { nodeOf } from '../../auth/user.ts';
import { userOf } from '../../server.ts';
import { type AdmissionPlugin, type Attributes, refused } from '../plugin.ts';
import { whyNotNode } from './nodes.ts';
import { checkEvictedPod, whyNotPod, whyNotPodStatus } from './pods.ts';
import { checkTokenPod } from './tokens.ts';

const LEASE_NAMESPACE = 'kube-node-lease';

/** Kubelets write only what is theirs, and of that not all. Models plugin/pkg/admission/noderestriction. */
export const nodeRestriction: AdmissionPlugin = {
  resources: ['pods', 'nodes', 'persistentvolumeclaims', 'leases.coordination.k8s.io', 'csinodes.storage.k8s.io'],
  operations: ['CREATE', 'UPDATE'],
  admit(object, attributes) {
    restrictNode(object, attributes);
    return object;
  },
};

/**
 * Refuses what a kubelet may not do: for writes of subresources too, and for deletions. Throws ApiError.
 * @param object what is to be written; of a deletion what is to go; of a TokenRequest or an Eviction the object that it is about
 */
export function restrictNode(object: KubeObject, attributes: Attributes): void {
  const { request } = attributes.call;
  if (request.identity === undefined && !request.user.startsWith('system:node:')) return;
  const node = nodeOf(userOf(request));
  if (node === undefined) return;
  const why =
    node === '' ? `could not determine node from user ${goQuote(request.user)}` : whyNot(node, object, attributes);
  if (why !== undefined) throw refused(attributes, object, why);
}

function whyNot(node: string, object: KubeObject, attributes: Attributes): string | undefined {
  const { resource, request } = attributes.call;
  const { subresource } = request;
  switch (resource.name) {
    case 'pods':
      if (subresource === 'status') return whyNotPodStatus(node, object as Pod, attributes);
      if (subresource === 'eviction') return checkEvictedPod(node, attributes);
      if (subresource === undefined) return whyNotPod(node, object as Pod, attributes);
      return `unexpected pod subresource ${goQuote(subresource)}, only 'status' and 'eviction' are allowed`;
    case 'nodes':
      return whyNotNode(node, object as Node, attributes);
    case 'persistentvolumeclaims':
      if (subresource !== 'status') return 'may only update PVC status';
      return whyNotClaimStatus(node, object as PersistentVolumeClaim, attributes);
    case 'serviceaccounts':
      return subresource === 'token' ? checkTokenPod(node, attributes) : undefined;
    case 'leases.coordination.k8s.io':
      if (object.metadata.namespace !== LEASE_NAMESPACE)
        return `can only access leases in the "${LEASE_NAMESPACE}" system namespace`;
      if (object.metadata.name === node) return undefined;
      return 'can only access node lease with the same name as the requesting node';
    case 'csinodes.storage.k8s.io':
      if (object.metadata.name === node) return undefined;
      return 'can only access CSINode with the same name as the requesting node';
    default:
      return undefined;
  }
}

function whyNotClaimStatus(node: string, next: PersistentVolumeClaim, { previous }: Attributes): string | undefined {
  const is = withoutSizes(next);
  const was = withoutSizes(previous as PersistentVolumeClaim);
  if (deepEqual(is, was)) return undefined;
  const subject = `node ${goQuote(node)} is not allowed to update fields other than`;
  const diff = goDiff('core.PersistentVolumeClaim', was, is);
  return `${subject} status.capacity and status.conditions: ${diff}`;
}

/** A claim without what a node may write, and without what differs with every write. */
function withoutSizes(claim: PersistentVolumeClaim): object {
  const { resourceVersion: _version, managedFields: _fields, ...metadata } = claim.metadata;
  const {
    capacity: _capacity,
    conditions: _conditions,
    allocatedResources: _allocated,
    allocatedResourceStatuses: _statuses,
    ...status
  } = claim.status ?? {};
  return { metadata, ...(claim.spec ? { spec: claim.spec } : {}), status };
}
