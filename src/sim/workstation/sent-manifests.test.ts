import { expect, test } from 'vitest';
import { createApiWorld } from '../testing/api-world.ts';
import { createSentManifests } from './sent-manifests.ts';
import { createWorkstation } from './workstation.ts';

const applied = (metadata: object) => ({
  ...{ apiVersion: 'v1', kind: 'ConfigMap' },
  metadata: { annotations: {}, name: 'a', namespace: 'default', ...metadata },
});

test('of each line the manifests are known that were sent and taken, as the person wrote them', () => {
  const world = createApiWorld();
  const sent = createSentManifests();
  const base = {
    transport: world.api.handle.bind(world.api),
    ...{ engine: world.engine, host: world.host, namespace: 'default', nowMs: () => world.engine.unixMs, cache: {} },
  };
  const station = createWorkstation({
    ...{ engine: world.engine, scope: world.host.scope, kubectl: () => sent.listening(base) },
    faults: { names: [], inject: () => undefined },
    records: { decisions: () => [], whyPending: () => undefined },
  });
  const run = (line: string): readonly unknown[] => {
    const result = station.run(line, { columns: 80, rows: 24 }, () => undefined);
    while (!result.settled && world.engine.step());
    return sent.take();
  };
  const file = (labels: string) =>
    `echo '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"${labels}}}' | kubectl`;
  expect(run(`${file('')} apply -f -`)).toEqual([applied({})]);
  expect(run(`${file(', "labels": {"x": "y"}')} apply -f -`)).toEqual([applied({ labels: { x: 'y' } })]);
  expect(run('kubectl get configmaps')).toEqual([]);
  expect(run('kubectl create namespace default')).toEqual([]);
});
