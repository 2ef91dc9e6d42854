import type { Lease } from '../../api/k8s/coordination-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindView } from '../../widgets/kind-view.ts';

const LeaseView: KindView<Lease> = {
  kind: 'Lease',
  resource: 'leases.coordination.k8s.io',
  namespaced: true,
  say: ({ metadata }) =>
    metadata.namespace === 'kube-node-lease'
      ? {
          title: kinds('lifeSign'),
          text: kinds('lifeSignSays'),
        }
      : {
          title: kinds('whoLeads'),
          text: kinds('whoLeadsSays'),
        },
  facts: ({ spec = {} }, context) => [
    { term: terms('Holder'), value: <span className="mono">{spec.holderIdentity}</span> },
    { term: terms('Renewed'), value: context.clock(spec.renewTime) },
    {
      term: terms('Lasts'),
      value: spec.leaseDurationSeconds === undefined ? '' : kinds('seconds', { count: spec.leaseDurationSeconds }),
    },
    { term: terms('Transitions'), value: spec.leaseTransitions === undefined ? '' : String(spec.leaseTransitions) },
  ],
  timers: ({ spec = {} }, context) => {
    const fromMs = context.timeOf(spec.renewTime);
    if (fromMs === null || spec.leaseDurationSeconds === undefined) return [];
    return [
      {
        id: 'lease',
        label: kinds('runsOut'),
        note: kinds('unlessRenewed'),
        fromMs,
        toMs: fromMs + spec.leaseDurationSeconds * 1000,
      },
    ];
  },
};

export default LeaseView;
