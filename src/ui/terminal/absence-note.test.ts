import { expect, test } from 'vitest';
import { absenceNotes } from './absence-note.ts';

const missing = (what: string, name: string) => `Error from server (NotFound): ${what} "${name}" not found\n`;

test.each([
  ['kubectl get pod web', missing('pods', 'web'), 'why pod/web'],
  ['kubectl get deploy/web -n shop', missing('deployments.apps', 'web'), 'why deployment/web -n shop'],
  ['kubectl get ing x', missing('ingresses.networking.k8s.io', 'x'), 'why ingress/x'],
  ['kubectl get netpol x --namespace=a', missing('networkpolicies.networking.k8s.io', 'x'), 'why networkpolicy/x -n a'],
  ['kubectl get po x -n y', missing('namespaces', 'y'), 'why namespace/y'],
  ['kubectl drain node-9', missing('nodes', 'node-9'), 'why node/node-9'],
])('%s that finds nothing says how one asks why', (line, stderr, asks) => {
  expect(absenceNotes(line, stderr)).toEqual([expect.stringContaining(asks)]);
});

test('what cannot be explained gets no note', () => {
  expect(absenceNotes('kubectl get crd x', missing('customresourcedefinitions.apiextensions.k8s.io', 'x'))).toEqual([]);
  expect(absenceNotes('kubectl get pods', '')).toEqual([]);
});
