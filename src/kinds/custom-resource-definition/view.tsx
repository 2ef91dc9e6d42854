import type { CustomResourceDefinition } from '../../api/k8s/apiextensions-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindView } from '../../widgets/kind-view.ts';
import { conditionsOf, deleteAction } from '../../widgets/plain-view.ts';

const CustomResourceDefinitionView: KindView<CustomResourceDefinition> = {
  kind: 'CustomResourceDefinition',
  resource: 'customresourcedefinitions.apiextensions.k8s.io',
  namespaced: false,
  say: ({ spec }) => ({
    title: kinds('defines', { kind: spec.names.kind }),
    text: kinds('definesSays'),
  }),
  facts: ({ spec, metadata }, context) => [
    { term: terms('Group'), value: <span className="mono">{spec.group}</span> },
    { term: terms('Scope'), value: spec.scope },
    {
      term: terms('Versions'),
      value: spec.versions
        .map(({ name, served, storage }) =>
          storage ? kinds('stored', { version: name }) : served ? name : kinds('notServed', { version: name }),
        )
        .join(', '),
    },
    { term: terms('ShortNames'), value: spec.names.shortNames?.join(', ') },
    { term: terms('Created'), value: context.clock(metadata.creationTimestamp) },
  ],
  conditions: (object, context) => conditionsOf(object, context, (type) => type === 'Terminating'),
  actions: (definition, context) => [deleteAction('crd', definition, context)],
};

export default CustomResourceDefinitionView;
