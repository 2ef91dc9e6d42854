import type { Container, LimitRangeItem, PersistentVolumeClaim, Pod } from '../../../api/k8s/core-v1.gen.ts';
import { canonicalQuantity, milliValue, quantityValue } from '../../../base/quantity.ts';
import { podTotals } from '../quota/pod-totals.ts';

type Amounts = Readonly<Record<string, string>>;

/** What a container, Pod or claim asks for and is limited to. */
interface Asked {
  readonly requests: Amounts | undefined;
  readonly limits: Amounts | undefined;
}

/** What is wrong with a Pod by the items of a LimitRange. Models PodValidateLimitFunc. */
export function podProblems({ spec }: Pod, items: readonly LimitRangeItem[]): string[] {
  if (!spec) return [];
  return items.flatMap((item) => {
    if (item.type === 'Pod') return problemsOf(item, podTotals(spec));
    if (item.type !== 'Container') return [];
    const asked = ({ resources }: Container): Asked => ({ requests: resources?.requests, limits: resources?.limits });
    return [...spec.containers, ...(spec.initContainers ?? [])].flatMap((each) => problemsOf(item, asked(each)));
  });
}

/** What is wrong with a claim by the items of a LimitRange. Models PersistentVolumeClaimValidateLimitFunc. */
export function claimProblems({ spec }: PersistentVolumeClaim, items: readonly LimitRangeItem[]): string[] {
  const requests = spec?.resources?.requests;
  return items
    .filter(({ type }) => type === 'PersistentVolumeClaim')
    .flatMap(({ type, min, max }) => [
      ...each(min, (name, value) => minimum(type, name, value, { requests, limits: undefined })),
      ...each(max, (name, value) => {
        const what = `maximum ${name} usage per ${type} is ${canonicalQuantity(value)}`;
        const asked = requests?.[name];
        if (asked === undefined) return `${what}. No request is specified`;
        return amount(name, asked) > amount(name, value) ? `${what}, but request is ${canonicalQuantity(asked)}` : '';
      }),
    ]);
}

function problemsOf({ type, min, max, maxLimitRequestRatio }: LimitRangeItem, asked: Asked): string[] {
  return [
    ...each(min, (name, value) => minimum(type, name, value, asked)),
    ...each(max, (name, value) => maximum(type, name, value, asked)),
    ...each(maxLimitRequestRatio, (name, value) => ratio(type, name, value, asked)),
  ];
}

function each(amounts: Amounts | undefined, problem: (name: string, value: string) => string): string[] {
  return Object.keys(amounts ?? {})
    .sort()
    .map((name) => problem(name, amounts![name]!))
    .filter((text) => text !== '');
}

function minimum(type: string, name: string, value: string, { requests, limits }: Asked): string {
  const what = `minimum ${name} usage per ${type} is ${canonicalQuantity(value)}`;
  const [request, limit] = [requests?.[name], limits?.[name]];
  if (request === undefined) return `${what}. No request is specified`;
  if (amount(name, request) < amount(name, value)) return `${what}, but request is ${canonicalQuantity(request)}`;
  if (limit !== undefined && amount(name, limit) < amount(name, value)) {
    return `${what}, but limit is ${canonicalQuantity(limit)}`;
  }
  return '';
}

function maximum(type: string, name: string, value: string, { requests, limits }: Asked): string {
  const what = `maximum ${name} usage per ${type} is ${canonicalQuantity(value)}`;
  const [request, limit] = [requests?.[name], limits?.[name]];
  if (limit === undefined) return `${what}. No limit is specified`;
  if (amount(name, limit) > amount(name, value)) return `${what}, but limit is ${canonicalQuantity(limit)}`;
  if (request !== undefined && amount(name, request) > amount(name, value)) {
    return `${what}, but request is ${canonicalQuantity(request)}`;
  }
  return '';
}

function ratio(type: string, name: string, value: string, { requests, limits }: Asked): string {
  const what = `${name} max limit to request ratio per ${type} is ${canonicalQuantity(value)}`;
  const [request, limit] = [requests?.[name], limits?.[name]];
  if (request === undefined || amount(name, request) === 0)
    return `${what}, but no request is specified or request is 0`;
  if (limit === undefined || amount(name, limit) === 0) return `${what}, but no limit is specified or limit is 0`;
  const observed = amount(name, limit) / amount(name, request);
  return observed * 1000 > milliValue(value) ? `${what}, but provided ratio is ${observed.toFixed(6)}` : '';
}

/** Compared in thousandths, but for values that are too large for that. */
function amount(_name: string, quantity: string): number {
  return quantityValue(quantity) <= Number.MAX_SAFE_INTEGER / 1000
    ? milliValue(quantity)
    : quantityValue(quantity) * 1000;
}
