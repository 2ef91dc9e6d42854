import { expect, test } from 'vitest';
import type { JourneyRow } from '../../protocol/control-plane.ts';
import { bootCluster } from '../../sim/testing/test-cluster.ts';
import { WriteLog } from '../write-log.ts';
import { JourneyFeed } from './journey.ts';
import { requestDetail } from './request-detail.ts';

const YAML = `apiVersion: v1
kind: Pod
metadata: {name: solo}
spec:
  containers:
  - {name: c, image: 'nginx:1.27'}
`;

function followed() {
  const cluster = bootCluster(1);
  cluster.engine.runUntil(cluster.engine.nowMs + 5_000);
  const log = new WriteLog(cluster.trace);
  cluster.apiServer.onCommit((write) => log.observe(write, cluster.engine.nowMs));
  const feed = new JourneyFeed(cluster.trace, log, 0);
  feed.follow('newest');
  feed.take();
  cluster.act({ type: 'apply', yaml: YAML });
  cluster.engine.runUntil(cluster.engine.nowMs + 500);
  return { cluster, log, news: feed.take()! };
}

const said = ({ kind, who, text, code }: JourneyRow) => [kind, who, text, ...(code ? [code] : [])].join(' ');

test('an applied Pod is followed from kubectl to the scheduler and the kubelet', () => {
  const { news } = followed();
  expect(news.reset).toBe(true);
  expect(news.rows[0]).toMatchObject({ kind: 'input', id: news.root, request: 0 });
  const story = news.rows.map(said);
  const inOrder = [
    'request kubectl POST pods',
    'store control-plane-1 txn /registry/pods/default/solo',
    'response kubectl POST pods 201',
    'watch kube-scheduler ADDED Pod/solo',
    'request kube-scheduler POST pods/solo/binding',
    'watch node-1 ADDED Pod/solo',
  ];
  expect([...new Set(story.filter((line) => inOrder.includes(line)))]).toEqual(inOrder);
});

test('what belongs to a request names it, and its write', () => {
  const { news } = followed();
  const post = news.rows.find(({ text, kind }) => kind === 'request' && text === 'POST pods')!;
  const own = news.rows.filter(({ request }) => request === post.id).map(({ kind }) => kind);
  expect(own).toEqual(['request', 'store', 'feed', 'stored', 'response']);
  expect(news.writes.find(({ request }) => request === post.id)).toMatchObject({
    type: 'ADDED',
    kind: 'Pod',
    namespace: 'default',
    name: 'solo',
  });
});

test('a request is told with who asked, why it was allowed, and what admission and defaults have set', () => {
  const { cluster, log, news } = followed();
  const post = news.rows.find(({ text, kind }) => kind === 'request' && text === 'POST pods')!;
  const detail = requestDetail(cluster, log, post.id)!;
  expect(detail).toMatchObject({
    method: 'POST',
    verb: 'create',
    user: 'kubernetes-admin',
    authorization: 'member of system:masters',
    allowed: true,
    code: 201,
  });
  expect(detail.path).toContain('/api/v1/namespaces/default/pods');
  const set = detail.set.map(({ path, by }) => `${by} ${path}`);
  expect(set).toEqual(
    expect.arrayContaining([
      'defaults spec.restartPolicy',
      'admission spec.tolerations',
      'admission spec.serviceAccountName',
    ]),
  );
  expect(detail.diff).toContain('+  name: solo');
  const binding = news.rows.find(({ text, kind }) => kind === 'request' && text === 'POST pods/solo/binding')!;
  expect(requestDetail(cluster, log, binding.id)).toMatchObject({
    user: 'system:kube-scheduler',
    authorization: expect.stringContaining('ClusterRoleBinding "system:kube-scheduler"'),
    revision: news.writes.find(({ request }) => request === binding.id)!.revision,
  });
});
