import { expect, test } from 'vitest';
import type { ConfigMap } from '../../api/k8s/core-v1.gen.ts';
import { act, apply, bootCluster, objectsOf } from '../testing/test-cluster.ts';

const definition = (plural: string, kind: string, scope: string): string => `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ${plural}.example.com}
spec:
  group: example.com
  scope: ${scope}
  names: {plural: ${plural}, kind: ${kind}}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
---`;

test.each([
  ['Namespaced', 'ships'],
  ['Cluster', 'fleets'],
])('what an object of a custom kind owns goes with it: scope %s', (scope, plural) => {
  const cluster = bootCluster(1);
  const pass = (seconds: number): void => cluster.engine.runUntil(cluster.engine.nowMs + seconds * 1000);
  const kubectl = (command: string): string => act(cluster, { type: 'kubectl', command }).stdout;
  const kind = plural === 'ships' ? 'Ship' : 'Fleet';
  apply(cluster, definition(plural, kind, scope));
  pass(5);
  apply(cluster, `apiVersion: example.com/v1\nkind: ${kind}\nmetadata: {name: parent}`);
  const uid = kubectl(`get ${plural} parent -o jsonpath={.metadata.uid}`);
  const owner = `ownerReferences: [{apiVersion: example.com/v1, kind: ${kind}, name: parent, uid: ${uid}}]`;
  apply(cluster, `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: child, ${owner}}`);
  apply(cluster, `apiVersion: example.com/v1\nkind: ${kind}\nmetadata: {name: grandchild, ${owner}}`);
  pass(5);
  const names = (): string[] => [
    ...objectsOf<ConfigMap>(cluster, 'ConfigMap', 'default').map(({ metadata }) => metadata.name!),
    ...kubectl(`get ${plural} -o name`).split('\n').filter(Boolean),
  ];
  expect(names()).toContain('child');
  kubectl(`delete ${plural} parent --wait=false`);
  pass(20);
  expect(names()).toEqual(['kube-root-ca.crt']);
});
