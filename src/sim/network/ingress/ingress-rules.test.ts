import { expect, test } from 'vitest';
import type { Ingress } from '../../../api/k8s/networking-v1.gen.ts';
import { hostTls, matchIngress } from './ingress-rules.ts';

const to = (name: string) => ({ service: { name, port: { number: 80 } } });

function ingress(name: string, spec: Ingress['spec'], annotations: Record<string, string> = {}): Ingress {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'shop', annotations },
    ...(spec ? { spec } : {}),
  };
}

function paths(...list: readonly [string, string, string][]) {
  return { paths: list.map(([path, pathType, name]) => ({ path, pathType, backend: to(name) })) };
}

const ingresses = [
  ingress('shop', {
    rules: [
      {
        host: 'shop.example.com',
        http: paths(['/', 'Prefix', 'front'], ['/cart', 'Prefix', 'cart'], ['/cart', 'Exact', 'cart-root']),
      },
      { host: '*.example.com', http: paths(['/', 'Prefix', 'any']) },
    ],
  }),
  ingress('fallback', { defaultBackend: to('fallback'), rules: [{ http: paths(['/status', 'Prefix', 'status']) }] }),
  ingress(
    'canary',
    { rules: [{ host: 'shop.example.com', http: paths(['/', 'Prefix', 'front-new']) }] },
    { 'nginx.ingress.kubernetes.io/canary': 'true', 'nginx.ingress.kubernetes.io/canary-weight': '10' },
  ),
];

test.each([
  ['shop.example.com', '/', 'front'],
  ['shop.example.com', '/cart', 'cart-root'],
  ['shop.example.com', '/cart/7', 'cart'],
  ['shop.example.com', '/cartoons', 'front'],
  ['blog.example.com', '/cart', 'any'],
  ['a.b.example.com', '/', 'fallback'],
  ['other.org', '/status/x', 'status'],
  ['other.org', '/', 'fallback'],
])('%s%s goes to %s', (host, path, service) => {
  expect(matchIngress(ingresses, host, path)?.backend.service?.name).toBe(service);
});

test('a canary takes its share of the requests of the same host and path', () => {
  const shares = (path: string) =>
    matchIngress(ingresses, 'shop.example.com', path)?.canaries.map(({ backend, canary }) => [
      backend.service?.name,
      canary.weight,
    ]);
  expect([shares('/'), shares('/cart')]).toEqual([[['front-new', 10]], []]);
});

test('without a default backend a request may be nobody’s', () => {
  expect(matchIngress(ingresses.slice(0, 1), 'other.org', '/')).toBe(undefined);
});

const NGINX = 'nginx.ingress.kubernetes.io';

test.each([
  ['/api(/|$)(.*)', '/$2', '/api/v1/items', '/v1/items'],
  ['/api(/|$)(.*)', '/$2', '/api', '/'],
  ['/API(/|$)(.*)', '/$2', '/api/x', '/x'],
  ['/old', '/new', '/old/page', '/new'],
])('the path %s with rewrite-target %s turns %s into %s', (path, target, asked, got) => {
  const rewriting = ingress(
    'r',
    { rules: [{ host: 'r.example.com', http: paths([path, 'ImplementationSpecific', 'api']) }] },
    { [`${NGINX}/rewrite-target`]: target },
  );
  expect(matchIngress([rewriting], 'r.example.com', asked)?.rewrite).toBe(got);
});

test('a pattern that does not match is nobody’s; one that nginx could not read is taken as it stands', () => {
  const make = (path: string) =>
    ingress(
      'r',
      { rules: [{ host: 'r.example.com', http: paths([path, 'ImplementationSpecific', 'api']) }] },
      { [`${NGINX}/use-regex`]: 'true' },
    );
  expect(matchIngress([make('/item/[0-9]+$')], 'r.example.com', '/item/x')).toBe(undefined);
  expect(matchIngress([make('/item/[0-9]+$')], 'r.example.com', '/item/12')?.rule).toBe('r.example.com/item/[0-9]+$');
  expect(matchIngress([make('/(')], 'r.example.com', '/(/x')?.rule).toBe('r.example.com/(');
});

test('a host with a certificate is encrypted, and sends those on who come without, unless its Ingress says no', () => {
  const tls = [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }];
  const open = { [`${NGINX}/ssl-redirect`]: 'false' };
  expect(hostTls([ingress('a', { tls })], 'shop.example.com')).toEqual({
    certificate: 'shop/shop-tls',
    redirects: true,
  });
  expect(hostTls([ingress('a', { tls }, open)], 'shop.example.com')?.redirects).toBe(false);
  expect(hostTls([ingress('a', { tls })], 'blog.example.com')).toBe(undefined);
});
