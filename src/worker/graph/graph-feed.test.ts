import { expect, test } from 'vitest';
import type { GraphNews } from '../../protocol/graph.ts';
import { bootCluster } from '../../sim/testing/test-cluster.ts';
import { GraphFeed } from './graph-feed.ts';

const web = (replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: c
        image: nginx:1.27
        envFrom: [{configMapRef: {name: settings, optional: true}}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

test('objects come with owners and references, as changes; many Pods of one owner are counted as one', () => {
  const cluster = bootCluster(2);
  const feed = new GraphFeed();
  feed.show(cluster.apiServer.snapshot());
  cluster.apiServer.onCommit((write) => feed.observe(write));
  const take = (): GraphNews => {
    for (let i = 0; i < 24; i++) {
      const news = feed.take();
      if (news) return news;
    }
    return { reset: false, rows: [], removed: [] };
  };
  const apply = (replicas: number): GraphNews => {
    cluster.act({ type: 'apply', yaml: web(replicas) });
    cluster.engine.runUntil(cluster.engine.nowMs + 20_000);
    return take();
  };
  const first = take();
  expect(first.reset).toBe(true);
  expect(first.rows.find(({ key }) => key === 'Node//node-1')).toMatchObject({ state: 'ok', note: 'Ready', count: 1 });

  const few = apply(3);
  expect(few.reset).toBe(false);
  const pods = few.rows.filter(({ kind }) => kind === 'Pod');
  const set = few.rows.find(({ kind }) => kind === 'ReplicaSet')!;
  expect(pods.map(({ owner }) => owner)).toEqual([set.key, set.key, set.key]);
  expect(set).toMatchObject({ owner: 'Deployment/default/web', note: '3/3', state: 'ok' });
  expect(pods[0]!.refs.map(({ to, as }) => `${as} ${to}`)).toEqual(
    expect.arrayContaining(['runs as ServiceAccount/default/default', 'reads ConfigMap/default/settings']),
  );
  expect(few.rows.find(({ key }) => key === 'Service/default/web')!.refs).toHaveLength(3);

  const many = apply(20);
  const counted = many.rows.filter(({ kind }) => kind === 'Pod');
  expect(counted).toEqual([
    expect.objectContaining({ key: `Pods/${set.key}`, count: 20, note: '20 ready', owner: set.key, state: 'ok' }),
  ]);
  expect([...many.removed].sort()).toEqual(pods.map(({ key }) => key).sort());
  expect(many.rows.find(({ key }) => key === 'Service/default/web')!.refs).toEqual([
    { to: `Pods/${set.key}`, as: 'selects' },
  ]);
});
