import type { LimitRange, ResourceQuota } from '../../../api/k8s/core-v1.gen.ts';
import { line } from './text.ts';

/** The quotas of a namespace. Models DescribeResourceQuotas. */
export function quotasText(quotas: readonly ResourceQuota[]): string {
  if (quotas.length === 0) return 'No resource quota.\n';
  const bodies = quotas.map((quota) => {
    const scopes = (quota.spec?.scopes ?? []).join(', ');
    const names = Object.keys(quota.status?.hard ?? {}).sort();
    const rows = names.map((name) =>
      line(1, `${name}\t${quota.status?.used?.[name] ?? ''}\t${quota.status!.hard![name]}`),
    );
    return [
      line(1, `Name:\t${quota.metadata.name}`),
      scopes ? line(1, `Scopes:\t${scopes}`) : '',
      line(1, 'Resource\tUsed\tHard'),
      line(1, '--------\t---\t---'),
      ...rows,
    ].join('');
  });
  return `Resource Quotas\n${bodies.join('')}`;
}

/** The limit ranges of a namespace. Models DescribeLimitRanges. */
export function limitRangesText(ranges: readonly LimitRange[]): string {
  if (ranges.length === 0) return 'No LimitRange resource.\n';
  const rows = ranges.flatMap((range) =>
    (range.spec?.limits ?? []).flatMap((limit) => {
      const lists = [limit.min, limit.max, limit.defaultRequest, limit.default, limit.maxLimitRequestRatio];
      const names = [...new Set(lists.flatMap((list) => Object.keys(list ?? {})))].sort();
      return names.map((name) =>
        line(1, `${[limit.type, name, ...lists.map((list) => list?.[name] ?? '-')].join('\t')}`).trimStart(),
      );
    }),
  );
  return [
    'Resource Limits\n',
    ' Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n',
    ' ----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n',
    ...rows.map((row) => ` ${row}`),
  ].join('');
}
