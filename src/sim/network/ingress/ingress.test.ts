import { expect, test } from 'vitest';
import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { isPodReady } from '../../../api/pod.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { act, apply, bootCluster, objectsOf, runUntil } from '../../testing/test-cluster.ts';
import type { TrafficSubject } from '../../traffic/traffic.ts';

const app = (name: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: web, image: "nginx:1.27"}]}
---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {selector: {app: ${name}}, ports: [{port: 80}]}
---`;

const CONTROLLER = `
apiVersion: v1
kind: Namespace
metadata: {name: ingress-nginx}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: ingress-nginx, namespace: ingress-nginx}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: ingress-nginx}
rules:
- {apiGroups: [""], resources: [services], verbs: [get, list, watch]}
- {apiGroups: [networking.k8s.io], resources: [ingresses/status], verbs: [update, patch]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: ingress-nginx}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ingress-nginx}
subjects: [{kind: ServiceAccount, name: ingress-nginx, namespace: ingress-nginx}]
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: nginx}
spec: {controller: k8s.io/ingress-nginx}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ingress-nginx-controller, namespace: ingress-nginx}
spec:
  selector: {matchLabels: {app: ingress}}
  template:
    metadata: {labels: {app: ingress}}
    spec: {serviceAccountName: ingress-nginx, containers: [{name: controller, image: "registry.k8s.io/ingress-nginx/controller:v1.12.1"}]}
---
apiVersion: v1
kind: Service
metadata: {name: ingress-nginx-controller, namespace: ingress-nginx}
spec: {type: LoadBalancer, selector: {app: ingress}, ports: [{name: http, port: 80}, {name: https, port: 443}]}
---`;

const ingress = (name: string, service: string, annotations = '', more = ''): string => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: ${name}, annotations: {${annotations}}}
spec:
  ingressClassName: nginx
  ${more}
  rules:
  - host: shop.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: ${service}, port: {number: 80}}}}]}
---`;

const ready = (cluster: Cluster): number =>
  objectsOf<Pod>(cluster, 'Pod').filter((pod) => pod.metadata.namespace !== 'kube-system' && isPodReady(pod)).length;

function send(cluster: Cluster, to: string, headers: Record<string, string> = {}) {
  act(cluster, { type: 'traffic', name: 'people', to, rps: 100, from: 'outside', headers });
  cluster.engine.runUntil(cluster.engine.nowMs + 20_000);
  act(cluster, { type: 'traffic', name: 'people', to, rps: 0 });
  cluster.engine.runUntil(cluster.engine.nowMs + 6000);
  return cluster.traffic.clients.at(-1)!.stats.total;
}

test('clients outside reach an app by the name of its Ingress; a canary takes a tenth', () => {
  const cluster = bootCluster(3);
  const canary = '"nginx.ingress.kubernetes.io/canary": "true", "nginx.ingress.kubernetes.io/canary-weight": "10"';
  apply(
    cluster,
    `${CONTROLLER}${app('web')}${app('web-new')}${ingress('shop', 'web')}${ingress('shop-new', 'web-new', canary)}`,
  );
  runUntil(cluster, () => ready(cluster) === 5, 60_000, 'all Pods ready');
  const address = (): string => act(cluster, { type: 'kubectl', command: 'get ingress shop' }).stdout;
  runUntil(cluster, () => address().includes('203.0.113.10'), 180_000, 'an address of the Ingress');
  const { ok, sent } = send(cluster, 'http://shop.example.com/');
  expect(ok).toBe(sent);
  const share = cluster.traffic.services.get('default/web-new')!.total.ok / ok;
  expect(share).toBeGreaterThan(0.07);
  expect(share).toBeLessThan(0.13);
  // Nobody's host: the controller itself says 404.
  const nobody = send(cluster, 'http://203.0.113.10/');
  expect(nobody.error).toBe(nobody.sent);
  act(cluster, { type: 'kubectl', command: 'scale deployment web web-new --replicas=0' });
  cluster.engine.runUntil(cluster.engine.nowMs + 10_000);
  const empty = send(cluster, 'http://shop.example.com/');
  expect(empty.error).toBe(empty.sent);
});

test('an Ingress with a certificate: who comes without encryption is sent on; a header leads to the canary; Local is no matter', () => {
  const cluster = bootCluster(3);
  const canary = '"nginx.ingress.kubernetes.io/canary": "true", "nginx.ingress.kubernetes.io/canary-by-header": X-Beta';
  const tls = 'tls: [{hosts: [shop.example.com], secretName: shop-tls}]';
  // ingress-nginx asks the endpoints themselves: the Service's policy for traffic inside is kube-proxy's.
  const local = app('web').replace(
    'spec: {selector: {app: web},',
    'spec: {internalTrafficPolicy: Local, selector: {app: web},',
  );
  apply(
    cluster,
    `${CONTROLLER}${local}${app('web-new')}${ingress('shop', 'web', '', tls)}${ingress('shop-new', 'web-new', canary)}`,
  );
  runUntil(cluster, () => ready(cluster) === 5, 60_000, 'all Pods ready');
  const address = (): string => act(cluster, { type: 'kubectl', command: 'get ingress shop' }).stdout;
  runUntil(cluster, () => address().includes('203.0.113.10'), 180_000, 'an address of the Ingress');
  const plain = send(cluster, 'http://shop.example.com/');
  expect(plain.ok).toBe(plain.sent);
  // Until there is such a Secret the controller shows a certificate of its own, which is fake.
  apply(
    cluster,
    'apiVersion: v1\nkind: Secret\nmetadata: {name: shop-tls}\nstringData: {tls.crt: certificate, tls.key: key}\n',
  );
  const beta = send(cluster, 'https://shop.example.com/', { 'X-Beta': 'always' });
  expect(beta.ok).toBe(beta.sent);
  const count = (name: string): number => cluster.traffic.services.get(`default/${name}`)!.total.ok;
  expect([count('web'), count('web-new')]).toEqual([plain.ok, beta.ok]);
  const told = [...cluster.trace.since(0)].filter(({ kind }) => kind === 'traffic');
  const ways = told.map(({ subject }) =>
    (subject as TrafficSubject).path.flatMap((hop) => (hop.at === 'ingress' ? [hop.certificate ?? 'none'] : [])),
  );
  expect(ways[0]).toEqual(['none', '']);
  expect(ways.at(-1)).toEqual(['default/shop-tls']);
  // A program in a container does not follow by itself.
  const code = (scheme: string): string => {
    const curl = `curl -sk -o /dev/null -w %{http_code} ${scheme}://shop.example.com/`;
    return act(cluster, { type: 'kubectl', command: `exec deploy/web -- ${curl}` }).stdout;
  };
  expect([code('http'), code('https')]).toEqual(['308', '200']);
});
