import { createCluster } from '../../sim/cluster/cluster.ts';
import { type Bench, readable, timeMs } from './measure.ts';

const NODES = 10;
const PODS = 50;
const RATE = 20_000;
const SECONDS = 20;

/** Requests that go through names, rules and a Service to the queues of Pods, every one of them counted. */
function requests(): Bench {
  return {
    name: `${RATE} requests/s through a Service to ${PODS} Pods`,
    run: () => {
      const nodes = Array.from({ length: NODES }, (_, i) => {
        return { name: `node-${i + 1}`, labels: {}, taints: [], cpu: '64', memory: '256Gi', pods: 110, extended: {} };
      });
      const cluster = createCluster({
        cluster: { nodes, members: 1, controlPlaneAsNodes: false },
        images: [],
        seed: 1,
      });
      const { engine, traffic } = cluster;
      while (!cluster.up.settled && engine.step());
      const labels = { app: 'web' };
      const template = { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } };
      const spec = { replicas: PODS, selector: { matchLabels: labels }, template };
      const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec };
      const ports = [{ port: 80 }];
      const service = {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web' },
        spec: { selector: labels, ports },
      };
      for (const object of [deployment, service]) cluster.act({ type: 'apply', yaml: JSON.stringify(object) });
      engine.runUntil(engine.nowMs + 60_000);
      cluster.act({ type: 'traffic', name: 'people', to: 'http://web.default/', rps: RATE });
      engine.runUntil(engine.nowMs + 2000);
      const before = traffic.clients[0]!.stats.total.ok;
      const wallMs = timeMs(() => engine.runUntil(engine.nowMs + SECONDS * 1000));
      const served = traffic.clients[0]!.stats.total.ok - before;
      const p99 = traffic.clients[0]!.stats.latency.quantile(0.99)!.toFixed(1);
      return `${readable((served / wallMs) * 1000)} requests a wall s, p99 ${p99} ms`;
    },
  };
}

export const trafficBenches: readonly Bench[] = [requests()];
