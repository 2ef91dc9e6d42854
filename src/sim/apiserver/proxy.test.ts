import { describe, expect, it } from 'vitest';
import { wait } from '../../api/process.ts';
import { apply, bootCluster, finish, runUntil } from '../testing/test-cluster.ts';
import { splitName } from './proxy.ts';
import type { HttpResponse } from './request.ts';

const WEB = `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  nodeName: node-1
  containers: [{name: c, image: "nginx:1.27", ports: [{containerPort: 80}]}]
---
apiVersion: v1
kind: Pod
metadata: {name: nowhere}
spec:
  nodeSelector: {no: "where"}
  containers: [{name: c, image: "nginx:1.27"}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 8080, targetPort: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: empty}
spec: {selector: {app: none}, ports: [{port: 80}]}
`;

const cluster = bootCluster(1);
apply(cluster, WEB);
const get = (path: string): HttpResponse => finish(cluster, wait(cluster.http({ method: 'GET', path, headers: {} })));
const inDefault = (rest: string): HttpResponse => get(`/api/v1/namespaces/default/${rest}`);
runUntil(cluster, () => inDefault('services/web:http/proxy/').code === 200, 60_000, 'the Service answers');

interface Row {
  readonly name: string;
  readonly path: string;
  readonly code: number;
  readonly answer: unknown;
}

const WELCOME = expect.stringContaining('<title>Welcome to nginx!</title>');
const unavailable = (message: string): unknown => expect.objectContaining({ reason: 'ServiceUnavailable', message });
const bad = (message: string): unknown => expect.objectContaining({ reason: 'BadRequest', message });

const rows: readonly Row[] = [
  { name: 'a Pod by its first port', path: 'pods/web/proxy/', code: 200, answer: WELCOME },
  { name: 'a Pod by scheme and port', path: 'pods/http:web:80/proxy/index.html', code: 200, answer: WELCOME },
  { name: 'a page that is not there', path: 'pods/web/proxy/ghost', code: 404, answer: expect.stringContaining('404') },
  { name: 'a path without a slash, which is redirected', path: 'pods/web/proxy?a=b', code: 301, answer: '' },
  { name: 'a Service by the name of its port', path: 'services/web:http/proxy/', code: 200, answer: WELCOME },
  { name: 'a Service by its port', path: 'services/web:8080/proxy/', code: 200, answer: WELCOME },
  {
    name: 'a port that refuses',
    path: 'pods/web:81/proxy/',
    code: 503,
    answer: expect.objectContaining({
      message: expect.stringMatching(
        /^error trying to reach service: dial tcp [\d.]+:81: connect: connection refused$/,
      ),
    }),
  },
  { name: 'a Pod without an address', path: 'pods/nowhere/proxy/', code: 400, answer: bad('address not allowed') },
  { name: 'a bad name', path: 'pods/ftp:web:1/proxy/', code: 400, answer: bad('invalid pod request "ftp:web:1"') },
  {
    name: 'a Service without that port',
    path: 'services/web:1/proxy/',
    code: 503,
    answer: unavailable('no service port 1 found for service "web"'),
  },
  {
    name: 'a Service without endpoints',
    path: 'services/empty:80/proxy/',
    code: 503,
    answer: unavailable('no endpoints available for service "empty"'),
  },
  {
    name: 'a Pod that is not there',
    path: 'pods/ghost/proxy/',
    code: 404,
    answer: expect.objectContaining({ message: 'pods "ghost" not found' }),
  },
];

describe('the API server passes requests on to', () => {
  it.each(rows)('$name', ({ path, code, answer }) => {
    const response = inDefault(path);
    expect([response.code, response.body]).toEqual([code, answer]);
  });

  it('a kubelet, which tells its Pods', () => {
    expect(get('/api/v1/nodes/node-1/proxy/healthz').body).toBe('ok');
    const pods = JSON.parse(get('/api/v1/nodes/node-1/proxy/pods').body as string);
    expect(pods.items.map(({ metadata }: { metadata: { name: string } }) => metadata.name)).toContain('web');
    expect(get('/api/v1/nodes/node-9/proxy/healthz').code).toBe(404);
  });
});

it('a name has a scheme and a port or not', () => {
  const texts = ['a', 'a:1', 'https:a:1', 'https:a:', 'x:a:1', 'a:b:c:d', ':1', ''];
  expect(texts.map(splitName)).toEqual([
    { name: 'a', port: '', https: false },
    { name: 'a', port: '1', https: false },
    { name: 'a', port: '1', https: true },
    { name: 'a', port: '', https: true },
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
