import type { PriorityClass } from '../../api/k8s/scheduling-v1.gen.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { deleteAction } from '../../widgets/plain-view.ts';

const PriorityClassView: KindView<PriorityClass> = {
  kind: 'PriorityClass',
  resource: 'priorityclasses.scheduling.k8s.io',
  namespaced: false,
  say: ({ value, preemptionPolicy }) => ({
    title: `Priority ${value}`,
    text:
      preemptionPolicy === 'Never'
        ? 'Its Pods come first in the scheduler’s queue, but push no others out.'
        : 'Its Pods come first in the scheduler’s queue, and may push out Pods of lower priority where there is no room.',
  }),
  facts: (given, context) => [
    { term: 'Value', value: String(given.value) },
    { term: 'For all', value: given.globalDefault === true ? 'Pods without a class get it' : '' },
    { term: 'Meaning', value: given.description },
    { term: 'Created', value: context.clock(given.metadata.creationTimestamp) },
  ],
  actions: (given, context) => [deleteAction('priorityclass', given, context)],
};

export default PriorityClassView;
