import { isBug } from '../../../api/control/bug.ts';
import type { ControllerContext, Lister } from '../../../api/controller.ts';
import type { Node } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { hasTaint, swapTaints } from '../taints.ts';
import { nodeCondition } from './health.ts';
import { createTaintQueue, type TaintQueue } from './taint-queue.ts';
import { NOT_READY_EXECUTE, UNREACHABLE_EXECUTE } from './taint-rules.ts';
import { evictionRate, zoneOf } from './zones.ts';

/** How often waiting nodes are looked at (scheduler.NodeEvictionPeriod). */
const PASS_MS = 100;

/** The NoExecute taints of nodes that do not answer: slowly, zone by zone, so that a whole zone is not emptied at once. */
export interface Tainting {
  /** By the Ready condition that was observed: waits for its taint, or loses it. Models processTaintBaseEviction. */
  decide(node: Node, ready: string): Process<void>;
  /** Takes the taints off, and out of the queue. Models markNodeAsReachable. */
  clear(node: Node): Process<void>;
  setRate(zone: string, rate: number): void;
  forget(node: Node): void;
}

/** Makes the queues of all zones. */
export function createTainting(context: ControllerContext, nodes: Lister<Node>): Tainting {
  const { client } = context;
  const nowMs = (): number => context.nowMs();
  const zones = new Map<string, TaintQueue>();
  let planned = false;

  const queueOf = (zone: string): TaintQueue => {
    let queue = zones.get(zone);
    if (!queue) {
      queue = createTaintQueue(evictionRate('Normal', 0));
      zones.set(zone, queue);
    }
    return queue;
  };
  /** Passes are made only while a node waits. */
  const plan = (): void => {
    if (planned || ![...zones.values()].some((queue) => queue.waiting)) return;
    planned = true;
    context.after(PASS_MS, () => {
      planned = false;
      context.spawn(pass());
    });
  };
  function* pass(): Process<void> {
    for (const queue of zones.values()) {
      for (let name = queue.next(nowMs()); name !== undefined; name = queue.next(nowMs())) {
        yield* taintWaiting(name, queue);
      }
    }
    plan();
  }
  function* taintWaiting(name: string, queue: TaintQueue): Process<void> {
    const node = nodes.get(name);
    const status = node && nodeCondition(node, 'Ready')?.status;
    if (!node || !status || status === 'True') return;
    const [add, remove] = taintsFor(status);
    try {
      yield* swapTaints(client, node, [add], [remove], nowMs);
    } catch (error) {
      if (isBug(error)) throw error;
      queue.remove(name);
      queue.add(name);
    }
  }

  return {
    *decide(node, ready) {
      if (ready === 'True') {
        yield* this.clear(node);
        return;
      }
      const [add, remove] = taintsFor(ready);
      if (hasTaint(node, remove)) {
        yield* swapTaints(client, node, [add], [remove], nowMs);
        return;
      }
      const queue = queueOf(zoneOf(node));
      const name = node.metadata.name!;
      if (!hasTaint(node, add)) queue.remove(name);
      queue.add(name);
      plan();
    },
    *clear(node) {
      zones.get(zoneOf(node))?.remove(node.metadata.name!);
      const taints = [UNREACHABLE_EXECUTE, NOT_READY_EXECUTE];
      if (taints.some((taint) => hasTaint(node, taint))) yield* swapTaints(client, node, [], taints, nowMs);
    },
    setRate: (zone, rate) => queueOf(zone).setRate(rate, nowMs()),
    forget: (node) => zones.get(zoneOf(node))?.remove(node.metadata.name!),
  };
}

function taintsFor(ready: string): [add: typeof NOT_READY_EXECUTE, remove: typeof NOT_READY_EXECUTE] {
  return ready === 'Unknown' ? [UNREACHABLE_EXECUTE, NOT_READY_EXECUTE] : [NOT_READY_EXECUTE, UNREACHABLE_EXECUTE];
}
