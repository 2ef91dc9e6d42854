import type { LimitRange, LimitRangeItem, ResourceQuota } from '../../../api/k8s/core-v1.gen.ts';
import type { Describer } from './context.ts';
import { line } from './text.ts';

/** What the scopes of a quota mean, in kubectl's words. Models helpTextForResourceQuotaScope. */
const SCOPES: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

function scopeLines(quota: ResourceQuota, bullet: (text: string) => string, level: number): string {
  const scopes = [...(quota.spec?.scopes ?? [])].sort();
  if (scopes.length === 0) return '';
  const notes = scopes.filter((scope) => SCOPES[scope] !== undefined).map((scope) => bullet(SCOPES[scope]!));
  return line(level, `Scopes:\t${scopes.join(', ')}`) + notes.join('');
}

function quotaRows({ status }: ResourceQuota, level: number): string {
  return Object.keys(status?.hard ?? {})
    .sort()
    .map((name) => line(level, `${name}\t${status?.used?.[name] ?? 0}\t${status!.hard![name]}`))
    .join('');
}

/** Models ResourceQuotaDescriber. */
export const describeQuota: Describer<ResourceQuota> = function* (quota) {
  return [
    line(0, `Name:\t${quota.metadata.name}`),
    line(0, `Namespace:\t${quota.metadata.namespace}`),
    scopeLines(quota, (text) => line(0, ` * ${text}`), 0),
    'Resource\tUsed\tHard\n--------\t----\t----\n',
    quotaRows(quota, 0),
  ].join('');
};

/** The quotas of a namespace. Models DescribeResourceQuotas. */
export function quotasText(quotas: readonly ResourceQuota[]): string {
  if (quotas.length === 0) return 'No resource quota.\n';
  const sorted = [...quotas].sort((a, b) => ((a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1));
  const bodies = sorted.map((quota) =>
    [
      line(1, `Name:\t${quota.metadata.name}`),
      scopeLines(quota, (text) => line(1, `* ${text}`), 1),
      line(1, 'Resource\tUsed\tHard'),
      line(1, '--------\t---\t---'),
      quotaRows(quota, 1),
    ].join(''),
  );
  return `Resource Quotas\n${bodies.join('')}`;
}

function limitRows(limits: readonly LimitRangeItem[] | undefined, indent: string): string {
  return (limits ?? [])
    .flatMap((limit) => {
      const lists = [limit.min, limit.max, limit.defaultRequest, limit.default, limit.maxLimitRequestRatio];
      const names = [...new Set(lists.flatMap((list) => Object.keys(list ?? {})))].sort();
      return names.map(
        (name) => `${indent}${[limit.type, name, ...lists.map((list) => list?.[name] ?? '-')].join('\t')}\n`,
      );
    })
    .join('');
}

function limitHead(indent: string): string {
  return [
    `${indent}Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n`,
    `${indent}----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n`,
  ].join('');
}

/** Models LimitRangeDescriber. */
export const describeLimitRange: Describer<LimitRange> = function* ({ metadata, spec }) {
  return [
    line(0, `Name:\t${metadata.name}`),
    line(0, `Namespace:\t${metadata.namespace}`),
    limitHead(''),
    limitRows(spec?.limits, ''),
  ].join('');
};

/** The limit ranges of a namespace. Models DescribeLimitRanges. */
export function limitRangesText(ranges: readonly LimitRange[]): string {
  if (ranges.length === 0) return 'No LimitRange resource.\n';
  return `Resource Limits\n${limitHead(' ')}${ranges.map((range) => limitRows(range.spec?.limits, ' ')).join('')}`;
}
