import { describe, expect, test } from 'vitest';
import { parseScenario } from '../../api/scenario-file.ts';
import { startScenario } from './scenario-run.ts';

/** A cluster whose control plane has Node objects. */
function boot(members: 1 | 3) {
  const text = `apiVersion: orrery/v1
kind: Scenario
metadata: {name: as-nodes}
spec:
  title: The control plane as nodes
  cluster: {nodes: 1, controlPlane: {members: ${members}, asNodes: true}}
`;
  const { cluster } = startScenario(parseScenario(text, 'test'));
  const { engine } = cluster;
  while (!cluster.up.settled && engine.step());
  const kubectl = (command: string): string => {
    const result = cluster.act({ type: 'kubectl', command });
    while (!result.settled && engine.step());
    return result.value.stdout + result.value.stderr;
  };
  return { cluster, kubectl, pass: (seconds: number) => engine.runUntil(engine.nowMs + seconds * 1000) };
}

const NAMES = 'get pods -n kube-system --no-headers -o custom-columns=:metadata.name';

describe('a control plane as nodes', () => {
  test('has nodes with their role and taint, and its components as Pods', () => {
    const { kubectl } = boot(1);
    expect(kubectl('get nodes --no-headers')).toMatch(/^control-plane-1 +Ready +control-plane /);
    expect(kubectl('get node control-plane-1 -o jsonpath={.spec.taints[*].key}')).toContain(
      'node-role.kubernetes.io/control-plane',
    );
    const names = kubectl(NAMES).split('\n');
    for (const name of ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler']) {
      expect(names).toContain(`${name}-control-plane-1`);
    }
  });

  test('shows a component that is stopped as not ready, and places nothing on its node', () => {
    const { cluster, kubectl, pass } = boot(1);
    cluster.act({ type: 'fault', fault: 'component-stop', target: 'kube-scheduler' });
    pass(30);
    expect(kubectl('get pod -n kube-system kube-scheduler-control-plane-1 --no-headers')).toMatch(/ 0\/1 /);
    cluster.act({ type: 'fault', fault: 'component-start', target: 'kube-scheduler' });
    pass(30);
    expect(kubectl('get pod -n kube-system kube-scheduler-control-plane-1 --no-headers')).toMatch(/ 1\/1 /);
    kubectl('create deployment web --image=nginx --replicas=3');
    pass(30);
    expect(kubectl('get pods -o jsonpath={.items[*].spec.nodeName}')).toBe('node-1 node-1 node-1');
  });

  test('loses one of three machines with its Pods, and goes on', () => {
    const { cluster, kubectl, pass } = boot(3);
    cluster.act({ type: 'fault', fault: 'node-crash', target: 'control-plane-2' });
    pass(90);
    expect(kubectl('get node control-plane-2 --no-headers')).toMatch(/NotReady/);
    expect(kubectl('create configmap c')).toBe('configmap/c created\n');
    cluster.act({ type: 'fault', fault: 'node-restart', target: 'control-plane-2' });
    pass(90);
    expect(kubectl('get node control-plane-2 --no-headers')).toMatch(/ Ready /);
  });
});
