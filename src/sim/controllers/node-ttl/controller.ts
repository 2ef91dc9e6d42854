import type { Controller, ControllerContext, Informer } from '../../../api/controller.ts';
import type { Node } from '../../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import NodeKind from '../../../kinds/node/kind.ts';

/** How long kubelets may keep ConfigMaps and Secrets in their caches, in seconds. */
const TTL_ANNOTATION = 'node.alpha.kubernetes.io/ttl';
const WORKERS = 5;

/** From so many nodes to so many the time is this; the steps overlap, so that it does not change all the time. */
const STEPS = [
  { from: 0, to: 100, ttlSeconds: 0 },
  { from: 90, to: 500, ttlSeconds: 15 },
  { from: 450, to: 1_000, ttlSeconds: 30 },
  { from: 900, to: 2_000, ttlSeconds: 60 },
  { from: 1_800, to: 10_000, ttlSeconds: 300 },
] as const;

/** Tells nodes how long their kubelets may cache, the longer the more nodes there are. Models pkg/controller/ttl. */
export const nodeTtlController: Controller = {
  name: 'ttl-controller',
  start(context) {
    const nodes = context.informers.of(NodeKind);
    const queue = context.queue('ttlcontroller');
    let step = 0;
    const ttl = (): string => String(STEPS[step]!.ttlSeconds);
    const want = (node: Node): void => {
      if (node.metadata.annotations?.[TTL_ANNOTATION] !== ttl()) queue.add(node.metadata.name!);
    };
    nodes.addHandler({
      onAdd(node) {
        if (step < STEPS.length - 1 && nodes.size > STEPS[step]!.to) step++;
        want(node);
      },
      // A node learns of another time when it changes next, at the latest with its heartbeat.
      onUpdate: want,
      onDelete() {
        if (nodes.size < STEPS[step]!.from) step--;
      },
    });
    context.run(queue, WORKERS, (name) => annotate(context, nodes, name, ttl()));
  },
};

export default nodeTtlController;

function* annotate({ client }: ControllerContext, nodes: Informer<Node>, name: string, ttl: string): Process<void> {
  const node = nodes.get(name);
  if (!node || isTerminating(node) || node.metadata.annotations?.[TTL_ANNOTATION] === ttl) return;
  const body = { metadata: { annotations: { [TTL_ANNOTATION]: ttl } } };
  yield* client.patch(NodeKind, '', name, { type: 'application/strategic-merge-patch+json', body });
}
