import type { Controller, ControllerContext, EventRecorder, Informer } from '../../../api/controller.ts';
import type { Node } from '../../../api/k8s/core-v1.gen.ts';
import { type Process, sleep, wait } from '../../../api/process.ts';
import NodeKind from '../../../kinds/node/kind.ts';
import type { Instances } from '../instances.ts';
import { changedAddresses, initialization, isUninitialized } from './initialized.ts';

/** --concurrent-node-syncs */
const WORKERS = 1;
/** --node-status-update-frequency */
const UPDATE_MS = 300_000;

interface State {
  readonly context: ControllerContext;
  readonly instances: Instances;
  readonly nodes: Informer<Node>;
  readonly events: EventRecorder;
}

/**
 * Says of nodes what the cloud knows: addresses, zone, region, machine type. Until it has done so, a taint keeps Pods off.
 * Models cloud-provider/controllers/node.
 */
export function cloudNodeController(instances: Instances): Controller {
  return {
    name: 'cloud-node-controller',
    account: 'node-controller',
    start(context) {
      const nodes = context.informers.of(NodeKind);
      const state: State = { context, instances, nodes, events: context.recorder('cloud-node-controller') };
      const queue = context.queue('Node');
      const changed = (node: Node): void => {
        if (isUninitialized(node)) queue.add(node.metadata.name!);
      };
      nodes.addHandler({ onAdd: changed, onUpdate: changed });
      context.run(queue, WORKERS, (name) => sync(state, name));
      context.spawn(updateAddresses(state));
    },
  };
}

function* sync(state: State, name: string): Process<void> {
  const { context, instances, nodes, events } = state;
  const node = nodes.get(name);
  if (!node || !isUninitialized(node)) return;
  const instance = instances.ofNode(name);
  // The machine may not be known to the cloud's API yet: tried again after the back-off.
  if (!instance) throw new Error(`instance of node ${name} not found`);
  const body = { ...initialization(node, instance) };
  const addresses = changedAddresses(node, instance);
  const type = 'application/merge-patch+json' as const;
  if (addresses) yield* patchAddresses(state, name, addresses);
  const current = yield* context.client.patch(NodeKind, '', name, { type, body });
  events.event(current, 'Normal', 'Synced', 'Node synced successfully');
}

function* updateAddresses(state: State): Process<void> {
  const { instances, nodes } = state;
  yield* wait(nodes.synced);
  for (;;) {
    yield* sleep(UPDATE_MS);
    for (const node of [...nodes.list()]) {
      const name = node.metadata.name!;
      const instance = isUninitialized(node) ? undefined : instances.ofNode(name);
      const addresses = instance && changedAddresses(node, instance);
      if (addresses) yield* patchAddresses(state, name, addresses);
    }
  }
}

function* patchAddresses({ context }: State, name: string, addresses: readonly object[]): Process<void> {
  const type = 'application/merge-patch+json' as const;
  yield* context.client.patch(NodeKind, '', name, { type, body: { status: { addresses } }, subresource: 'status' });
}
