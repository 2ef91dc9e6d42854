import type { Node, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { deepEqual } from '../../../base/equal.ts';
import { nodeOf } from '../auth/user.ts';
import { userOf } from '../server.ts';
import { type AdmissionPlugin, type Attributes, refused } from './plugin.ts';

const MIRROR = 'kubernetes.io/config.mirror';

/** Kubelets write only their own Node, Lease and CSINode, and mirror Pods bound to it. Models plugin/pkg/admission/noderestriction. */
export const nodeRestriction: AdmissionPlugin = {
  resources: ['pods', 'nodes', 'leases.coordination.k8s.io', 'csinodes.storage.k8s.io'],
  operations: ['CREATE', 'UPDATE'],
  admit(object, attributes) {
    const { request, resource } = attributes.call;
    if (request.identity === undefined && !request.user.startsWith('system:node:')) return object;
    const node = nodeOf(userOf(request));
    if (node === undefined) return object;
    const { name } = object.metadata;
    if (resource.name === 'nodes') checkNode(node, object as Node, attributes);
    else if (resource.name === 'pods') checkPod(node, object as Pod, attributes);
    else if (name !== node) {
      const what = resource.kind.kind === 'Lease' ? 'node lease' : 'CSINode';
      throw refused(attributes, object, `can only access ${what} with the same name as the requesting node`);
    }
    return object;
  },
};

function checkNode(node: string, object: Node, attributes: Attributes): void {
  const refuse = (why: string): never => {
    throw refused(attributes, object as KubeObject, why);
  };
  const { name } = object.metadata;
  const subject = `node ${JSON.stringify(node)}`;
  if (name !== node) refuse(`${subject} is not allowed to modify node ${JSON.stringify(name)}`);
  if (attributes.operation === 'CREATE') {
    if (object.spec?.configSource) refuse(`${subject} is not allowed to create pods with a non-nil configSource`);
    return;
  }
  const previous = attributes.previous as Node;
  if (!deepEqual(object.spec?.taints, previous.spec?.taints)) {
    refuse(`${subject} is not allowed to modify taints`);
  }
  const before = previous.metadata.ownerReferences;
  if (!deepEqual(object.metadata.ownerReferences, before))
    refuse(`${subject} is not allowed to modify ownerReferences`);
}

function checkPod(node: string, pod: Pod, attributes: Attributes): void {
  const refuse = (why: string): never => {
    throw refused(attributes, pod as KubeObject, why);
  };
  const { name, annotations } = pod.metadata;
  const subject = `node ${JSON.stringify(node)}`;
  if (attributes.operation === 'UPDATE') {
    const bound = (attributes.previous as Pod).spec?.nodeName;
    if (bound !== node) refuse(`${subject} can only update pod status for pods with spec.nodeName set to itself`);
    return;
  }
  if (annotations?.[MIRROR] === undefined) {
    refuse(`pod does not have ${JSON.stringify(MIRROR)} annotation, ${subject} can only create mirror pods`);
  }
  if (pod.spec?.nodeName !== node) refuse(`${subject} can only create pods with spec.nodeName set to itself`);
  if (pod.spec?.serviceAccountName) refuse(`${subject} can not create pods that reference a service account`);
  const owners = pod.metadata.ownerReferences ?? [];
  if (owners.length > 1)
    refuse(`${subject} can only create pods with a single owner reference set to itself, name ${name}`);
}
