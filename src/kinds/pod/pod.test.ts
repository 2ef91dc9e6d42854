import { describe, expect, test } from 'vitest';
import { fieldErrorText } from '../../api/field-errors.ts';
import type { Pod, PodSpec, PodStatus } from '../../api/k8s/core-v1.gen.ts';
import { PodKind } from './kind.ts';

const context = { nowMs: Date.UTC(2026, 0, 1) };
const app = { name: 'c', image: 'app:v1' };

function stored(spec: Partial<PodSpec> = {}, metadata: Pod['metadata'] = {}): Pod {
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'demo', ...metadata },
    spec: { containers: [app], ...spec },
  };
  return PodKind.prepareForCreate!(PodKind.defaults!(pod), context);
}

const texts = (errors: ReturnType<NonNullable<typeof PodKind.validate>>): readonly string[] =>
  errors.map((error) => fieldErrorText(error).split('\n')[0]!);

describe('a new Pod', () => {
  test('is Pending, whatever it says', () => {
    expect(stored().status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' });
  });

  test('says that its gates hold it up', () => {
    expect(stored({ schedulingGates: [{ name: 'a' }] }).status?.conditions).toEqual([
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'SchedulingGated',
        message: 'Scheduling is blocked due to non-empty scheduling gates',
        lastTransitionTime: '2026-01-01T00:00:00Z',
      },
    ]);
  });

  test('loses fields of features that are off', () => {
    const pod = stored({
      hostUsers: false,
      containers: [{ ...app, resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] }],
    });
    expect([pod.spec?.hostUsers, pod.spec?.containers[0]?.resizePolicy]).toEqual([undefined, undefined]);
  });

  test('writes its labels where affinity names their keys', () => {
    const term = { topologyKey: 'zone', labelSelector: {}, matchLabelKeys: ['v', 'w'], mismatchLabelKeys: ['t'] };
    const required = { requiredDuringSchedulingIgnoredDuringExecution: [term] };
    const pod = stored({ affinity: { podAffinity: required } }, { labels: { v: '1', t: '2' } });
    const [stated] = pod.spec!.affinity!.podAffinity!.requiredDuringSchedulingIgnoredDuringExecution!;
    expect(stated!.labelSelector).toEqual({
      matchExpressions: [
        { key: 'v', operator: 'In', values: ['1'] },
        { key: 't', operator: 'NotIn', values: ['2'] },
      ],
    });
  });

  test('shares its spec and its first status with others of the same spec', () => {
    const spec: PodSpec = { containers: [app] };
    const [a, b] = [stored(), { ...stored() }].map((pod) =>
      PodKind.prepareForCreate!(PodKind.defaults!({ ...pod, spec }), context),
    );
    expect(a!.spec).toBe(b!.spec);
    expect(a!.status).toBe(b!.status);
  });

  test('has annotations that say what they should', () => {
    const annotations = {
      'controller.kubernetes.io/pod-deletion-cost': '+1',
      'kubernetes.io/config.mirror': 'x',
      'seccomp.security.alpha.kubernetes.io/pod': 'odd',
    };
    expect(texts(PodKind.validate!(stored({}, { annotations })))).toEqual([
      'metadata.annotations[kubernetes.io/config.mirror]: Invalid value: "x": must set spec.nodeName if mirror pod annotation is set',
      'metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "+1": must be a 32bit integer',
      'metadata.annotations.seccomp.security.alpha.kubernetes.io/pod: Invalid value: "odd": must be a valid seccomp profile',
    ]);
  });
});

describe('an update', () => {
  const rest =
    'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';
  const toleration = { key: 'a', operator: 'Exists', effect: 'NoExecute' };
  const gated = { schedulingGates: [{ name: 'g' }], nodeSelector: { a: 'b' } };
  const cases: readonly (readonly [string, Partial<PodSpec>, Partial<PodSpec>, readonly string[]])[] = [
    ['changes an image', {}, { containers: [{ ...app, image: 'app:v2' }] }, []],
    [
      'does not empty an image',
      {},
      { containers: [{ ...app, image: '' }] },
      ['spec.containers[0].image: Required value', 'spec.containers[0].image: Required value'],
    ],
    [
      'adds no container',
      {},
      { containers: [app, { ...app, name: 'd' }] },
      ['spec.containers: Forbidden: pod updates may not add or remove containers'],
    ],
    ['changes nothing else', {}, { nodeName: 'n' }, [`spec: Forbidden: ${rest}`]],
    ['adds a toleration', {}, { tolerations: [toleration] }, []],
    [
      'shortens a toleration',
      { tolerations: [toleration] },
      { tolerations: [{ ...toleration, tolerationSeconds: 5 }] },
      [],
    ],
    [
      'keeps each toleration',
      { tolerations: [toleration] },
      {},
      ['spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds'],
    ],
    ['takes a gate away', { schedulingGates: [{ name: 'g' }] }, {}, []],
    [
      'adds no gate',
      { schedulingGates: [{ name: 'g' }] },
      { schedulingGates: [{ name: 'h' }] },
      ["spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'h'"],
    ],
    ['narrows a gated Pod down', gated, { ...gated, nodeSelector: { a: 'b', c: 'd' } }, []],
    [
      'does not widen a gated Pod',
      gated,
      { ...gated, nodeSelector: { c: 'd' } },
      [
        'spec.nodeSelector: Invalid value: map[string]string{"c":"d"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)',
      ],
    ],
    ['mends a negative grace period', { terminationGracePeriodSeconds: -1 }, { terminationGracePeriodSeconds: 1 }, []],
  ];
  test.each(cases)('%s', (_name, before, after, expected) => {
    const previous = stored(before);
    const next = PodKind.prepareForUpdate!(stored(after), previous, context);
    expect(next.status).toBe(previous.status);
    expect(texts(PodKind.validateUpdate!(next, previous))).toEqual(expected);
  });
});

describe('a new status', () => {
  const ended = (name: string, exitCode: number) => ({
    name,
    image: 'app:v1',
    imageID: '',
    ready: false,
    restartCount: 0,
    state: { terminated: { exitCode } },
  });
  const running = { ...ended('c', 0), state: { running: {} } };
  const cases: readonly (readonly [string, Partial<PodSpec>, PodStatus, PodStatus, readonly string[]])[] = [
    ['restarts what always runs', {}, { containerStatuses: [ended('c', 0)] }, { containerStatuses: [running] }, []],
    [
      'restarts what failed',
      { restartPolicy: 'OnFailure' },
      { containerStatuses: [ended('c', 1)] },
      { containerStatuses: [running] },
      [],
    ],
    [
      'leaves what has ended',
      { restartPolicy: 'Never' },
      { containerStatuses: [ended('c', 1)] },
      { containerStatuses: [running] },
      ['status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state'],
    ],
    [
      'has addresses that are some',
      {},
      {},
      { podIPs: [{ ip: 'x' }], hostIP: '1.1.1.1', hostIPs: [{ ip: '2.2.2.2' }] },
      [
        'status.podIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        'status.hostIPs[0].ip: Invalid value: "2.2.2.2": must be equal to `hostIP`',
      ],
    ],
  ];
  test.each(cases)('%s', (_name, spec, before, after, expected) => {
    const previous = { ...stored(spec), status: before };
    const next = PodKind.status!.prepareForUpdate({ ...previous, status: after }, previous, context);
    expect(texts(PodKind.status!.validateUpdate!(next, previous))).toEqual(expected);
  });

  test('touches neither spec nor owners nor QoS class', () => {
    const previous = stored();
    const next: Pod = {
      ...previous,
      metadata: { ...previous.metadata, ownerReferences: [{ apiVersion: 'v1', kind: 'A', name: 'a', uid: 'u' }] },
      spec: { containers: [] },
      status: { phase: 'Running', qosClass: 'Guaranteed' },
    };
    expect(PodKind.status!.prepareForUpdate(next, previous, context)).toEqual({
      ...previous,
      status: { phase: 'Running', qosClass: 'BestEffort' },
    });
  });
});
