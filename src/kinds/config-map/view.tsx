import type { ConfigMap } from '../../api/k8s/core-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindBodyProps, KindView } from '../../widgets/kind-view.ts';
import { deleteAction } from '../../widgets/plain-view.ts';
import { Section } from '../../widgets/section.tsx';

const longest = 2000;

function Data({ object }: KindBodyProps<ConfigMap>) {
  const data = Object.entries(object.data ?? {});
  const binary = Object.keys(object.binaryData ?? {});
  return (
    <>
      {data.map(([key, value]) => (
        <Section key={key} title={key}>
          <pre className="value">{value.length > longest ? `${value.slice(0, longest)}…` : value}</pre>
        </Section>
      ))}
      {binary.length > 0 && (
        <Section title={terms('Binary')}>
          <p className="mono">{binary.join(', ')}</p>
        </Section>
      )}
    </>
  );
}

const ConfigMapView: KindView<ConfigMap> = {
  kind: 'ConfigMap',
  resource: 'configmaps',
  namespaced: true,
  say: ({ data = {}, binaryData = {}, immutable }) => {
    const count = Object.keys(data).length + Object.keys(binaryData).length;
    return {
      title: kinds(immutable === true ? 'keysImmutable' : 'keys', { count }),
      text: kinds('configMapSays'),
    };
  },
  facts: (map, context) => [{ term: terms('Created'), value: context.clock(map.metadata.creationTimestamp) }],
  actions: (map, context) => [deleteAction('configmap', map, context)],
  Body: Data,
};

export default ConfigMapView;
