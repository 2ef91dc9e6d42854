import { describe, expect, it } from 'vitest';
import type { Status } from '../../../../api/k8s/meta-v1.gen.ts';
import { addDefaultAccount, createApiWorld } from '../../../testing/api-world.ts';

const CORE = '/api/v1';
const PODS = `${CORE}/namespaces/default/pods`;
const MERGE = { 'Content-Type': 'application/merge-patch+json' };
const MIRROR = { 'kubernetes.io/config.mirror': 'x' };
const CONTAINER = { name: 'c', image: 'a:1' };
const WAITS = `node "n1"`;

type Ask = readonly [method: string, path: string, body?: object];

/** A server with nodes n1 and n2, each with a Pod and a claim that it uses, as the administrator made them. */
function restrictedWorld() {
  const world = createApiWorld();
  addDefaultAccount(world, 'default');
  const admin = (method: string, path: string, body?: object): { metadata: { uid: string } } => {
    const { body: answer } = world.send({ method, path, ...(body ? { body } : {}) });
    world.run(10);
    return answer as { metadata: { uid: string } };
  };
  const uids: Record<string, string> = {};
  for (const name of ['n1', 'n2']) {
    const labels = { 'node-role.kubernetes.io/worker': '', disk: 'ssd' };
    uids[name] = admin('POST', `${CORE}/nodes`, { metadata: { name, labels } }).metadata.uid;
    admin('POST', `${CORE}/namespaces/default/persistentvolumeclaims`, {
      metadata: { name: `claim-${name}` },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    });
    const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: `claim-${name}` } }];
    const spec = { nodeName: name, containers: [CONTAINER], volumes };
    uids[`pod-${name}`] = admin('POST', PODS, { metadata: { name: `pod-${name}` }, spec }).metadata.uid;
  }
  const ask = ([method, path, body]: Ask): string => {
    const headers = method === 'PATCH' ? MERGE : {};
    const { code, body: answer } = world.send({
      ...{ method, path, user: 'system:node:n1', headers },
      ...(body ? { body } : {}),
    });
    world.run(10);
    return code < 300 ? String(code) : ((answer as Status).message ?? '');
  };
  return { ask, uids };
}

const { ask, uids } = restrictedWorld();
const owner = (more: object = {}): object => ({
  ...{ apiVersion: 'v1', kind: 'Node', name: 'n1', uid: uids['n1'], controller: true },
  ...more,
});
const mirror = (metadata: object = {}, spec: object = {}): Ask => [
  'POST',
  PODS,
  {
    metadata: { name: 'm', annotations: MIRROR, ownerReferences: [owner()], ...metadata },
    spec: { nodeName: 'n1', containers: [CONTAINER], ...spec },
  },
];
const labelled = (labels: object): Ask => ['PATCH', `${CORE}/nodes/n1`, { metadata: { labels } }];
const token = (boundObjectRef?: object): Ask => [
  'POST',
  `${CORE}/namespaces/default/serviceaccounts/default/token`,
  { spec: { audiences: [], ...(boundObjectRef ? { boundObjectRef } : {}) } },
];

describe('what a kubelet may write', () => {
  const forbidden = (what: string, why: string): string => `${what} is forbidden: ${why}`;
  const table: [name: string, request: Ask, expected: string][] = [
    [
      'labels of its own',
      labelled({ rack: '7', 'node.kubernetes.io/x': 'a', 'topology.kubernetes.io/zone': 'z' }),
      '200',
    ],
    [
      'no labels of Kubernetes, in order',
      labelled({ 'x.k8s.io/b': '1', 'node-role.kubernetes.io/worker': null, 'a.node-restriction.kubernetes.io/c': '' }),
      forbidden(
        'nodes "n1"',
        'is not allowed to modify labels: a.node-restriction.kubernetes.io/c, node-role.kubernetes.io/worker, x.k8s.io/b',
      ),
    ],
    [
      'no labels of Kubernetes with the status',
      ['PATCH', `${CORE}/nodes/n1/status`, { metadata: { labels: { 'k8s.io/a': 'b' } } }],
      forbidden('nodes "n1"', 'is not allowed to modify labels: k8s.io/a'),
    ],
    [
      'no taints',
      ['PATCH', `${CORE}/nodes/n1`, { spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } }],
      forbidden('nodes "n1"', `${WAITS} is not allowed to modify taints`),
    ],
    [
      'no other node',
      ['PATCH', `${CORE}/nodes/n2`, { metadata: { labels: { a: 'b' } } }],
      forbidden('nodes "n2"', `${WAITS} is not allowed to modify node "n2"`),
    ],
    [
      'no new node with another name',
      ['POST', `${CORE}/nodes`, { metadata: { name: 'n3' } }],
      forbidden('nodes "n3"', `${WAITS} is not allowed to modify node "n3"`),
    ],
    [
      'no Pod that is not a mirror',
      mirror({ annotations: {} }),
      forbidden(
        'pods "m"',
        `pod does not have "kubernetes.io/config.mirror" annotation, ${WAITS} can only create mirror pods`,
      ),
    ],
    [
      'no mirror on another node',
      mirror({}, { nodeName: 'n2' }),
      forbidden('pods "m"', `${WAITS} can only create pods with spec.nodeName set to itself`),
    ],
    [
      'no mirror that nobody owns',
      mirror({ ownerReferences: [] }),
      forbidden('pods "m"', `${WAITS} can only create pods with an owner reference set to itself`),
    ],
    [
      'no mirror that others own too',
      mirror({ ownerReferences: [owner(), owner({ name: 'n2', controller: false })] }),
      forbidden('pods "m"', `${WAITS} can only create pods with a single owner reference set to itself`),
    ],
    [
      'no mirror that it does not control',
      mirror({ ownerReferences: [owner({ controller: false })] }),
      forbidden('pods "m"', `${WAITS} can only create pods with a controller owner reference set to itself`),
    ],
    [
      'no mirror that keeps the node from going',
      mirror({ ownerReferences: [owner({ blockOwnerDeletion: true })] }),
      forbidden('pods "m"', `${WAITS} must not set blockOwnerDeletion on an owner reference`),
    ],
    [
      'no mirror of a node of the same name before',
      mirror({ ownerReferences: [owner({ uid: 'old' })] }),
      forbidden('pods "m"', `node n1 UID mismatch: expected old got ${uids['n1']}`),
    ],
    [
      'no mirror with secrets',
      mirror({}, { containers: [{ ...CONTAINER, envFrom: [{ secretRef: { name: 's' } }] }] }),
      forbidden('pods "m"', 'a mirror pod may not reference secrets'),
    ],
    ['a mirror of its own', mirror(), '201'],
    [
      'no status of Pods elsewhere',
      ['PATCH', `${PODS}/pod-n2/status`, { status: { message: 'x' } }],
      forbidden('pods "pod-n2"', `${WAITS} can only update pod status for pods with spec.nodeName set to itself`),
    ],
    [
      'no labels with the status of a Pod',
      ['PATCH', `${PODS}/pod-n1/status`, { metadata: { labels: { a: 'b' } } }],
      forbidden('pods "pod-n1"', `${WAITS} cannot update labels through pod status`),
    ],
    ['the status of its Pods', ['PATCH', `${PODS}/pod-n1/status`, { status: { message: 'x' } }], '200'],
    [
      'no deletion of Pods elsewhere',
      ['DELETE', `${PODS}/pod-n2`],
      forbidden('pods "pod-n2"', `${WAITS} can only delete pods with spec.nodeName set to itself`),
    ],
    [
      'no eviction of Pods elsewhere',
      ['POST', `${PODS}/pod-n2/eviction`, { metadata: { name: 'pod-n2' } }],
      forbidden('pods "pod-n2"', 'node n1 can only evict pods with spec.nodeName set to itself'),
    ],
    [
      'no token that is bound to nothing',
      token(),
      forbidden('serviceaccounts "default"', 'node requested token not bound to a pod'),
    ],
    [
      'no token for any Pod of that name',
      token({ apiVersion: 'v1', kind: 'Pod', name: 'pod-n1' }),
      forbidden('serviceaccounts "default"', 'node requested token with a pod binding without a uid'),
    ],
    [
      'no token for a Pod that is not there',
      token({ apiVersion: 'v1', kind: 'Pod', name: 'ghost', uid: '1' }),
      'pods "ghost" not found',
    ],
    [
      'no token for a Pod before this one',
      token({ apiVersion: 'v1', kind: 'Pod', name: 'pod-n1', uid: 'old' }),
      forbidden(
        'serviceaccounts "default"',
        'the UID in the bound object reference (old) does not match the UID in record. The object might have been deleted and then recreated',
      ),
    ],
    [
      'no token for a Pod elsewhere',
      token({ apiVersion: 'v1', kind: 'Pod', name: 'pod-n2', uid: uids['pod-n2'] }),
      forbidden('serviceaccounts "default"', 'node requested token bound to a pod scheduled on a different node'),
    ],
    ['tokens for its Pods', token({ apiVersion: 'v1', kind: 'Pod', name: 'pod-n1', uid: uids['pod-n1'] }), '201'],
    [
      'of a claim only the size',
      [
        'PATCH',
        `${CORE}/namespaces/default/persistentvolumeclaims/claim-n1/status`,
        { metadata: { labels: { a: 'b' } } },
      ],
      'persistentvolumeclaims "claim-n1" is forbidden: node "n1" is not allowed to update fields other than status.capacity and ',
    ],
    [
      'the size of a claim',
      [
        'PATCH',
        `${CORE}/namespaces/default/persistentvolumeclaims/claim-n1/status`,
        { status: { capacity: { storage: '2Gi' } } },
      ],
      '200',
    ],
    [
      'no lease elsewhere',
      ['POST', '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases', { metadata: { name: 'n2' } }],
      forbidden(
        'leases.coordination.k8s.io "n2"',
        'can only access node lease with the same name as the requesting node',
      ),
    ],
    [
      'no drivers of other nodes',
      ['POST', '/apis/storage.k8s.io/v1/csinodes', { metadata: { name: 'n2' }, spec: { drivers: [] } }],
      forbidden('csinodes.storage.k8s.io "n2"', 'can only access CSINode with the same name as the requesting node'),
    ],
  ];
  it.each(table)('%s', (_name, request, expected) => {
    expect(ask(request).split('status.conditions: ')[0]).toBe(expected);
  });
});
