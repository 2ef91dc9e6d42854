import { goQuote } from '../../base/go-quote.ts';
import type { ManagedFieldsEntry, ObjectMeta } from '../k8s/meta-v1.gen.ts';
import type { KubeObject } from '../object.ts';
import { type FieldSet, union } from './field-set.ts';
import { fromFieldsV1, toFieldsV1 } from './fields-v1.ts';
import { withItemsOf, withItemsTogether } from './items.ts';
import type { TypePlan } from './type-plan.ts';

/** What one manager owns of an object. Objects in the store have these, with shared sets, in metadata.managedFields. */
export interface ManagedEntry {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource: string;
  /** RFC 3339, whole seconds. */
  readonly time: string | undefined;
  readonly set: FieldSet;
}

/** Who owns what of an object, in the order in which it is shown. */
export type Managed = readonly ManagedEntry[];

/** Nobody owns anything, or it is not known. */
export const UNMANAGED: Managed = [];

/** How many managers that update an object are kept apart. */
const MAX_UPDATERS = 10;
const OLD_UPDATERS = 'ancient-changes';

/** The owners of a stored object. */
export function managedOf({ metadata }: KubeObject): Managed {
  return managedIn(metadata);
}

/** The owners in the metadata of a stored object. */
export function managedIn({ managedFields }: ObjectMeta): Managed {
  return isStored(managedFields) ? managedFields : UNMANAGED;
}

/** Owners as metadata holds them. */
export function storedManaged(managed: Managed): ManagedFieldsEntry[] {
  return managed as unknown as ManagedFieldsEntry[];
}

/** Metadata with these owners. The server keeps them in their own form until someone asks to see them. */
export function withManaged(metadata: ObjectMeta, managed: Managed): ObjectMeta {
  const { managedFields, ...rest } = metadata;
  if (managed.length === 0) return managedFields === undefined ? metadata : rest;
  if (managedFields === storedManaged(managed)) return metadata;
  return { ...metadata, managedFields: storedManaged(managed) };
}

function isStored(fields: unknown): fields is Managed {
  return Array.isArray(fields) && fields.length > 0 && (fields[0] as ManagedEntry).set !== undefined;
}

/** The owners that a request wants to set: undefined if it says nothing of them that can be read. Models decodeLiveOrNew. */
export function requestedManaged({ metadata }: KubeObject, plan: TypePlan): Managed | undefined {
  const given = metadata?.managedFields as readonly ManagedFieldsEntry[] | undefined;
  if (given === undefined || given.length === 0 || isStored(given)) return undefined;
  if (given.length === 1 && Object.keys(given[0]!).length === 0) return UNMANAGED;
  try {
    return sorted(given.map((entry, i) => entryOf(entry, i, plan)));
  } catch {
    return undefined;
  }
}

function entryOf(entry: ManagedFieldsEntry, index: number, plan: TypePlan): ManagedEntry {
  const { manager = '', operation, apiVersion = '', subresource = '', time, fieldsType, fieldsV1 } = entry;
  if (operation !== 'Apply' && operation !== 'Update') throw new Error('operation must be `Apply` or `Update`');
  if (apiVersion === '') throw new Error('apiVersion must not be empty');
  if (!fieldsType) throw new Error(`missing fieldsType in managed fields entry ${index}`);
  if (fieldsType !== 'FieldsV1') {
    throw new Error(`invalid fieldsType ${goQuote(fieldsType)} in managed fields entry ${index}`);
  }
  const set = withItemsTogether(plan, fromFieldsV1(fieldsV1 ?? {}));
  return { manager, operation, apiVersion, subresource, time: time ?? undefined, set };
}

/** The owners of an object as the API shows them. Models encodeManagedFields. */
export function shownManaged(managed: Managed, plan: TypePlan, object: unknown): unknown[] {
  return managed.map(({ manager, operation, apiVersion, subresource, time, set }) => ({
    ...(manager ? { manager } : {}),
    operation,
    apiVersion,
    ...(time === undefined ? {} : { time }),
    fieldsType: 'FieldsV1',
    fieldsV1: toFieldsV1(withItemsOf(plan, set, object)),
    ...(subresource ? { subresource } : {}),
  }));
}

/** What tells managers apart; an applier's version does not. Models BuildManagerIdentifier. */
export function managerId({ manager, operation, apiVersion, subresource }: ManagedEntry): string {
  return JSON.stringify({
    ...(manager ? { manager } : {}),
    operation,
    ...(operation === 'Update' ? { apiVersion } : {}),
    ...(subresource ? { subresource } : {}),
  });
}

/** Whether two entries are of one manager. */
export function sameManager(a: ManagedEntry, b: ManagedEntry): boolean {
  if (a.manager !== b.manager || a.operation !== b.operation || a.subresource !== b.subresource) return false;
  return a.operation === 'Apply' || a.apiVersion === b.apiVersion;
}

/** The entries in the order in which they are shown. */
export function sorted(entries: readonly ManagedEntry[]): Managed {
  return entries.length < 2 ? entries : [...entries].sort(compareEntries);
}

function compareEntries(a: ManagedEntry, b: ManagedEntry): number {
  return (
    compareTexts(a.operation, b.operation) ||
    compareTexts(a.time ?? '', b.time ?? '') ||
    compareTexts(a.manager, b.manager) ||
    compareTexts(a.apiVersion, b.apiVersion) ||
    compareTexts(a.subresource, b.subresource)
  );
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Whether two lists say the same but for the times. */
export function sameButTimes(a: Managed, b: Managed): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  return a.every((entry) =>
    b.some((other) => sameManager(entry, other) && entry.set === other.set && entry.apiVersion === other.apiVersion),
  );
}

/** The entries with the oldest updates put together when there are too many. Models capManagersManager. */
export function capped(entries: readonly ManagedEntry[]): readonly ManagedEntry[] {
  const updaters = entries.filter(({ operation }) => operation === 'Update');
  if (updaters.length <= MAX_UPDATERS) return entries;
  updaters.sort((a, b) => compareTexts(a.time ?? '', b.time ?? '') || compareTexts(managerId(a), managerId(b)));
  const result = new Set(entries);
  const first = new Map<string, ManagedEntry>();
  let count = updaters.length;
  for (const entry of updaters) {
    if (count <= MAX_UPDATERS) break;
    const { apiVersion, time } = entry;
    const before = first.get(apiVersion);
    if (!before) {
      first.set(apiVersion, entry);
      continue;
    }
    const set = union(entry.set, before.set);
    const bucket: ManagedEntry = { manager: OLD_UPDATERS, operation: 'Update', apiVersion, subresource: '', time, set };
    result.delete(before);
    result.delete(entry);
    result.add(bucket);
    first.set(apiVersion, bucket);
    count--;
  }
  return [...result];
}
