import { expect, test } from 'vitest';
import type { Pod } from '../api/k8s/core-v1.gen.ts';
import type { ObjectRef, ToPage } from '../protocol/messages.ts';
import { bootCluster } from '../sim/testing/test-cluster.ts';
import { relatedTo } from './graph/related.ts';
import { Inspection } from './inspection.ts';
import { podTimerRows } from './pod-timer-rows.ts';
import { Veil } from './veil.ts';
import { WriteLog } from './write-log.ts';

const YAML = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
  - name: main
    image: nginx:1.27
    envFrom: [{configMapRef: {name: settings}}]
    readinessProbe: {httpGet: {path: /none, port: 80}, periodSeconds: 4, failureThreshold: 3}
  - {name: ends, image: 'busybox:1.36', command: [sh, -c, 'exit 3']}
`;

const ref: ObjectRef = { kind: 'Pod', resource: 'pods', namespace: 'default', name: 'web' };

function played() {
  const cluster = bootCluster(1);
  const log = new WriteLog(cluster.trace);
  const sent: ToPage[] = [];
  const inspection = new Inspection(
    cluster,
    new Veil(() => {}),
    (message) => sent.push(message),
    () => log.of({ kind: 'Pod', namespace: 'default', name: 'web' }),
  );
  cluster.apiServer.onCommit((write) => {
    log.observe(write, cluster.engine.nowMs - cluster.upAtMs);
    inspection.observe(write);
  });
  cluster.act({ type: 'apply', yaml: YAML });
  cluster.engine.runUntil(cluster.engine.nowMs + 25_000);
  return { cluster, sent, inspection };
}

const { cluster, sent, inspection } = played();
const pod = () =>
  cluster.apiServer.snapshot().find(({ kind, object }) => kind.kind === 'Pod' && object.metadata.name === 'web')!
    .object as Pod;

test('what a kubelet waits for is told with its time: the next turn of a probe, the end of a back-off', () => {
  const nowMs = cluster.engine.nowMs - cluster.upAtMs;
  const rows = podTimerRows(cluster, pod());
  expect(rows.map(({ kind, container, outcome, threshold }) => [kind, container, outcome, threshold])).toEqual([
    ['restart', 'ends', '', 0],
    ['readiness', 'main', 'failure', 3],
  ]);
  expect(rows.map(({ fromMs, toMs }) => fromMs <= nowMs && toMs > nowMs)).toEqual([true, true]);
  expect(rows[1]!.toMs - rows[1]!.fromMs).toBe(4000);
  expect([10_000, 20_000]).toContain(rows[0]!.toMs - rows[0]!.fromMs);
});

test('what a Pod names and what selects it are related to it', () => {
  const rows = relatedTo(cluster.apiServer.snapshot(), { kind: 'Pod', namespace: 'default', name: 'web' });
  expect(rows.map(({ side, kind, name, as }) => [side, kind, name, as].join(' '))).toEqual(
    expect.arrayContaining([
      'names ConfigMap settings reads',
      'names ServiceAccount default runs as',
      'named by Service web selects',
    ]),
  );
});

test('the life of an object is told as changes of its state', () => {
  inspection.follow(ref);
  inspection.flush();
  const told = sent.find((message) => message.type === 'object');
  const life = told?.type === 'object' ? told.life : [];
  expect(life[0]).toMatchObject({ state: 'wait', note: 'Pending' });
  expect(life.map(({ note }) => note)).toContain('CrashLoopBackOff');
  expect(life.every((row, index) => index === 0 || row.note !== life[index - 1]!.note)).toBe(true);
});
