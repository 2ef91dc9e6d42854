import { describe, expect, it } from 'vitest';
import type { Mirror } from '../store/mirror.ts';
import { findNamed, objectOfLine, wordsOf } from './named.ts';

const rows = <T>(...all: T[]) => new Map(all.map((row, index) => [String(index), row]));

const cluster = {
  nodes: rows({ name: 'node-1' }),
  pods: rows({ namespace: 'default', name: 'web-7c5-x2x4z' }, { namespace: 'shop', name: 'web-7c5-x2x4z' }),
  workloads: rows({ kind: 'Deployment', namespace: 'default', name: 'web' }),
  services: rows({ namespace: 'default', name: 'web' }),
} as unknown as Mirror;

const pod = { kind: 'Pod', namespace: 'default', name: 'web-7c5-x2x4z' };
const shopPod = { ...pod, namespace: 'shop' };
const node = { kind: 'Node', namespace: '', name: 'node-1' };
const deployment = { kind: 'Deployment', namespace: 'default', name: 'web' };
const service = { ...deployment, kind: 'Service' };

describe('objects named in the terminal', () => {
  it.each([
    ['a row of kubectl get pods', 'kubectl get pods', 'web-7c5-x2x4z   1/1   Running   0   21s', [pod]],
    ['the namespace of a row', 'kubectl get pods -A', 'shop   web-7c5-x2x4z   1/1   Running', [shopPod]],
    ['the namespace of the command', 'kubectl get pods -n shop', 'web-7c5-x2x4z   1/1   Running', [shopPod]],
    ['a Pod and its node', 'kubectl get po -o wide', 'web-7c5-x2x4z  1/1  10.244.0.3  node-1', [node, pod]],
    ['the kind of the command', 'kubectl get svc', 'web   ClusterIP   10.96.0.3', [service]],
    ['a kind before the name', 'kubectl apply -f web.yaml', 'deployment.apps/web configured', [deployment]],
    ['a full stop behind the name', 'kubectl get no', 'bound to node-1.', [node]],
    ['what is not there', 'kubectl get pods', 'other   1/1   Running', []],
  ])('finds by %s', (_name, command, row, expected) => {
    const context = wordsOf(`${command} ${row}`).map(({ text }) => text);
    expect([...findNamed(wordsOf(row), context, cluster).values()]).toEqual(expected);
  });

  it.each([
    ['kubectl describe pod web-7c5-x2x4z', pod],
    ['kubectl logs web-7c5-x2x4z -n shop', shopPod],
    ['kubectl cordon node-1', node],
    ['kubectl scale deployment web --replicas=5', deployment],
    ['kubectl get svc web -o yaml', service],
    ['kubectl get deploy/web svc/web', null],
    ['kubectl get pods', null],
    ['kubectl get pods | grep web', null],
    ['echo web', null],
  ])('selects what %s is about', (line, expected) => {
    expect(objectOfLine(line, cluster)).toEqual(expected);
  });
});
