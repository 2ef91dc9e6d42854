import type { ResourceQuota } from '../../api/k8s/core-v1.gen.ts';
import { Facts } from '../../widgets/facts.tsx';
import type { KindView } from '../../widgets/kind-view.ts';
import { deleteAction } from '../../widgets/plain-view.ts';
import { Section } from '../../widgets/section.tsx';

const ResourceQuotaView: KindView<ResourceQuota> = {
  kind: 'ResourceQuota',
  resource: 'resourcequotas',
  namespaced: true,
  say: () => ({
    title: 'What the namespace may use in all',
    text: 'Admission refuses whatever would go beyond it. A quota for CPU or memory also means that every Pod must say what it asks for.',
  }),
  facts: (quota, context) => [{ term: 'Created', value: context.clock(quota.metadata.creationTimestamp) }],
  actions: (quota, context) => [deleteAction('resourcequota', quota, context)],
  Body: ({ object }) => (
    <Section title="Used">
      <Facts
        facts={Object.entries(object.spec?.hard ?? {}).map(([term, hard]) => ({
          term,
          value: `${object.status?.used?.[term] ?? '0'} of ${hard}`,
        }))}
      />
    </Section>
  ),
};

export default ResourceQuotaView;
