import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../api/object.ts';
import { createApiWorld } from '../../testing/api-world.ts';
import { asRecorded, recordedBootstrap } from '../../testing/bootstrap-objects.ts';
import { outgoing } from '../http/outgoing.ts';

/** What the controllers and the scheduler add to what the API server makes. */
const ADDED_LATER = /^(ServiceAccount |ConfigMap .*kube-root-ca\.crt|Lease )/;

describe('an API server alone has what the recorded one had, but for what controllers make', () => {
  const stored = new Map(
    createApiWorld()
      .api.snapshot()
      .map(({ kind, object }) => [nameOf(object), asRecorded(outgoing(kind.schema, object) as KubeObject)]),
  );
  const recorded = recordedBootstrap().filter((object) => !ADDED_LATER.test(nameOf(object)));
  it.each(recorded.map((object) => [nameOf(object), object] as const))('%s', (name, object) => {
    expect(stored.get(name)).toEqual(withoutGathered(object));
  });
  it('and nothing else', () => {
    expect([...stored.keys()].filter((name) => !ADDED_LATER.test(name)).sort()).toEqual(recorded.map(nameOf).sort());
  });
});

it('the Service kubernetes and its endpoints come back within ten seconds when they are deleted', () => {
  const world = createApiWorld();
  const paths = ['/api/v1/namespaces/default/services', '/api/v1/namespaces/default/endpoints'];
  const found = (): (string | undefined)[] =>
    paths.map((path) => {
      const { body } = world.send({ method: 'GET', path: `${path}/kubernetes` });
      return (body as KubeObject).metadata.uid;
    });
  const before = found();
  for (const path of paths) world.send({ method: 'DELETE', path: `${path}/kubernetes` });
  expect(found()).toEqual([undefined, undefined]);
  world.run(10_500);
  const after = found();
  expect(after).toEqual([expect.any(String), expect.any(String)]);
  expect(after).not.toEqual(before);
});

/** The rules of aggregated roles are gathered by a controller. */
function withoutGathered(object: KubeObject): KubeObject {
  if (!('aggregationRule' in object)) return object;
  const { rules: _gathered, ...rest } = object as KubeObject & { rules?: unknown };
  return { ...rest, rules: null } as KubeObject;
}

function nameOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
}
