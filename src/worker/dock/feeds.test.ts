import { expect, test } from 'vitest';
import type { AuditRow, LogRow } from '../../protocol/dock.ts';
import { bootCluster } from '../../sim/testing/test-cluster.ts';
import { AuditFeed } from './audit-feed.ts';
import { LogFeed } from './log-feed.ts';

const YAML = `apiVersion: v1
kind: Pod
metadata: {name: talks}
spec:
  containers:
  - {name: a, image: 'busybox:1.36', command: [sh, -c, 'echo one; sleep 6; echo two >&2; sleep 600']}
  - {name: b, image: 'busybox:1.36', command: [sh, -c, 'echo hello; exit 1']}
`;

const FRAMES = 8;

/** What a feed tells in one look, which comes every few frames. */
function look<T>(take: () => T | undefined): T | undefined {
  for (let frame = 1; frame < FRAMES; frame++) take();
  return take();
}

const cluster = bootCluster(1);
const audit = new AuditFeed(cluster.trace, cluster.upAtMs);
const logs = new LogFeed(cluster);
const query = { pods: [{ namespace: 'default', name: 'talks', node: 'node-1' }], previous: false };
const said = ({ container, stream, text }: LogRow) => `${container} ${stream} ${text}`;

test('requests are told with who asked and how they were answered', () => {
  audit.show(true);
  audit.take();
  cluster.act({ type: 'apply', yaml: YAML });
  cluster.engine.runUntil(cluster.engine.nowMs + 4_000);
  const rows: readonly AuditRow[] = look(() => audit.take())!.rows;
  const told = rows.map(({ who, verb, path, code }) => `${who} ${verb} ${path.split('?')[0]} ${code}`);
  expect(told).toEqual(
    expect.arrayContaining([
      'kubectl get /api/v1/namespaces/default/pods/talks 404',
      'kubectl create /api/v1/namespaces/default/pods 201',
      'kube-scheduler create /api/v1/namespaces/default/pods/talks/binding 201',
      'node-1 patch /api/v1/namespaces/default/pods/talks/status 200',
    ]),
  );
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

test('output is told from its end on, then line by line, of each container', () => {
  logs.tail(query);
  const first = logs.take()!;
  expect(first.reset).toBe(true);
  expect(first.rows.map(said)).toEqual(expect.arrayContaining(['a stdout one', 'b stdout hello']));
  cluster.engine.runUntil(cluster.engine.nowMs + 8_000);
  const next = look(() => logs.take())!;
  expect(next.reset).toBe(false);
  expect(next.rows.map(said).filter((line) => line.startsWith('a '))).toEqual(['a stderr two']);
});

test('of a machine that does not answer nothing is told but that', () => {
  cluster.act({ type: 'fault', fault: 'node-partition', target: 'node-1' });
  cluster.engine.runUntil(cluster.engine.nowMs + 1_000);
  logs.tail(query);
  expect(logs.take()).toEqual({ reset: true, rows: [], unreachable: ['talks'] });
});
