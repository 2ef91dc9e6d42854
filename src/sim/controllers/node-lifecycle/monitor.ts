import { settleAll } from '../../../api/control/parallel.ts';
import type { Node, NodeCondition } from '../../../api/k8s/core-v1.gen.ts';
import { type Process, sleep } from '../../../api/process.ts';
import NodeKind from '../../../kinds/node/kind.ts';
import { recordNodeEvent, recordNodeStatusChange } from '../node-events.ts';
import { hasTaint } from '../taints.ts';
import { NODE, type State } from './controller.ts';
import { type Observation, observe } from './health.ts';
import { markPodsNotReady } from './pod-readiness.ts';
import { NOT_READY_EXECUTE, UNREACHABLE_EXECUTE } from './taint-rules.ts';
import { planDisruption, zoneOf } from './zones.ts';

const EXCLUDED_LABEL = 'node.kubernetes.io/exclude-disruption';
/** Attempts to write a node's status, and the wait between them. */
const TRIES = 5;
const RETRY_MS = 20;

/** One look at all nodes; a node that reports costs a few comparisons. Models monitorNodeHealth of pkg/controller/nodelifecycle. */
export function* monitorNodes(state: State): Process<void> {
  yield* noteMembership(state);
  const all = [...state.nodes.list()];
  const sizes = new Map<string, { ready: number; notReady: number }>();
  const work: Process<void>[] = [];
  for (const node of all) {
    const observation = look(state, node);
    const { current } = observation;
    if (node.metadata.labels?.[EXCLUDED_LABEL] === undefined) count(sizes, zoneOf(node), current);
    if (needsWork(state, node, observation)) work.push(handle(state, node, observation));
  }
  // Upstream works on eight nodes at a time; here the client's rate limit does the same.
  // A node that could not be dealt with is looked at again in the next pass.
  yield* settleAll(state.context, work);
  yield* applyDisruption(state, sizes, all);
}

function look(state: State, node: Node): Observation {
  const name = node.metadata.name!;
  const lease = state.leases.get(name);
  return observe(node, lease, state.health.get(name), state.context.nowMs());
}

function count(
  sizes: Map<string, { ready: number; notReady: number }>,
  zone: string,
  ready: NodeCondition | undefined,
): void {
  let size = sizes.get(zone);
  if (!size) {
    size = { ready: 0, notReady: 0 };
    sizes.set(zone, size);
  }
  if (ready?.status === 'True') size.ready++;
  else size.notReady++;
}

/** Takes note of the observation; says whether anything is to be written or decided. */
function needsWork(state: State, node: Node, { health, observed, status }: Observation): boolean {
  const name = node.metadata.name!;
  if (!status) state.health.set(name, health);
  const tainted = hasTaint(node, UNREACHABLE_EXECUTE) || hasTaint(node, NOT_READY_EXECUTE);
  return status !== undefined || observed.status !== 'True' || tainted || state.retry.has(name);
}

function* handle(state: State, node: Node, first: Observation): Process<void> {
  const { context, recorder, retry, tainting } = state;
  const name = node.metadata.name!;
  const observation = yield* writeStatus(state, node, first);
  if (!observation?.current) return;
  const { observed, current } = observation;
  yield* tainting.decide(node, observed.status);
  const fell = current.status !== 'True' && observed.status === 'True';
  if (fell) recordNodeStatusChange(recorder, node, 'NodeNotReady');
  if (fell || (retry.has(name) && observed.status !== 'True')) {
    const pods = [...state.pods.byIndex(NODE, name)];
    const done = yield* markPodsNotReady(context.client, recorder, pods, () => context.nowMs());
    if (!done) {
      retry.add(name);
      return;
    }
  }
  retry.delete(name);
}

/** Writes that a node has gone silent; after a conflict the fresh node is looked at again. */
function* writeStatus(state: State, cached: Node, first: Observation): Process<Observation | undefined> {
  const { client } = state.context;
  const name = cached.metadata.name!;
  let node = cached;
  let observation = first;
  for (let tries = 1; observation.status; tries++) {
    try {
      yield* client.updateStatus(NodeKind, { ...node, status: observation.status });
      break;
    } catch (error) {
      if (tries >= TRIES || !(error instanceof Error)) return undefined;
    }
    yield* sleep(RETRY_MS);
    node = yield* client.get(NodeKind, '', name);
    const lease = state.leases.get(name);
    observation = observe(node, lease, state.health.get(name), state.context.nowMs());
  }
  state.health.set(name, observation.health);
  return observation;
}

/** Nodes that have come and gone since the last look. */
function* noteMembership(state: State): Process<void> {
  const { nodes, known, recorder, health, tainting } = state;
  for (const node of nodes.list()) {
    const name = node.metadata.name!;
    if (!known.has(name)) {
      recordNodeEvent(recorder, node, 'RegisteredNode', `Registered Node ${name} in Controller`);
    }
    known.set(name, node);
  }
  if (known.size === nodes.size) return;
  for (const [name, node] of [...known]) {
    if (nodes.get(name)) continue;
    recordNodeEvent(recorder, node, 'RemovingNode', `Removing Node ${name} from Controller`);
    known.delete(name);
    health.delete(name);
    tainting.forget(node);
  }
}

function* applyDisruption(
  state: State,
  sizes: ReadonlyMap<string, { readonly ready: number; readonly notReady: number }>,
  all: readonly Node[],
): Process<void> {
  const { states, rates, stopEvictions, restartProbes } = planDisruption(state.zones, sizes);
  state.zones = states;
  for (const [zone, rate] of rates) state.tainting.setRate(zone, rate);
  if (stopEvictions) {
    yield* settleAll(
      state.context,
      all.map((node) => state.tainting.clear(node)),
    );
  }
  if (!restartProbes) return;
  const nowMs = state.context.nowMs();
  for (const [name, health] of state.health) state.health.set(name, { ...health, heardMs: nowMs });
}
