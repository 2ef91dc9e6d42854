import { describe, expect, test } from 'vitest';
import { fieldErrorText } from '../../api/field-errors.ts';
import type { Deployment, DeploymentSpec } from '../../api/k8s/apps-v1.gen.ts';
import { DeploymentKind } from './kind.ts';

const context = { nowMs: 0 };
const labels = { app: 'web' };
const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'app:v1' }] } };

function stored(spec: Partial<DeploymentSpec> = {}): Deployment {
  const object: Deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'demo', labels },
    spec: { selector: { matchLabels: labels }, template, ...spec },
  };
  return DeploymentKind.prepareForCreate!(DeploymentKind.defaults!(object), context);
}

describe('the generation', () => {
  const first = stored();
  const update = (change: (object: Deployment) => Deployment): Deployment =>
    DeploymentKind.prepareForUpdate!(change(first), first, context);

  test('is 1 at first', () => expect(first.metadata.generation).toBe(1));
  test('stays with the spec', () => {
    const same = update((object) => ({ ...object, spec: structuredClone(object.spec!) }));
    expect([same.metadata.generation, same.spec]).toEqual([1, first.spec]);
    expect(same.spec).toBe(first.spec);
  });
  test('rises with a change of the spec', () => {
    expect(update((object) => DeploymentKind.scale!.withReplicas(object, 5)).metadata.generation).toBe(2);
  });
  test('rises with a change of an annotation', () => {
    const change = (object: Deployment) => ({ ...object, metadata: { ...object.metadata, annotations: { a: 'b' } } });
    expect(update(change).metadata.generation).toBe(2);
  });
  test('is not for the one who writes to say', () => {
    const change = (object: Deployment) => ({ ...object, metadata: { ...object.metadata, generation: 9 } });
    expect(update(change).metadata.generation).toBe(1);
  });
});

test('a status update changes neither labels nor spec', () => {
  const previous = stored();
  const next = {
    ...previous,
    metadata: { ...previous.metadata, labels: { x: 'y' } },
    spec: stored({ replicas: 7 }).spec!,
  };
  const status = { replicas: 3 };
  expect(DeploymentKind.status!.prepareForUpdate({ ...next, status }, previous, context)).toEqual({
    ...previous,
    status,
  });
});

test('scale reads and writes the replicas', () => {
  const object = { ...stored({ replicas: 3 }), status: { replicas: 2 } };
  const { scale } = DeploymentKind;
  expect([scale!.replicas(object), scale!.statusReplicas(object), scale!.selector(object)]).toEqual([3, 2, 'app=web']);
  expect(scale!.withReplicas(object, 4).spec?.replicas).toBe(4);
});

describe('errors of a status', () => {
  test('counts are not negative and not above the total', () => {
    const previous = { ...stored(), status: { collisionCount: 2 } };
    const status = { replicas: 1, readyReplicas: 2, availableReplicas: 3, unavailableReplicas: -1, collisionCount: 1 };
    expect(DeploymentKind.status!.validateUpdate!({ ...previous, status }, previous).map(fieldErrorText)).toEqual([
      'status.unavailableReplicas: Invalid value: -1: must be greater than or equal to 0',
      'status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas',
      'status.availableReplicas: Invalid value: 3: cannot be greater than status.replicas',
      'status.availableReplicas: Invalid value: 3: cannot be greater than readyReplicas',
      'status.collisionCount: Invalid value: 1: cannot be decremented',
    ]);
  });
});
