import { humanDuration } from '../base/duration.ts';
import { parseTime } from '../base/time.ts';
import type { PodSpec } from './k8s/core-v1.gen.ts';
import type { LabelSelector } from './k8s/meta-v1.gen.ts';
import type { Column } from './kind.ts';
import type { KubeObject } from './object.ts';
import { labelMatcher } from './selectors.ts';

/** Age of a time in kubectl's short form; `<unknown>` without a time. Models translateTimestampSince. */
export function timeSince(time: string | null | undefined, nowMs: number): string {
  return time ? humanDuration(nowMs - parseTime(time)) : '<unknown>';
}

/** The `Name` column, first of nearly every table. */
export const nameColumn: Column<KubeObject> = {
  name: 'Name',
  type: 'string',
  format: 'name',
  cell: (object) => object.metadata.name ?? '',
};

/** The `Age` column. */
export const ageColumn: Column<KubeObject> = {
  name: 'Age',
  type: 'string',
  cell: (object, nowMs) => timeSince(object.metadata.creationTimestamp, nowMs),
};

/** The `Created At` column of kinds that have no columns of their own. Models rest.defaultTableConvertor. */
export const createdAtColumn: Column<KubeObject> = {
  name: 'Created At',
  type: 'date',
  cell: (object) => object.metadata.creationTimestamp ?? '<unknown>',
};

/** Text, or `<none>` where there is none. */
export function orNone(text: string | null | undefined): string {
  return text ? text : '<none>';
}

/** A label map as `a=b,c=d` in key order; `<none>` if empty. Models labels.FormatLabels. */
export function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  const keys = Object.keys(labels ?? {}).sort();
  return orNone(keys.map((key) => `${key}=${labels![key]}`).join(','));
}

/** A label selector in its string form, requirements in key order; '' for one without requirements. */
export function selectorText(selector: LabelSelector | undefined): string {
  try {
    return labelMatcher(selector).toString();
  } catch {
    return '<error>';
  }
}

interface Templated extends KubeObject {
  readonly spec?: { readonly selector?: LabelSelector; readonly template?: { readonly spec?: PodSpec } };
}

/** The wide columns `Containers`, `Images` and `Selector` of the kinds that hold a Pod template. */
export const templateColumns: readonly Column<Templated>[] = [
  {
    name: 'Containers',
    type: 'string',
    priority: 1,
    cell: (object) => (object.spec?.template?.spec?.containers ?? []).map((container) => container.name).join(','),
  },
  {
    name: 'Images',
    type: 'string',
    priority: 1,
    cell: (object) =>
      (object.spec?.template?.spec?.containers ?? []).map((container) => container.image ?? '').join(','),
  },
  { name: 'Selector', type: 'string', priority: 1, cell: (object) => orNone(selectorText(object.spec?.selector)) },
];
