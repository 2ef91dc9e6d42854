import { isBug } from '../../../api/control/bug.ts';
import type { Controller, ControllerContext, EventRecorder, Informer } from '../../../api/controller.ts';
import type { Node } from '../../../api/k8s/core-v1.gen.ts';
import { type Process, sleep, wait } from '../../../api/process.ts';
import NodeKind from '../../../kinds/node/kind.ts';
import type { Instances } from '../instances.ts';
import { planNode } from './plan.ts';

/** --node-monitor-period */
const MONITOR_MS = 5_000;

interface State {
  readonly context: ControllerContext;
  readonly instances: Instances;
  readonly nodes: Informer<Node>;
  readonly events: EventRecorder;
}

/**
 * Deletes nodes whose machine the cloud no longer has, and taints those whose machine is shut down.
 * Models cloud-provider/controllers/nodelifecycle.
 */
export function cloudNodeLifecycleController(instances: Instances): Controller {
  return {
    name: 'cloud-node-lifecycle-controller',
    account: 'node-controller',
    start(context) {
      const nodes = context.informers.of(NodeKind);
      const events = context.recorder('cloud-node-lifecycle-controller');
      context.spawn(monitor({ context, instances, nodes, events }));
    },
  };
}

function* monitor(state: State): Process<void> {
  const { nodes } = state;
  yield* wait(nodes.synced);
  for (;;) {
    yield* sleep(MONITOR_MS);
    for (const node of [...nodes.list()]) {
      try {
        yield* look(state, node);
      } catch (error) {
        // The next turn tries again.
        if (isBug(error)) throw error;
      }
    }
  }
}

function* look({ context, instances, events }: State, node: Node): Process<void> {
  const name = node.metadata.name!;
  const plan = planNode(node, instances.ofNode(name));
  if (plan.delete) {
    // As upstream does, the Event names the node without its version.
    const message = `Deleting node ${name} because it does not exist in the cloud provider`;
    events.event(node, 'Normal', 'DeletingNode', message);
    yield* context.client.delete(NodeKind, '', name);
  } else if (plan.taints) {
    const body = { spec: { taints: plan.taints.length > 0 ? plan.taints : null } };
    yield* context.client.patch(NodeKind, '', name, { type: 'application/merge-patch+json', body });
  }
}
