import type { Pod } from '../../../../api/k8s/core-v1.gen.ts';
import { notFound } from '../../../../api/status.ts';
import { deepEqual } from '../../../../base/equal.ts';
import { goQuote } from '../../../../base/go-quote.ts';
import { podReferences } from '../../pod-references.ts';
import { lookUp } from '../../server.ts';
import type { Attributes } from '../plugin.ts';

const MIRROR = 'kubernetes.io/config.mirror';

/** Why a kubelet may not create or delete this Pod; undefined if it may. Throws ApiError. Models admitPod. */
export function whyNotPod(node: string, pod: Pod, attributes: Attributes): string | undefined {
  const subject = `node ${goQuote(node)}`;
  switch (attributes.operation) {
    case 'CREATE':
      return whyNotMirror(node, pod, attributes);
    case 'DELETE':
      return pod.spec?.nodeName === node
        ? undefined
        : `${subject} can only delete pods with spec.nodeName set to itself`;
    case 'UPDATE':
      return `unexpected operation "UPDATE", ${subject} can only create and delete mirror pods`;
  }
}

/** Why a kubelet may not write this Pod's status so; undefined if it may. Models admitPodStatus. */
export function whyNotPodStatus(node: string, next: Pod, { previous }: Attributes): string | undefined {
  const pod = previous as Pod;
  const subject = `node ${goQuote(node)}`;
  if (pod.spec?.nodeName !== node) {
    return `${subject} can only update pod status for pods with spec.nodeName set to itself`;
  }
  const { labels } = pod.metadata;
  if (next.metadata.labels !== labels && !deepEqual(next.metadata.labels ?? {}, labels ?? {})) {
    return `${subject} cannot update labels through pod status`;
  }
  if (!deepEqual(next.status?.resourceClaimStatuses ?? [], pod.status?.resourceClaimStatuses ?? [])) {
    return `${subject} cannot update resource claim statues`;
  }
  return undefined;
}

/** Why a kubelet may not evict the Pod of a request; undefined if it may. Throws ApiError 404. Models admitPodEviction. */
export function checkEvictedPod(node: string, { server, call }: Attributes): string | undefined {
  const { namespace = '', name = '' } = call.request;
  const pod = lookUp(server, '', 'pods', namespace, name) as Pod | undefined;
  if (!pod) throw notFound(call.resource.kind, name);
  return pod.spec?.nodeName === node ? undefined : `node ${node} can only evict pods with spec.nodeName set to itself`;
}

function whyNotMirror(node: string, pod: Pod, attributes: Attributes): string | undefined {
  const subject = `node ${goQuote(node)}`;
  if (pod.metadata.annotations?.[MIRROR] === undefined) {
    return `pod does not have ${goQuote(MIRROR)} annotation, ${subject} can only create mirror pods`;
  }
  if (pod.spec?.nodeName !== node) return `${subject} can only create pods with spec.nodeName set to itself`;
  const whyNotOwned = whyNotOwner(node, pod, attributes);
  if (whyNotOwned !== undefined) return whyNotOwned;
  const referred = reference(pod);
  return referred === undefined ? undefined : `${subject} can not create pods that reference ${referred}`;
}

/** A mirror Pod belongs to its Node and to nobody else. */
function whyNotOwner(node: string, { metadata }: Pod, { server }: Attributes): string | undefined {
  const subject = `node ${goQuote(node)}`;
  const [owner, another] = metadata.ownerReferences ?? [];
  if (another) return `${subject} can only create pods with a single owner reference set to itself`;
  if (owner?.apiVersion !== 'v1' || owner.kind !== 'Node' || owner.name !== node) {
    return `${subject} can only create pods with an owner reference set to itself`;
  }
  if (!owner.controller) return `${subject} can only create pods with a controller owner reference set to itself`;
  if (owner.blockOwnerDeletion) return `${subject} must not set blockOwnerDeletion on an owner reference`;
  const stored = lookUp(server, '', 'nodes', '', node);
  if (!stored) throw notFound({ group: '', plural: 'nodes' }, node);
  const { uid } = stored.metadata;
  return owner.uid === uid ? undefined : `node ${node} UID mismatch: expected ${owner.uid} got ${uid}`;
}

/** What a Pod refers to that a mirror Pod may not. */
function reference(pod: Pod): string | undefined {
  if (pod.spec?.serviceAccountName) return 'a service account';
  const { secrets, configMaps } = podReferences(pod);
  if (secrets.size > 0) return 'secrets';
  if (configMaps.size > 0) return 'configmaps';
  const { volumes = [] } = pod.spec ?? {};
  const hasBundle = volumes.some(({ projected }) => projected?.sources?.some((each) => each.clusterTrustBundle));
  if (hasBundle) return 'clustertrustbundles';
  return volumes.some(({ persistentVolumeClaim }) => persistentVolumeClaim) ? 'persistentvolumeclaims' : undefined;
}
