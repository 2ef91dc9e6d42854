import type { Lease } from '../../api/k8s/coordination-v1.gen.ts';
import type { KindView } from '../../widgets/kind-view.ts';

const LeaseView: KindView<Lease> = {
  kind: 'Lease',
  resource: 'leases.coordination.k8s.io',
  namespaced: true,
  say: ({ metadata }) =>
    metadata.namespace === 'kube-node-lease'
      ? {
          title: 'A node’s sign of life',
          text: 'Its kubelet renews it every 10 s: a small object, so that 5,000 nodes can do so.',
        }
      : {
          title: 'Who leads',
          text: 'Of several processes that do the same, the one that holds it works. When it is not renewed in time, another one takes it.',
        },
  facts: ({ spec = {} }, context) => [
    { term: 'Holder', value: <span className="mono">{spec.holderIdentity}</span> },
    { term: 'Renewed', value: context.clock(spec.renewTime) },
    { term: 'Lasts', value: spec.leaseDurationSeconds === undefined ? '' : `${spec.leaseDurationSeconds} s` },
    { term: 'Transitions', value: spec.leaseTransitions === undefined ? '' : String(spec.leaseTransitions) },
  ],
  timers: ({ spec = {} }, context) => {
    const fromMs = context.timeOf(spec.renewTime);
    if (fromMs === null || spec.leaseDurationSeconds === undefined) return [];
    return [
      {
        id: 'lease',
        label: 'Runs out',
        note: 'unless it is renewed',
        fromMs,
        toMs: fromMs + spec.leaseDurationSeconds * 1000,
      },
    ];
  },
};

export default LeaseView;
