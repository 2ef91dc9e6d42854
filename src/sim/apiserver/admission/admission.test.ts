import { describe, expect, it } from 'vitest';
import type { Pod, PodSpec } from '../../../api/k8s/core-v1.gen.ts';
import type { Status } from '../../../api/k8s/meta-v1.gen.ts';
import type { Ingress } from '../../../api/k8s/networking-v1.gen.ts';
import { type ApiWorld, addDefaultAccount, createApiWorld } from '../../testing/api-world.ts';
import type { HttpResponse } from '../request.ts';
import { violationsText } from './pod-security/policy.ts';

function post(world: ApiWorld, path: string, body: object): HttpResponse {
  const response = world.send({ method: 'POST', path, body });
  world.run(10);
  return response;
}

const CONTAINER = { name: 'c', image: 'a:1' };
const pod = (name: string, spec: object = {}): object => ({
  metadata: { name },
  spec: { containers: [CONTAINER], ...spec },
});
const PODS = '/api/v1/namespaces/default/pods';

describe('the token of a Pod', () => {
  const world = createApiWorld();
  const mounts = (body: object): unknown => {
    const { spec } = post(world, PODS, body).body as Pod;
    const mask = (name: string): string => name.replace(/[a-z0-9]{5}$/, '…');
    return [
      spec?.volumes?.map(({ name }) => mask(name)) ?? [],
      spec?.containers.map(({ volumeMounts = [] }) =>
        volumeMounts.map(({ name, mountPath }) => `${mask(name)}:${mountPath}`),
      ),
    ];
  };
  const path = '/var/run/secrets/kubernetes.io/serviceaccount';
  const table: [string, object, unknown][] = [
    ['is mounted by every container', pod('a'), [['kube-api-access-…'], [[`kube-api-access-…:${path}`]]]],
    ['is not where the Pod does not want it', pod('b', { automountServiceAccountToken: false }), [[], [[]]]],
    [
      'is not where something else is mounted',
      pod('d', {
        volumes: [{ name: 'x-abcde', emptyDir: {} }],
        containers: [{ ...CONTAINER, volumeMounts: [{ name: 'x-abcde', mountPath: path }] }],
      }),
      [['x-…'], [[`x-…:${path}`]]],
    ],
  ];
  it.each(table)('%s', (_name, body, expected) => expect(mounts(body)).toEqual(expected));
});

describe('what Pods may not be', () => {
  const world = createApiWorld();
  post(world, '/apis/node.k8s.io/v1/runtimeclasses', {
    metadata: { name: 'heavy' },
    handler: 'h',
    overhead: { podFixed: { cpu: '100m' } },
    scheduling: { nodeSelector: { disk: 'ssd' }, tolerations: [{ key: 'x', operator: 'Exists' }] },
  });
  const table: [string, object, string][] = [
    [
      'of an account that is not there',
      pod('p', { serviceAccountName: 'ghost' }),
      'pods "p" is forbidden: error looking up service account default/ghost: serviceaccount "ghost" not found',
    ],
    [
      'of a runtime class that is not there',
      pod('p', { runtimeClassName: 'ghost' }),
      'pods "p" is forbidden: pod rejected: RuntimeClass "ghost" not found',
    ],
    [
      'of another overhead than their class has',
      pod('p', { runtimeClassName: 'heavy', overhead: { cpu: '1' } }),
      `pods "p" is forbidden: pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead`,
    ],
    [
      'elsewhere than their class is',
      pod('p', { runtimeClassName: 'heavy', nodeSelector: { disk: 'hdd' } }),
      'pods "p" is forbidden: conflict: runtimeClass.scheduling.nodeSelector[disk] = ssd; pod.spec.nodeSelector[disk] = hdd',
    ],
    [
      'mirrors with an account',
      {
        ...pod('p', { serviceAccountName: 'default' }),
        metadata: { name: 'p', annotations: { 'kubernetes.io/config.mirror': 'x' } },
      },
      'pods "p" is forbidden: a mirror pod may not reference service accounts',
    ],
  ];
  it.each(table)('%s', (_name, body, message) => {
    expect((post(world, PODS, body).body as Status).message).toBe(message);
  });
  it('and take on what their class has', () => {
    const { spec } = post(world, PODS, pod('q', { runtimeClassName: 'heavy' })).body as Pod;
    expect([spec?.overhead, spec?.nodeSelector, spec?.tolerations?.at(-1)]).toEqual([
      { cpu: '100m' },
      { disk: 'ssd' },
      { key: 'x', operator: 'Exists' },
    ]);
  });
});

describe('the class of an Ingress that names none', () => {
  const world = createApiWorld();
  const ingresses = '/apis/networking.k8s.io/v1/namespaces/default/ingresses';
  const spec = { defaultBackend: { service: { name: 's', port: { number: 80 } } } };
  const addClass = (name: string, isDefault = 'true'): void => {
    const annotations = { 'ingressclass.kubernetes.io/is-default-class': isDefault };
    const body = { metadata: { name, annotations }, spec: { controller: 'example.com/c' } };
    post(world, '/apis/networking.k8s.io/v1/ingressclasses', body);
  };
  const classOf = (name: string, more: object = {}, annotations: object = {}): string | undefined => {
    const body = { metadata: { name, annotations }, spec: { ...spec, ...more } };
    return (post(world, ingresses, body).body as Ingress).spec?.ingressClassName;
  };
  it('is none where no class is the default', () => {
    addClass('other', 'false');
    expect(classOf('a')).toBeUndefined();
  });
  it('is the first by name of several defaults of one second', () => {
    for (const name of ['zeta', 'alpha', 'middle']) addClass(name);
    expect(classOf('b')).toBe('alpha');
  });
  it('is the newest default', () => {
    world.run(2_000);
    addClass('newest');
    world.run(2_000);
    addClass('newer-but-no-default', 'false');
    expect(classOf('c')).toBe('newest');
  });
  it('stays what the Ingress or its annotation names', () => {
    const named = classOf('d', { ingressClassName: 'other' });
    expect([named, classOf('e', {}, { 'kubernetes.io/ingress.class': 'other' })]).toEqual(['other', undefined]);
  });
  it('does not change with an update', () => {
    const body = { metadata: { name: 'a' }, spec };
    const changed = world.send({ method: 'PUT', path: `${ingresses}/a`, body });
    expect((changed.body as Ingress).spec).toEqual(spec);
  });
});

describe('defaults of storage', () => {
  const world = createApiWorld();
  const claims = '/api/v1/namespaces/default/persistentvolumeclaims';
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  it('are the newest default class, and protection', () => {
    for (const name of ['old', 'new']) {
      const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
      post(world, '/apis/storage.k8s.io/v1/storageclasses', { metadata: { name, annotations }, provisioner: 'p' });
      world.run(2_000);
    }
    const body = post(world, claims, { metadata: { name: 'c' }, spec }).body as {
      metadata: { finalizers: string[] };
      spec: { storageClassName: string };
    };
    expect([body.spec.storageClassName, body.metadata.finalizers]).toEqual(['new', ['kubernetes.io/pvc-protection']]);
  });
  it('do not let a claim grow before it is bound', () => {
    const headers = { 'Content-Type': 'application/merge-patch+json' };
    const body = { spec: { resources: { requests: { storage: '2Gi' } } } };
    const { code } = world.send({ method: 'PATCH', path: `${claims}/c`, body, headers });
    expect([403, 422]).toContain(code);
  });
});

describe('what the standards for Pods forbid', () => {
  const containers = [
    { name: 'a', image: 'x' },
    { name: 'b', image: 'y' },
  ];
  const safe = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  const quiet = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
  const table: [string, 'baseline' | 'restricted', Partial<PodSpec>, string][] = [
    ['nothing of a plain Pod', 'baseline', {}, ''],
    [
      'capabilities',
      'baseline',
      { containers: [{ ...containers[0]!, securityContext: { capabilities: { add: ['SYS_ADMIN', 'CHOWN'] } } }] },
      'non-default capabilities (container "a" must not include "SYS_ADMIN" in securityContext.capabilities.add)',
    ],
    [
      'ports of the host',
      'baseline',
      { containers: containers.map((each) => ({ ...each, ports: [{ containerPort: 1, hostPort: 80 }] })) },
      'hostPort (containers "a", "b" use hostPort 80)',
    ],
    [
      'paths of the host',
      'baseline',
      { volumes: [{ name: 'v', hostPath: { path: '/' } }] },
      'hostPath volumes (volume "v")',
    ],
    [
      'unconfined processes',
      'baseline',
      { securityContext: { seccompProfile: { type: 'Unconfined' } } },
      'seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined")',
    ],
    [
      'kernel parameters',
      'baseline',
      { securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } },
      'forbidden sysctls (kernel.msgmax)',
    ],
    [
      'volumes that are not portable',
      'restricted',
      {
        securityContext: quiet,
        containers: [{ ...containers[0]!, securityContext: safe }],
        volumes: [
          { name: 'v', hostPath: { path: '/' } },
          { name: 'n', nfs: { path: '/', server: 's' } },
        ],
      },
      'restricted volume types (volumes "v", "n" use restricted volume types "hostPath", "nfs")',
    ],
    [
      'root',
      'restricted',
      { securityContext: { ...quiet, runAsUser: 0 }, containers: [{ ...containers[0]!, securityContext: safe }] },
      'runAsUser=0 (pod must not set runAsUser=0)',
    ],
    [
      'being root by word',
      'restricted',
      {
        securityContext: { ...quiet, runAsNonRoot: false },
        containers: [{ ...containers[0]!, securityContext: safe }],
      },
      'runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false)',
    ],
  ];
  it.each(table)('%s', (_name, level, spec, expected) => {
    expect(violationsText({ level, version: 'latest' }, { containers, ...spec })).toBe(expected);
  });
  it('labels of a namespace that say nothing sensible are refused', () => {
    const labels = { 'pod-security.kubernetes.io/enforce': 'strict' };
    const { code, body } = post(createApiWorld(), '/api/v1/namespaces', { metadata: { name: 'n', labels } });
    expect([code, (body as Status).message]).toEqual([
      422,
      'Namespace "n" is invalid: metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted',
    ]);
  });
  it('a namespace warns of the Pods that a template would make', () => {
    const world = createApiWorld();
    const labels = { 'pod-security.kubernetes.io/warn': 'baseline' };
    post(world, '/api/v1/namespaces', { metadata: { name: 'n', labels } });
    addDefaultAccount(world, 'n');
    const template = { metadata: { labels: { a: 'b' } }, spec: { hostNetwork: true, containers: [CONTAINER] } };
    const spec = { selector: { matchLabels: { a: 'b' } }, template };
    const { headers } = post(world, '/apis/apps/v1/namespaces/n/deployments', { metadata: { name: 'd' }, spec });
    expect(headers['Warning']).toBe(
      '299 - "would violate PodSecurity \\"baseline:latest\\": host namespaces (hostNetwork=true)"',
    );
  });
});
