import type { ConfigMap } from '../../../api/k8s/core-v1.gen.ts';
import type { Action } from '../../../api/scenario.ts';
import { createRandom } from '../../../base/random.ts';
import { type Cluster, createCluster } from '../../cluster/cluster.ts';
import { describeAction } from '../../cluster/scenario-run.ts';
import { act, defaultNode, objectsOf } from '../test-cluster.ts';
import { randomInput } from './inputs.ts';
import { watchInvariants } from './invariants.ts';

/** What a seed led to: its inputs with their times, and what was broken. */
export interface FuzzResult {
  readonly seed: number;
  readonly inputs: readonly string[];
  readonly problems: readonly string[];
}

const TURNS = 16;
const COMPONENTS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
/** Evictions from lost nodes, back-offs of images and of crashes take this long at most, once all is well again. */
const REST_MS = 20 * 60_000;
const STEP_MS = 5_000;
/** Nothing has happened for longer than a controller waits; an image that does not exist is tried every five minutes. */
const QUIET_MS = 75_000;

/** Plays random inputs and faults on a cluster, heals everything, and waits for it to come to rest. Equal seeds give equal runs. */
export function runSeed(seed: number): FuzzResult {
  const random = createRandom(seed * 7_919);
  const nodes = Array.from({ length: 2 + random.int(3) }, (_, i) => `node-${i + 1}`);
  const cluster = createCluster({
    cluster: { nodes: nodes.map(defaultNode), members: random.pick([1, 3]), controlPlaneAsNodes: false },
    images: [],
    seed,
  });
  while (!cluster.up.settled && cluster.engine.step());
  const invariants = watchInvariants(cluster);
  const members = cluster.controlPlane.members.map(({ host }) => host.name);
  const inputs: string[] = [];
  const acknowledged = new Set<string>();
  for (let turn = 0; turn < TURNS; turn++) {
    const action = randomInput(random, nodes, members, turn);
    inputs.push(`${(cluster.engine.nowMs / 1000).toFixed(1)}s ${describe(action)}`);
    const result = cluster.act(action);
    const name = action.type === 'kubectl' ? /^create configmap (\S+)$/.exec(action.command)?.[1] : undefined;
    result.onSettle(() => {
      if (name && result.value.exitCode === 0) acknowledged.add(name);
    });
    cluster.engine.runUntil(cluster.engine.nowMs + 1_000 + random.int(random.next() < 0.15 ? 90_000 : 10_000));
  }
  heal(cluster, [...nodes, ...members]);
  // Nothing comes to rest while a clock makes Jobs, or while a Pod waits for a claim that was deleted before it started.
  insist(cluster, 'delete cronjobs --all');
  insist(cluster, 'delete pods -l app=db --wait=false');
  const rests = comeToRest(cluster);
  const kept = new Set(objectsOf<ConfigMap>(cluster, 'ConfigMap', 'default').map(({ metadata }) => metadata.name));
  const lost = [...acknowledged]
    .filter((each) => !kept.has(each))
    .map((each) => `ConfigMap ${each} was acknowledged and is lost`);
  return { seed, inputs, problems: [...invariants.problems, ...rests, ...lost, ...invariants.atRest()] };
}

function describe(action: Action): string {
  const more = action.type === 'fault' ? ` ${action.node ?? ''} for ${action.durationMs! / 1000}s` : '';
  return (action.type === 'kubectl' ? 'kubectl ' : '') + describeAction(action) + more;
}

/** Ends every fault. */
function heal(cluster: Cluster, machines: readonly string[]): void {
  const { network, nodes, controlPlane } = cluster;
  for (const name of machines) {
    const machine = nodes.get(name) ?? controlPlane.members.find(({ host }) => host.name === name)!;
    network.setFault(machine.host, undefined);
    if (!machine.host.scope.alive) machine.powerOn();
  }
  for (const machine of nodes.values()) machine.startKubelet();
  for (const target of COMPONENTS) act(cluster, { type: 'fault', fault: 'component-start', target });
}

/** Repeats a command until a control plane that has just been healed carries it out. */
function insist(cluster: Cluster, command: string): void {
  for (let tries = 1; tries <= 60 && act(cluster, { type: 'kubectl', command }).exitCode !== 0; tries++) {
    cluster.engine.runUntil(cluster.engine.nowMs + STEP_MS);
  }
}

/** Waits until nothing but periodic work goes on; says so when that does not happen. */
function comeToRest(cluster: Cluster): string[] {
  const { engine } = cluster;
  let quietMs = 0;
  for (const endMs = engine.nowMs + REST_MS; engine.nowMs < endMs; ) {
    engine.runUntil(engine.nowMs + STEP_MS);
    quietMs = cluster.settled() ? quietMs + STEP_MS : 0;
    if (quietMs >= QUIET_MS) return [];
  }
  return ['the cluster does not come to rest'];
}
