import type { Controller, ControllerContext, Informer } from '../../../api/controller.ts';
import type { Node } from '../../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import NodeKind from '../../../kinds/node/kind.ts';
import { recordNodeStatusChange } from '../node-events.ts';
import { createCidrSet } from './cidr-set.ts';

const WORKERS = 30;

/** Gives each node its range of Pod addresses. Models the range allocator of pkg/controller/nodeipam. */
export const nodeIpamController: Controller = {
  name: 'node-ipam-controller',
  account: 'node-controller',
  start(context) {
    const nodes = context.informers.of(NodeKind);
    const cidrs = createCidrSet();
    const queue = context.queue('cidrallocator_node');
    const seen = (node: Node): void => {
      const { podCIDR } = node.spec ?? {};
      if (podCIDR) cidrs.occupy(podCIDR);
      else if (!isTerminating(node)) queue.add(node.metadata.name!);
    };
    nodes.addHandler({
      onAdd: seen,
      onUpdate: (node, previous) => void (node.spec !== previous.spec && seen(node)),
      onDelete: (node) => void (node.spec?.podCIDR && cidrs.release(node.spec.podCIDR)),
    });
    const recorder = context.recorder('cidrAllocator');
    context.run(queue, WORKERS, (name) =>
      assign(context, nodes, name, {
        next: () => cidrs.next(),
        release: (cidr) => cidrs.release(cidr),
        exhausted: (node) => recordNodeStatusChange(recorder, node, 'CIDRNotAvailable'),
      }),
    );
  },
};

export default nodeIpamController;

interface Ranges {
  next(): string | undefined;
  release(cidr: string): void;
  exhausted(node: Node): void;
}

function* assign({ client }: ControllerContext, nodes: Informer<Node>, name: string, ranges: Ranges): Process<void> {
  const node = nodes.get(name);
  if (!node || isTerminating(node) || node.spec?.podCIDR) return;
  const cidr = ranges.next();
  if (cidr === undefined) {
    ranges.exhausted(node);
    throw new Error('CIDR allocation failed; there are no remaining CIDRs left to allocate in the accepted range');
  }
  const body = { spec: { podCIDR: cidr, podCIDRs: [cidr] } };
  try {
    yield* client.patch(NodeKind, '', name, { type: 'application/strategic-merge-patch+json', body });
  } catch (error) {
    ranges.release(cidr);
    throw error;
  }
}
