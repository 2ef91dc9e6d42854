import { expect, test } from 'vitest';
import type { Pod, Service } from '../../../api/k8s/core-v1.gen.ts';
import { isPodReady } from '../../../api/pod.ts';
import { act, apply, bootCluster, objectsOf, runUntil } from '../../testing/test-cluster.ts';

const OBJECTS = `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  nodeName: node-1
  containers: [{name: web, image: "hashicorp/http-echo:1.0", args: ["-text=hello", "-listen=:80"]}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80, nodePort: 30080}], externalIPs: [192.168.10.11]}
---
apiVersion: v1
kind: Pod
metadata: {name: host}
spec:
  nodeName: node-1
  hostNetwork: true
  containers: [{name: c, image: "curlimages/curl:8.10.1", command: [sleep, "3600"]}]
`;

const ASKED = 'iptables: {localhostNodePorts: false}\nmode: ""\nnodePortAddresses: [10.0.0.0/8]\n';

test('node ports, external addresses, health checks and status pages answer where kube-proxy opens them', () => {
  const cluster = bootCluster(2);
  apply(cluster, OBJECTS);
  const ready = (): boolean => objectsOf<Pod>(cluster, 'Pod', 'default').filter(isPodReady).length === 2;
  runUntil(cluster, ready, 60_000, 'both run');
  cluster.engine.runUntil(cluster.engine.nowMs + 3_000);
  const health = objectsOf<Service>(cluster, 'Service', 'default').find(({ metadata }) => metadata.name === 'web')!
    .spec!.healthCheckNodePort!;
  const curl = (words: string): string =>
    act(cluster, { type: 'kubectl', command: `exec host -- curl -s -m 2 -w '%{http_code}' ${words}` }).stdout;
  const page = (endpoints: number): string =>
    `{\n\t"service": {\n\t\t"namespace": "default",\n\t\t"name": "web"\n\t},\n\t"localEndpoints": ${endpoints},\n\t"serviceProxyHealthy": true\n}`;
  expect([
    curl('192.168.10.11:30080'),
    curl('127.0.0.1:30080'),
    curl('192.168.10.11:80'),
    curl(`192.168.10.11:${health}`),
    curl(`192.168.10.12:${health}`),
    curl('127.0.0.1:10249/proxyMode'),
    curl('192.168.10.11:10249/proxyMode'),
    curl('192.168.10.12:10256/healthz').replace(/"20[^"]*"/g, 'T'),
  ]).toEqual([
    'hello\n200',
    'hello\n200',
    'hello\n200',
    `${page(1)}200`,
    `${page(0)}503`,
    'iptables200',
    '000',
    '{"lastUpdated": T,"currentTime": T, "nodeEligible": true}200',
  ]);
  apply(
    cluster,
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kube-proxy, namespace: kube-system}\ndata:\n  config.conf: |\n    ${ASKED.replaceAll('\n', '\n    ')}\n`,
  );
  act(cluster, { type: 'kubectl', command: '-n kube-system delete pods -l k8s-app=kube-proxy' });
  cluster.engine.runUntil(cluster.engine.nowMs + 10_000);
  expect([curl('192.168.10.11:30080'), curl('127.0.0.1:30080'), curl('192.168.10.11:80')]).toEqual([
    '000',
    '000',
    'hello\n200',
  ]);
});
