import type { LimitRange, LimitRangeItem } from '../../api/k8s/core-v1.gen.ts';
import { Facts } from '../../widgets/facts.tsx';
import type { KindView } from '../../widgets/kind-view.ts';
import { deleteAction } from '../../widgets/plain-view.ts';
import { Section } from '../../widgets/section.tsx';

const amounts = (given: Readonly<Record<string, string>> | undefined): string =>
  Object.entries(given ?? {})
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

const factsOf = (item: LimitRangeItem) => [
  { term: 'At least', value: amounts(item.min) },
  { term: 'At most', value: amounts(item.max) },
  { term: 'Request if none', value: amounts(item.defaultRequest) },
  { term: 'Limit if none', value: amounts(item.default) },
  { term: 'Limit per request', value: amounts(item.maxLimitRequestRatio) },
];

const LimitRangeView: KindView<LimitRange> = {
  kind: 'LimitRange',
  resource: 'limitranges',
  namespaced: true,
  say: () => ({
    title: 'What one object may ask for',
    text: 'Admission fills in requests and limits that are missing, and refuses what is beyond the bounds. What exists already stays as it is.',
  }),
  facts: (range, context) => [{ term: 'Created', value: context.clock(range.metadata.creationTimestamp) }],
  actions: (range, context) => [deleteAction('limitrange', range, context)],
  Body: ({ object }) =>
    object.spec?.limits.map((item) => (
      <Section key={item.type} title={item.type}>
        <Facts facts={factsOf(item)} />
      </Section>
    )),
};

export default LimitRangeView;
