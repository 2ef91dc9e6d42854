import type { IngressClass } from '../../api/k8s/networking-v1.gen.ts';
import type { KindView } from '../../widgets/kind-view.ts';

const defaultFor = 'ingressclass.kubernetes.io/is-default-class';

const IngressClassView: KindView<IngressClass> = {
  kind: 'IngressClass',
  resource: 'ingressclasses.networking.k8s.io',
  namespaced: false,
  say: ({ spec, metadata }) => ({
    title: spec?.controller ?? 'No controller',
    text: `Ingresses of this class are served by that controller.${metadata.annotations?.[defaultFor] === 'true' ? ' Ingresses without a class get this one.' : ''}`,
  }),
  facts: ({ spec, metadata }, context) => [
    { term: 'Controller', value: <span className="mono">{spec?.controller}</span> },
    { term: 'Default', value: metadata.annotations?.[defaultFor] === 'true' ? 'yes' : 'no' },
    { term: 'Created', value: context.clock(metadata.creationTimestamp) },
  ],
};

export default IngressClassView;
