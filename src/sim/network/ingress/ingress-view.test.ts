import { expect, test } from 'vitest';
import type { KubeObject } from '../../../api/object.ts';
import { controllerClass, IngressView } from './ingress-view.ts';

const ingress = (name: string, className?: string, annotation?: string): KubeObject =>
  ({
    metadata: {
      name,
      namespace: 'shop',
      creationTimestamp: '2026-01-05T08:00:00Z',
      ...(annotation === undefined ? {} : { annotations: { 'kubernetes.io/ingress.class': annotation } }),
    },
    spec: className === undefined ? {} : { ingressClassName: className },
  }) as unknown as KubeObject;

const ingressClass = (name: string, controller: string): KubeObject =>
  ({ metadata: { name }, spec: { controller } }) as unknown as KubeObject;

const view = new IngressView();
view.observe('IngressClass', ingressClass('nginx', 'k8s.io/ingress-nginx'), false);
view.observe('IngressClass', ingressClass('inner', 'k8s.io/inner'), false);
for (const one of [
  ingress('a', 'nginx'),
  ingress('b', 'inner'),
  ingress('c', undefined, 'nginx'),
  ingress('d', undefined, 'inner'),
  ingress('e'),
  ingress('f', 'unknown'),
])
  view.observe('Ingress', one, false);

test.each<[why: string, words: string[], names: string[]]>([
  ['a controller as it comes', [], ['a', 'c']],
  ['a second one', ['--controller-class=k8s.io/inner', '--ingress-class=inner'], ['b', 'd']],
  ['one that takes those without a class too', ['--watch-ingress-without-class=true'], ['a', 'c', 'e']],
  ['one that does not', ['--watch-ingress-without-class=false'], ['a', 'c']],
])('%s', (_why, words, names) => {
  expect(view.ofClass(controllerClass(words)).map(({ metadata }) => metadata.name)).toEqual(names);
});

test('a certificate is there when the Secret has it with its key', () => {
  const secret = (data: object): KubeObject =>
    ({ metadata: { name: 's', namespace: 'shop' }, data }) as unknown as KubeObject;
  const seen = [view.hasCertificate('shop/s')];
  view.observe('Secret', secret({ 'tls.crt': 'YQ==' }), false);
  seen.push(view.hasCertificate('shop/s'));
  view.observe('Secret', secret({ 'tls.crt': 'YQ==', 'tls.key': 'YQ==' }), false);
  seen.push(view.hasCertificate('shop/s'));
  view.observe('Secret', secret({ 'tls.crt': 'YQ==', 'tls.key': 'YQ==' }), true);
  seen.push(view.hasCertificate('shop/s'));
  expect(seen).toEqual([false, false, true, false]);
});
