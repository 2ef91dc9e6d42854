import { expect, test } from 'vitest';
import type { Service } from '../../../api/k8s/core-v1.gen.ts';
import { Engine } from '../../engine/engine.ts';
import { ServiceView } from '../proxy/service-view.ts';
import { readCorefile } from './corefile/read.ts';
import { NameServer } from './name-server.ts';

const service = (name: string, clusterIP: string): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'default' },
  spec: { clusterIP, ports: [{ port: 80 }] },
});

function served(corefile: string) {
  const engine = new Engine(1);
  const view = new ServiceView(engine, () => 0);
  view.observe('Service', service('web', '10.96.0.7'), false);
  const asked: string[] = [];
  const lines: string[] = [];
  const server = new NameServer(readCorefile('/Corefile', corefile), {
    view,
    random: engine.random,
    ip: '10.244.0.2',
    hasPod: () => false,
    file: (path) => (path === '/etc/resolv.conf' ? 'nameserver 192.168.0.1\n' : ''),
    ask(ip, name) {
      asked.push(`${ip} ${name}`);
      if (ip.startsWith('10.150.')) return undefined;
      return { answer: { rcode: 'NXDOMAIN', records: [] }, denialS: 900 };
    },
    log: (line) => lines.push(line),
    nowMs: () => engine.nowMs,
  });
  const ask = (name: string): string => {
    const answer = server.answer(name, 'A', '10.244.0.9')?.answer;
    if (!answer) return 'nothing';
    return [answer.rcode, ...answer.records.map((one) => `${one.name} ${one.ttl} ${one.data}`)].join(' ');
  };
  return { engine, view, ask, asked, lines };
}

const KUBERNETES = 'kubernetes cluster.local {\n ttl 30\n}';

test('what does not exist stays unknown until its time is over, though it has been made meanwhile', () => {
  const { engine, view, ask } = served(`.:53 {\n ${KUBERNETES}\n cache 30\n}\n`);
  const late = 'late.default.svc.cluster.local';
  const seen = [ask(late)];
  view.observe('Service', service('late', '10.96.0.8'), false);
  engine.runUntil(29_000);
  seen.push(ask(late));
  engine.runUntil(30_000);
  seen.push(ask(late));
  expect(seen).toEqual(['NXDOMAIN', 'NXDOMAIN', `NOERROR ${late}. 30 10.96.0.8`]);
});

test('what is kept has less and less time to live, and outlives what it tells of', () => {
  const { engine, view, ask } = served(`.:53 {\n ${KUBERNETES}\n cache 30\n}\n`);
  const web = 'web.default.svc.cluster.local';
  const seen = [ask(web)];
  view.observe('Service', service('web', '10.96.0.7'), true);
  engine.runUntil(20_000);
  seen.push(ask(web));
  engine.runUntil(31_000);
  seen.push(ask(web));
  expect(seen).toEqual([`NOERROR ${web}. 30 10.96.0.7`, `NOERROR ${web}. 10 10.96.0.7`, 'NXDOMAIN']);
});

test('with kubeadm’s Corefile of v1.32 names of the cluster are not kept', () => {
  const own = 'cache 30 {\n disable success cluster.local\n disable denial cluster.local\n}';
  const { view, ask } = served(`.:53 {\n ${KUBERNETES}\n ${own}\n}\n`);
  const late = 'late.default.svc.cluster.local';
  const seen = [ask(late)];
  view.observe('Service', service('late', '10.96.0.8'), false);
  seen.push(ask(late));
  expect(seen).toEqual(['NXDOMAIN', `NOERROR ${late}. 30 10.96.0.8`]);
});

test.each<[why: string, corefile: string, name: string, answer: string, asked: string[]]>([
  ['a block of no zone of the name', `cluster.local:53 {\n ${KUBERNETES}\n}`, 'example.com', 'REFUSED', []],
  ['hosts', '.:53 {\n hosts {\n 10.1.1.1 box.home\n }\n}', 'box.home', 'NOERROR box.home. 3600 10.1.1.1', []],
  [
    'hosts without passing on',
    '.:53 {\n hosts {\n 10.1.1.1 box.home\n }\n forward . 8.8.8.8\n}',
    'a.b',
    'NXDOMAIN',
    [],
  ],
  [
    'hosts that pass on',
    '.:53 {\n hosts {\n fallthrough\n }\n forward . 8.8.8.8\n}',
    'a.b',
    'NXDOMAIN',
    ['8.8.8.8 a.b'],
  ],
  ['servers of a file', '.:53 {\n forward . /etc/resolv.conf\n}', 'a.b', 'NXDOMAIN', ['192.168.0.1 a.b']],
  [
    'a stub domain',
    '.:53 {\n forward . 8.8.8.8\n}\nx.y:53 {\n forward . 10.150.0.1\n}',
    'a.x.y',
    'nothing',
    ['10.150.0.1 a.x.y'],
  ],
  [
    'an exact name, written back',
    `.:53 {\n rewrite name shop.corp web.default.svc.cluster.local\n ${KUBERNETES}\n}`,
    'shop.corp',
    'NOERROR shop.corp. 30 10.96.0.7',
    [],
  ],
  [
    'a pattern, its answer as it came',
    `.:53 {\n rewrite stop {\n name regex (.*)\\.corp\\. {1}.default.svc.cluster.local\n answer name (.*)\\.default\\.svc\\.cluster\\.local\\. {1}.corp\n }\n ${KUBERNETES}\n}`,
    'web.corp',
    'NOERROR web.corp. 30 10.96.0.7',
    [],
  ],
])('%s', (_why, corefile, name, answer, asked) => {
  const found = served(corefile);
  expect([found.ask(name), found.asked]).toEqual([answer, asked]);
});

test('questions and errors leave lines in the log', () => {
  const { ask, lines } = served('.:53 {\n log\n errors\n forward . 10.150.0.1\n}');
  ask('a.b');
  expect(lines.map((line) => line.replace(/\d{5}/g, 'N'))).toEqual([
    '[ERROR] plugin/errors: 2 a.b. A: read udp 10.244.0.2:N->10.150.0.1:53: i/o timeout',
    '[INFO] 10.244.0.9:N - N "A IN a.b. udp 21 false 512" SERVFAIL - 21 0.N6s',
  ]);
});
