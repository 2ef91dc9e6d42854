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

/** The rules of aggregated roles are gathered by a controller. */
function withoutGathered(object: KubeObject): KubeObject {
  if (!('aggregationRule' in object)) return object;
  const { rules: _gathered, ...rest } = object as KubeObject & { rules?: unknown };
  return { ...rest, rules: null } as KubeObject;
}

function nameOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
}
