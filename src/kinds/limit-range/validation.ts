import type { FieldError } from '../../api/field-error.ts';
import { duplicateValue, forbiddenField, invalidValue, required } from '../../api/field-errors.ts';
import { goQuantity } from '../../api/go-syntax.ts';
import type { LimitRange, LimitRangeItem } from '../../api/k8s/core-v1.gen.ts';
import { qualifiedName } from '../../api/names.ts';
import { type Found, reject } from '../../api/validation/basics.ts';
import { checkContainerResourceName, checkResourceName, mayOvercommit } from '../../api/validation/resources.ts';
import { canonicalQuantity, compareQuantities, milliValue } from '../../base/quantity.ts';

const TYPES = new Set(['Pod', 'Container', 'PersistentVolumeClaim']);

type Amounts = Readonly<Record<string, string>>;

/** Errors of a LimitRange, on create and update. Models ValidateLimitRange. */
export function validateLimitRange({ spec }: LimitRange): readonly FieldError[] {
  const found: Found = [];
  const seen = new Set<string>();
  for (const [i, item] of (spec?.limits ?? []).entries()) {
    const at = `spec.limits[${i}]`;
    checkType(item.type ?? '', `${at}.type`, found);
    if (seen.has(item.type)) found.push(duplicateValue(`${at}.type`, item.type));
    seen.add(item.type);
    checkItem(item, at, found);
  }
  return found;
}

function checkType(type: string, path: string, found: Found): void {
  const errors = qualifiedName(type);
  reject(errors, type, path, found);
  if (errors.length > 0 || type.includes('/') || TYPES.has(type)) return;
  found.push(invalidValue(path, type, 'must be a standard limit type or fully qualified'));
}

function checkItem(item: LimitRangeItem, path: string, found: Found): void {
  const { type, max = {}, min = {}, maxLimitRequestRatio: ratio = {} } = item;
  const names = new Set<string>();
  const checkNames = (amounts: Amounts, field: string): void => {
    for (const name of Object.keys(amounts).sort()) {
      const check = type === 'Pod' || type === 'Container' ? checkContainerResourceName : checkResourceName;
      check(name, `${path}.${field}[${name}]`, found);
      names.add(name);
    }
  };
  checkNames(max, 'max');
  checkNames(min, 'min');
  const isPod = type === 'Pod';
  for (const field of ['default', 'defaultRequest'] as const) {
    const amounts = item[field] ?? {};
    if (!isPod) checkNames(amounts, field);
    else if (Object.keys(amounts).length > 0) {
      found.push(forbiddenField(`${path}.${field}`, "may not be specified when `type` is 'Pod'"));
    }
  }
  if (type === 'PersistentVolumeClaim' && min['storage'] === undefined && max['storage'] === undefined) {
    const detail = 'either minimum or maximum storage value is required, but neither was provided';
    found.push(required(`${path}.limits`, detail));
  }
  checkNames(ratio, 'maxLimitRequestRatio');
  for (const name of names) {
    const given = isPod ? {} : { limit: item.default?.[name], request: item.defaultRequest?.[name] };
    checkAmounts(name, { min: min[name], max: max[name], ratio: ratio[name], ...given }, path, found);
  }
}

interface Given {
  readonly min: string | undefined;
  readonly max: string | undefined;
  readonly ratio: string | undefined;
  /** The default limit and the default request. */
  readonly limit?: string | undefined;
  readonly request?: string | undefined;
}

/** What is said of one resource must fit together. */
function checkAmounts(name: string, { min, max, ratio, limit, request }: Given, path: string, found: Found): void {
  const order = (
    low: string | undefined,
    high: string | undefined,
    field: string,
    shown: string,
    text: string,
  ): void => {
    if (low === undefined || high === undefined || compareQuantities(low, high) <= 0) return;
    const [lower, higher] = text.split('|');
    const detail = `${lower} ${canonicalQuantity(low)} is greater than ${higher} ${canonicalQuantity(high)}`;
    found.push(invalidValue(`${path}.${field}[${name}]`, goQuantity(shown), detail));
  };
  order(min, max, 'min', min!, 'min value|max value');
  order(min, request, 'defaultRequest', request!, 'min value|default request value');
  order(request, max, 'defaultRequest', request!, 'default request value|max value');
  order(request, limit, 'defaultRequest', request!, 'default request value|default limit value');
  order(min, limit, 'default', min!, 'min value|default value');
  order(limit, max, 'default', max!, 'default value|max value');
  if (ratio !== undefined) checkRatio(ratio, min, max, `${path}.maxLimitRequestRatio[${name}]`, found);
  if (mayOvercommit(name) || limit === undefined || request === undefined) return;
  if (compareQuantities(limit, request) === 0) return;
  const values = `default value ${canonicalQuantity(limit)} must equal to defaultRequest value ${canonicalQuantity(request)}`;
  found.push(invalidValue(`${path}.defaultRequest[${name}]`, goQuantity(request), `${values} in ${name}`));
}

/** Limits may be so many times the requests, as far as the other limits let them. */
function checkRatio(ratio: string, min: string | undefined, max: string | undefined, path: string, found: Found): void {
  const text = canonicalQuantity(ratio);
  if (compareQuantities(ratio, '1') < 0) {
    found.push(invalidValue(path, goQuantity(ratio), `ratio ${text} is less than 1`));
  }
  if (min === undefined || max === undefined) return;
  const most = milliValue(max) / milliValue(min);
  if (milliValue(ratio) / 1000 > most) {
    found.push(invalidValue(path, goQuantity(ratio), `ratio ${text} is greater than max/min = ${most.toFixed(6)}`));
  }
}
