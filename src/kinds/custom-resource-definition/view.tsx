import type { CustomResourceDefinition } from '../../api/k8s/apiextensions-v1.gen.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { conditionsOf, deleteAction } from '../../widgets/plain-view.ts';

const CustomResourceDefinitionView: KindView<CustomResourceDefinition> = {
  kind: 'CustomResourceDefinition',
  resource: 'customresourcedefinitions.apiextensions.k8s.io',
  namespaced: false,
  say: ({ spec }) => ({
    title: `Defines ${spec.names.kind}`,
    text: 'The API server keeps and checks objects of this kind like its own. Nothing happens by them unless some controller watches them.',
  }),
  facts: ({ spec, metadata }, context) => [
    { term: 'Group', value: <span className="mono">{spec.group}</span> },
    { term: 'Scope', value: spec.scope },
    {
      term: 'Versions',
      value: spec.versions
        .map(({ name, served, storage }) => `${name}${storage ? ' (stored)' : served ? '' : ' (not served)'}`)
        .join(', '),
    },
    { term: 'Short names', value: spec.names.shortNames?.join(', ') },
    { term: 'Created', value: context.clock(metadata.creationTimestamp) },
  ],
  conditions: (object, context) => conditionsOf(object, context, (type) => type === 'Terminating'),
  actions: (definition, context) => [deleteAction('crd', definition, context)],
};

export default CustomResourceDefinitionView;
