import type { ResourceQuota } from '../../api/k8s/core-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import { Facts } from '../../widgets/facts.tsx';
import type { KindView } from '../../widgets/kind-view.ts';
import { deleteAction } from '../../widgets/plain-view.ts';
import { Section } from '../../widgets/section.tsx';

const ResourceQuotaView: KindView<ResourceQuota> = {
  kind: 'ResourceQuota',
  resource: 'resourcequotas',
  namespaced: true,
  say: () => ({
    title: kinds('quotaTitle'),
    text: kinds('quotaSays'),
  }),
  facts: (quota, context) => [{ term: terms('Created'), value: context.clock(quota.metadata.creationTimestamp) }],
  actions: (quota, context) => [deleteAction('resourcequota', quota, context)],
  Body: ({ object }) => (
    <Section title={terms('Used')}>
      <Facts
        facts={Object.entries(object.spec?.hard ?? {}).map(([term, hard]) => ({
          term,
          value: kinds('usedOf', { used: object.status?.used?.[term] ?? '0', hard }),
        }))}
      />
    </Section>
  ),
};

export default ResourceQuotaView;
