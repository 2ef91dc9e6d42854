import type { IngressClass } from '../../api/k8s/networking-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindView } from '../../widgets/kind-view.ts';

const defaultFor = 'ingressclass.kubernetes.io/is-default-class';

const IngressClassView: KindView<IngressClass> = {
  kind: 'IngressClass',
  resource: 'ingressclasses.networking.k8s.io',
  namespaced: false,
  say: ({ spec, metadata }) => ({
    title: spec?.controller ?? kinds('noController'),
    text: kinds(metadata.annotations?.[defaultFor] === 'true' ? 'classDefault' : 'classSays'),
  }),
  facts: ({ spec, metadata }, context) => [
    { term: terms('Controller'), value: <span className="mono">{spec?.controller}</span> },
    { term: terms('Default'), value: metadata.annotations?.[defaultFor] === 'true' ? terms('yes') : terms('no') },
    { term: terms('Created'), value: context.clock(metadata.creationTimestamp) },
  ],
};

export default IngressClassView;
