import { expect, test } from 'vitest';
import { fieldErrorText } from '../../api/field-errors.ts';
import type { EphemeralContainer, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { SubresourceStrategy } from '../../api/kind.ts';
import { defaultPod } from './defaults.ts';
import { ephemeralContainersStrategy } from './ephemeral-containers.ts';
import { podResizeStrategy } from './resize.ts';

const context = { nowMs: 0 };

const debug = { name: 'debug', image: 'busybox:1.36' };

function pod(change: Partial<NonNullable<Pod['spec']>> = {}, annotations?: Readonly<Record<string, string>>): Pod {
  const resources = { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '500m', memory: '1Gi' } };
  return defaultPod({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default', ...(annotations ? { annotations } : {}) },
    spec: { containers: [{ name: 'c', image: 'nginx:1.27', resources }], ...change },
  });
}

/** What a subresource makes of a wanted Pod: the stored spec's changed fields, and the errors. */
function write(strategy: SubresourceStrategy<Pod>, next: Pod, previous: Pod): readonly [Pod, readonly string[]] {
  const prepared = strategy.prepareForUpdate(next, previous, context);
  return [prepared, strategy.validateUpdate!(prepared, previous).map(fieldErrorText)];
}

const withDebug = (...containers: readonly object[]): Pod =>
  pod({ ephemeralContainers: containers as readonly EphemeralContainer[] });

test.each([
  ['a container for debugging is added', withDebug(debug), pod(), []],
  [
    'one that is there cannot be taken out',
    pod(),
    withDebug(debug),
    ['spec.ephemeralContainers: Forbidden: existing ephemeral containers "debug" may not be removed\n'],
  ],
  [
    'it has no ports, and its name is its own',
    withDebug({ ...debug, name: 'c', ports: [{ containerPort: 80 }] }),
    pod(),
    [
      'spec.ephemeralContainers[0].name: Duplicate value: "c"',
      'spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container',
    ],
  ],
  [
    'a static Pod gets none',
    withDebug(debug),
    pod({ nodeName: 'node-1' }, { 'kubernetes.io/config.mirror': 'x' }),
    ['[]: Forbidden: static pods do not support ephemeral containers'],
  ],
])('%s', (_name, next, previous, errors) => {
  expect(write(ephemeralContainersStrategy, next, previous)[1]).toEqual(errors);
});

test('an update of ephemeral containers changes nothing else', () => {
  const previous = pod();
  const [prepared] = write(ephemeralContainersStrategy, pod({ ephemeralContainers: [debug], nodeName: 'x' }), previous);
  const { ephemeralContainers, ...rest } = prepared.spec!;
  expect(rest).toEqual(previous.spec);
  expect(ephemeralContainers?.map(({ name }) => name)).toEqual(['debug']);
});

const sized = (requests: Readonly<Record<string, string>>, limits: Readonly<Record<string, string>>): Pod =>
  pod({ containers: [{ name: 'c', image: 'nginx:1.27', resources: { requests, limits } }] });

test.each([
  ['cpu can change', sized({ cpu: '250m', memory: '1Gi' }, { cpu: '1', memory: '1Gi' }), []],
  [
    'the class of service stays',
    sized({ cpu: '1', memory: '1Gi' }, { cpu: '1', memory: '1Gi' }),
    ['spec: Invalid value: "Burstable": Pod QOS Class may not change as a result of resizing'],
  ],
  [
    'other resources stay',
    sized({ cpu: '500m', memory: '1Gi' }, { cpu: '1', memory: '1Gi', 'example.com/gpu': '1' }),
    ['spec: Forbidden: only cpu and memory resources are mutable'],
  ],
])('resize: %s', (_name, next, errors) => {
  expect(write(podResizeStrategy, next, pod())[1]).toEqual(errors);
});
