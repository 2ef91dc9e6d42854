import { changeField } from '../../api/defaults/fill.ts';
import { defaultResourceList } from '../../api/defaults/resource-list.ts';
import type { LimitRange, LimitRangeItem } from '../../api/k8s/core-v1.gen.ts';
import { mapShared } from '../../base/shared.ts';

type Amounts = Readonly<Record<string, string>>;

/** The amounts, and those of `others` for resources that have none; the same map if there are none such. */
function completed(amounts: Amounts | undefined, others: Amounts | undefined): Amounts {
  const missing = Object.keys(others ?? {}).filter((name) => amounts?.[name] === undefined);
  if (amounts && missing.length === 0) return amounts;
  return { ...amounts, ...Object.fromEntries(missing.map((name) => [name, others![name]!])) };
}

const AMOUNTS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;

/** What a container gets when it says nothing follows from the limits. Models SetDefaults_LimitRangeItem. */
function defaultItem(given: LimitRangeItem): LimitRangeItem {
  let item = given;
  for (const field of AMOUNTS) item = changeField(item, field, defaultResourceList);
  if (item.type !== 'Container') return item;
  const limits = completed(item.default, item.max);
  const requests = completed(completed(item.defaultRequest, limits), item.min);
  if (limits === item.default && requests === item.defaultRequest) return item;
  return { ...item, default: limits, defaultRequest: requests };
}

/** Completes a LimitRange. */
export function defaultLimitRange(object: LimitRange): LimitRange {
  return changeField(object, 'spec', (spec) => changeField(spec, 'limits', (limits) => mapShared(limits, defaultItem)));
}
