import type { LimitRange, LimitRangeItem } from '../../api/k8s/core-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import { Facts } from '../../widgets/facts.tsx';
import type { KindView } from '../../widgets/kind-view.ts';
import { deleteAction } from '../../widgets/plain-view.ts';
import { Section } from '../../widgets/section.tsx';

const amounts = (given: Readonly<Record<string, string>> | undefined): string =>
  Object.entries(given ?? {})
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

const factsOf = (item: LimitRangeItem) => [
  { term: terms('AtLeast'), value: amounts(item.min) },
  { term: terms('AtMost'), value: amounts(item.max) },
  { term: terms('RequestIfNone'), value: amounts(item.defaultRequest) },
  { term: terms('LimitIfNone'), value: amounts(item.default) },
  { term: terms('LimitPerRequest'), value: amounts(item.maxLimitRequestRatio) },
];

const LimitRangeView: KindView<LimitRange> = {
  kind: 'LimitRange',
  resource: 'limitranges',
  namespaced: true,
  say: () => ({
    title: kinds('rangeTitle'),
    text: kinds('rangeSays'),
  }),
  facts: (range, context) => [{ term: terms('Created'), value: context.clock(range.metadata.creationTimestamp) }],
  actions: (range, context) => [deleteAction('limitrange', range, context)],
  Body: ({ object }) =>
    object.spec?.limits.map((item) => (
      <Section key={item.type} title={item.type}>
        <Facts facts={factsOf(item)} />
      </Section>
    )),
};

export default LimitRangeView;
