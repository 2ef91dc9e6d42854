import { describe, expect, test } from 'vitest';
import type { Pod, PodSpec } from '../../../api/k8s/core-v1.gen.ts';
import PodKind from '../../../kinds/pod/kind.ts';
import type { ChannelConnection } from '../../apiserver/channels.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { act, adminClient, bootCluster, finish } from '../../testing/test-cluster.ts';

const BASE = '/api/v1/namespaces/default/pods/p';

function boot(script: string, more: Partial<PodSpec> = {}): Cluster {
  const cluster = bootCluster(1, 5);
  const containers = [{ name: 'c', image: 'busybox:1.36', command: ['sh', '-c', script] }];
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default' },
    spec: { containers, terminationGracePeriodSeconds: 0, ...more },
  };
  finish(cluster, adminClient(cluster).create(PodKind, pod as unknown as Pod));
  cluster.engine.runUntil(cluster.engine.nowMs + 8000);
  return cluster;
}

function get(cluster: Cluster, path: string): string {
  const answer = cluster.http({ method: 'GET', path: BASE + path, headers: {} });
  while (!answer.settled && cluster.engine.step());
  const { code, body } = answer.value;
  return typeof body === 'string' ? body : `${code} ${(body as { message: string }).message}`;
}

interface Session {
  readonly code: number;
  readonly message: string;
  readonly connection: ChannelConnection | undefined;
  readonly data: string[];
  ended: boolean;
}

function open(cluster: Cluster, method: string, path: string): Session {
  const data: string[] = [];
  const session = { code: 0, message: '', connection: undefined, data, ended: false } as {
    -readonly [K in keyof Session]: Session[K];
  };
  const channels = {
    host: cluster.operator,
    scope: cluster.operator.scope,
    onData: (channel: number, text: string) => void data.push(`${channel}: ${text}`),
    onEnd: () => {
      session.ended = true;
    },
  };
  const answer = cluster.http({ method, path: BASE + path, headers: {}, channels });
  while (!answer.settled && cluster.engine.step());
  const { code, body, connection } = answer.value;
  Object.assign(session, { code, connection, message: (body as { message?: string }).message ?? '' });
  return session;
}

function pass(cluster: Cluster, ms = 500): void {
  cluster.engine.runUntil(cluster.engine.nowMs + ms);
}

describe('logs', () => {
  const two = [
    { name: 'a', image: 'nginx' },
    { name: 'b', image: 'nginx' },
  ];
  const cases: readonly [string, Partial<PodSpec>, string, string][] = [
    ['all of it', {}, '/log', 'one\ntwo\n'],
    ['the end', {}, '/log?tailLines=1', 'two\n'],
    ['some bytes', {}, '/log?limitBytes=5', 'one\nt'],
    ['nothing that is recent', {}, '/log?sinceSeconds=1', ''],
    [
      'one of several containers must be named',
      { containers: two },
      '/log',
      '400 a container name must be specified for pod p, choose one of: [a b]',
    ],
    ['a container that is not there', {}, '/log?container=x', '400 container x is not valid for pod p'],
    ['no run before this one', {}, '/log?previous=true', '400 previous terminated container "c" in pod "p" not found'],
    [
      'an image that cannot be pulled',
      { containers: [{ name: 'c', image: 'nginx:1.161' }] },
      '/log',
      '400 container "c" in pod "p" is waiting to start: image can\'t be pulled',
    ],
  ];
  for (const [title, more, path, expected] of cases) {
    test(title, () => expect(get(boot('echo one; echo two; sleep 999', more), path)).toBe(expected));
  }

  test('with times', () => {
    expect(get(boot('echo one; sleep 999'), '/log?timestamps=true')).toMatch(/^2026-01-05T08:00:\d\d\.\d+Z one\n$/);
  });

  test('followed as it grows, to its end', () => {
    const cluster = boot('i=0; while [ $i -lt 12 ]; do echo $i; i=$((i+1)); sleep 1; done', { restartPolicy: 'Never' });
    const session = open(cluster, 'GET', '/log?follow=true&tailLines=1');
    pass(cluster, 15_000);
    expect({ last: session.data.slice(-2), ended: session.ended }).toEqual({
      last: ['1: 10\n', '1: 11\n'],
      ended: true,
    });
  });

  test('of a node that is cut off', () => {
    const cluster = boot('sleep 999');
    act(cluster, { type: 'fault', fault: 'kubelet-stop', target: 'node-1' } as never);
    expect(get(cluster, '/log')).toBe(
      '500 Get "https://192.168.10.11:10250/containerLogs/default/p/c": dial tcp 192.168.10.11:10250: connect: connection refused',
    );
  });
});

describe('exec', () => {
  test('output, errors and exit code', () => {
    const cluster = boot('sleep 999');
    const session = open(
      cluster,
      'POST',
      '/exec?command=sh&command=-c&command=echo+out%3B+echo+err+%3E%262%3B+exit+3&stdout=true&stderr=true',
    );
    pass(cluster);
    const [out, err, status] = session.data;
    expect([session.code, out, err, session.ended]).toEqual([101, '1: out\n', '2: err\n', true]);
    expect(JSON.parse(status!.slice(3))).toEqual({
      metadata: {},
      status: 'Failure',
      message: 'command terminated with non-zero exit code: exit status 3',
      reason: 'NonZeroExitCode',
      details: { causes: [{ reason: 'ExitCode', message: '3' }] },
    });
  });

  test('input until its end', () => {
    const cluster = boot('sleep 999');
    const session = open(cluster, 'POST', '/exec?command=cat&stdin=true&stdout=true');
    session.connection!.send(0, 'hello\n');
    session.connection!.close(0);
    pass(cluster);
    expect(session.data).toEqual(['1: hello\n', '3: {"metadata":{},"status":"Success"}']);
  });

  test('a shell at a terminal', () => {
    const cluster = boot('sleep 999');
    const session = open(cluster, 'POST', '/exec?command=sh&stdin=true&stdout=true&tty=true');
    pass(cluster);
    session.connection!.send(0, 'hostname\r');
    pass(cluster);
    session.connection!.send(0, '\x04');
    pass(cluster);
    const text = session.data
      .filter((one) => one.startsWith('1: '))
      .map((one) => one.slice(3))
      .join('');
    expect({ text, ended: session.ended }).toEqual({ text: '/ # hostname\r\np\r\n/ # \r\n', ended: true });
  });

  test('a program that is not there', () => {
    const cluster = boot('sleep 999');
    const session = open(cluster, 'POST', '/exec?command=nosuch&stdout=true');
    pass(cluster);
    expect(session.data[0]).toContain(
      'unable to start container process: exec: \\"nosuch\\": executable file not found in $PATH: unknown',
    );
  });

  test('without an upgrade it is refused', () => {
    expect(get(boot('sleep 999'), '/exec?command=ls')).toBe('400 Upgrade request required');
  });
});

test('attach shows what comes from now on and the end', () => {
  const cluster = boot('for i in 1 2 3 4 5 6 7 8 9 10; do echo $i; sleep 1; done; exit 2', { restartPolicy: 'Never' });
  const session = open(cluster, 'POST', '/attach?stdout=true&stderr=true');
  pass(cluster, 10_000);
  expect(session.data.slice(-2)[0]).toBe('1: 10\n');
  expect(session.data.at(-1)).toContain('"status":"Success"');
});

test('a forwarded port reaches the server', () => {
  const cluster = boot('', { containers: [{ name: 'c', image: 'nginx:1.27' }] });
  const session = open(cluster, 'POST', '/portforward?ports=80,81');
  session.connection!.send(0, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  session.connection!.send(2, 'GET / HTTP/1.1\r\n\r\n');
  pass(cluster);
  expect(session.data[0]).toMatch(/^0: HTTP\/1\.1 200 OK\r\n/);
  expect(session.data[1]).toContain('connection refused');
});
