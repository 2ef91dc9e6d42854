import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { outgoing } from '../apiserver/http/outgoing.ts';
import { asRecorded, recordedBootstrap } from '../testing/bootstrap-objects.ts';
import { bootCluster } from '../testing/test-cluster.ts';

describe('a cluster that has come up has every object that a fresh cluster of v1.32 has', () => {
  const cluster = bootCluster(1);
  const stored = new Map(
    cluster.apiServer
      .snapshot()
      .map(({ kind, object }) => [nameOf(object), asRecorded(outgoing(kind.schema, object) as KubeObject)]),
  );
  it.each(
    recordedBootstrap()
      .filter(({ kind }) => kind !== 'Lease')
      .map((object) => [nameOf(object), object] as const),
  )('%s', (name, object) => {
    expect(stored.get(name)).toEqual(object);
  });
});

function nameOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
}
