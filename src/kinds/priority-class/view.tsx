import type { PriorityClass } from '../../api/k8s/scheduling-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { deleteAction } from '../../widgets/plain-view.ts';

const PriorityClassView: KindView<PriorityClass> = {
  kind: 'PriorityClass',
  resource: 'priorityclasses.scheduling.k8s.io',
  namespaced: false,
  say: ({ value, preemptionPolicy }) => ({
    title: kinds('priority', { value }),
    text: preemptionPolicy === 'Never' ? kinds('firstOnly') : kinds('firstAndPush'),
  }),
  facts: (given, context) => [
    { term: terms('Value'), value: String(given.value) },
    { term: terms('ForAll'), value: given.globalDefault === true ? kinds('withoutClass') : '' },
    { term: terms('Meaning'), value: given.description },
    { term: terms('Created'), value: context.clock(given.metadata.creationTimestamp) },
  ],
  actions: (given, context) => [deleteAction('priorityclass', given, context)],
};

export default PriorityClassView;
