import { expect, test } from 'vitest';
import { upgraded, upgradesOf } from './upgrade.ts';

const INGRESS = `# the shop
apiVersion: networking.k8s.io/v1beta1 # old
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: nginx
spec:
  backend:
    serviceName: fallback
    servicePort: http
  rules:
  - host: shop.example.com
    http:
      paths:
      # the front page
      - path: /
        backend:
          serviceName: web # by name
          servicePort: 80 # and port
      - backend: {serviceName: api, servicePort: 8080}
        path: /api
        pathType: Prefix
`;

test('an Ingress: fields change, comments and all else stay', () => {
  expect(upgraded(INGRESS)).toBe(`# the shop
apiVersion: networking.k8s.io/v1 # old
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: nginx
spec:
  defaultBackend:
    service:
      name: fallback
      port:
        name: http
  rules:
  - host: shop.example.com
    http:
      paths:
      # the front page
      - path: /
        pathType: ImplementationSpecific
        backend:
          service:
            name: web # by name
            port:
              number: 80 # and port
      - backend: {service: {name: api, port: {number: 8080}}}
        path: /api
        pathType: Prefix
`);
});

test('an Ingress that begins with its backend, the port before the name', () => {
  const text = `apiVersion: extensions/v1beta1
kind: Ingress
spec:
  rules:
    - http:
        paths:
          - backend:
              servicePort: 80
              serviceName: web
`;
  expect(upgraded(text)).toBe(`apiVersion: networking.k8s.io/v1
kind: Ingress
spec:
  rules:
    - http:
        paths:
          - pathType: ImplementationSpecific
            backend:
              service:
                port:
                  number: 80
                name: web
`);
});

test('a Deployment gets the selector that its template stood in for', () => {
  const text = `apiVersion: extensions/v1beta1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  template:
    metadata:
      labels:
        app: web # all of them
        tier: "front"
    spec: {containers: [{name: web, image: nginx}]}
`;
  expect(upgraded(text)).toBe(`apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
      tier: "front"
  template:
    metadata:
      labels:
        app: web # all of them
        tier: "front"
    spec: {containers: [{name: web, image: nginx}]}
`);
});

test.each([
  ['batch/v1beta1', 'CronJob', 'batch/v1'],
  ['policy/v1beta1', 'PodDisruptionBudget', 'policy/v1'],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'autoscaling/v2'],
  ['rbac.authorization.k8s.io/v1beta1', 'Role', 'rbac.authorization.k8s.io/v1'],
])('of a %s %s only the version changes', (from, kind, to) => {
  const text = (version: string) => `kind: ${kind}\napiVersion: ${version}\nspec: {selector: {}}\n`;
  expect(upgraded(text(from))).toBe(text(to));
});

test('metrics of autoscaling/v2beta1 get a target', () => {
  const text = `apiVersion: autoscaling/v2beta1
kind: HorizontalPodAutoscaler
spec:
  metrics:
  - type: Resource
    resource:
      name: cpu
      targetAverageUtilization: 60
`;
  expect(upgraded(text)).toContain('      target: {type: Utilization, averageUtilization: 60}\n');
});

test('of a stream the documents are found by the lines of their versions, and converted one by one', () => {
  const stream = `apiVersion: v1\nkind: Service\n---\napiVersion: batch/v1beta1\nkind: CronJob\n---\n${INGRESS}`;
  expect(upgradesOf(stream).map(({ line, from, to }) => [line, from, to])).toEqual([
    [4, 'batch/v1beta1 CronJob', 'batch/v1'],
    [8, 'networking.k8s.io/v1beta1 Ingress', 'networking.k8s.io/v1'],
  ]);
  expect(upgraded(stream, 4)).toBe(stream.replace('batch/v1beta1', 'batch/v1'));
});

test.each([
  ['what is served', 'apiVersion: apps/v1\nkind: Deployment\n'],
  ['what cannot be read', 'apiVersion: batch/v1beta1\nkind: CronJob\n  bad: [\n'],
  ['an unknown kind', 'apiVersion: batch/v1beta1\nkind: Widget\n'],
])('%s is left alone', (_, text) => {
  expect([upgradesOf(text), upgraded(text)]).toEqual([[], text]);
});
