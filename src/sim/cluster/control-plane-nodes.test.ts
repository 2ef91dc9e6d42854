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

  test('tells what its components have begun with, and brings a Pod back that is deleted', () => {
    const { kubectl, pass } = boot(1);
    pass(5);
    const logged = (name: string): string => kubectl(`logs -n kube-system ${name} --tail=1`);
    expect(logged('kube-scheduler-control-plane-1')).toMatch(
      /^I0105 08:00:\d\d\.\d{6} {7}1 leaderelection\.go:257\] attempting to acquire leader lease kube-system\/kube-scheduler\.\.\.\n$/,
    );
    expect(logged('kube-controller-manager-control-plane-1')).toContain('kube-system/kube-controller-manager...');
    expect(logged('kube-apiserver-control-plane-1')).toContain('Caches are synced for node_authorizer');
    expect(logged('etcd-control-plane-1')).toMatch(/^\{"level":"info","ts":"2026-01-05T.*"notifying init daemon"\}\n$/);
    expect(logged('deploy/coredns')).toContain('linux/amd64, go1.21.11');
    expect(logged('ds/kube-proxy')).toContain('Caches are synced for endpoint slice config');
    expect(logged('deploy/metrics-server')).toContain('DynamicServingCertificateController');
    kubectl('delete pod -n kube-system etcd-control-plane-1');
    pass(10);
    expect(kubectl('get pod -n kube-system etcd-control-plane-1 --no-headers')).toMatch(/ 1\/1 +Running +0 /);
    expect(kubectl('get cs --no-headers').replace(/ +/g, ' ')).toBe(
      'controller-manager Healthy ok \nscheduler Healthy ok \netcd-0 Healthy ok \nWarning: v1 ComponentStatus is deprecated in v1.19+\n',
    );
  });

  test('starts a component again whose process is killed', () => {
    const { cluster, kubectl, pass } = boot(1);
    const pod = 'kube-scheduler-control-plane-1';
    cluster.act({ type: 'fault', fault: 'container-kill', target: `kube-system/${pod}/kube-scheduler` });
    pass(0.5);
    expect(kubectl('get cs scheduler --no-headers')).toMatch(/Unhealthy/);
    pass(30);
    expect(kubectl(`get pod -n kube-system ${pod} --no-headers`)).toMatch(/ 1\/1 +Running +1 \(/);
    expect(kubectl('get cs scheduler --no-headers')).toMatch(/ Healthy/);
    expect(kubectl(`logs -n kube-system ${pod} -p --tail=1`)).toContain('kube-system/kube-scheduler...');
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
