import { it } from 'vitest';
import DeploymentKind from '../../kinds/deployment/kind.ts';
import PodKind from '../../kinds/pod/kind.ts';
import ServiceKind from '../../kinds/service/kind.ts';
import { condition, createControllerWorld, NAMESPACE } from './controller-world.ts';

it('x', () => {
  for (const n of [1000,2000]) {
    const t0 = performance.now();
    const world = createControllerWorld({ bindTo: 'n1', limits: false });
    world.act(
      world.client.create(world.kind('Node'), { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } } as never),
    );
    world.act(
      world.client.create(ServiceKind, {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web', namespace: NAMESPACE },
        spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
      } as never),
    );
    const t1 = performance.now();
    const e0 = world.engine.executed;
    world.act(
      world.client.create(DeploymentKind, {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web', namespace: NAMESPACE },
        spec: {
          replicas: n,
          selector: { matchLabels: { app: 'web' } },
          template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'a:1' }] } },
        },
      } as never),
    );
    world.settle();
    const t2 = performance.now();
    const v2 = world.engine.nowMs;
    const pods = world.list(PodKind);
    let i = 0;
    for (const pod of pods) {
      i++;
      const ip = `10.244.${i >> 8}.${i & 255}`;
      world.engine.after(
        (i % 500) * 2,
        () =>
          void world.engine.spawn(
            world.client.patch(PodKind, NAMESPACE, pod.metadata.name!, {
              type: 'application/strategic-merge-patch+json',
              subresource: 'status',
              body: {
                status: {
                  phase: 'Running',
                  podIP: ip,
                  podIPs: [{ ip }],
                  conditions: [condition('Ready', 'True', world.engine.unixMs)],
                },
              },
            }),
          ),
        undefined,
      );
    }
    world.settle();
    const t3 = performance.now();
    console.log(
      n,
      'boot',
      (t1 - t0).toFixed(0),
      'create',
      (t2 - t1).toFixed(0),
      'ready',
      (t3 - t2).toFixed(0),
      'events',
      world.engine.executed - e0,
      'writes',
      world.writes.length,
      'virtual create',
      v2.toFixed(0),
      'total',
      world.engine.nowMs.toFixed(0),
      process.memoryUsage().heapUsed >> 20,
    );
    const c = new Map<string, number>();
    for (const w of world.writes) {
      const k = w.split(' ').slice(0, 2).join(' ');
      c.set(k, (c.get(k) ?? 0) + 1);
    }
    console.log([...c].join(' | '));
  }
});
