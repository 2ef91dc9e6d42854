import type { Comparison } from './compare.ts';
import { type Conflict, conflictsOver } from './conflicts.ts';
import { quickCompare } from './difference.ts';
import { difference, EMPTY, type FieldSet, intersection, recursiveDifference, setOf, union } from './field-set.ts';
import { capped, type Managed, type ManagedEntry, sameManager, sorted } from './managed.ts';
import { merge } from './merge.ts';
import { removeItems } from './remove-items.ts';
import { toFieldSet, withNamedFields } from './to-set.ts';
import type { TypePlan } from './type-plan.ts';

/** The type of an object in the version of a request, and how to see it in the versions of other managers. */
export interface TypedView {
  readonly apiVersion: string;
  readonly plan: TypePlan;
  /** What writes through this resource or subresource cannot set, and so do not own. */
  readonly resetFields: FieldSet;
  /** The type and the object in another version; undefined where it is not served. */
  convert(object: unknown, apiVersion: string): { readonly plan: TypePlan; readonly object: unknown } | undefined;
}

/** Who writes, and when. */
export interface Writer {
  readonly manager: string;
  readonly subresource: string;
  /** RFC 3339. */
  readonly time: string;
}

const f = (...fields: readonly string[]): readonly string[] => fields.map((field) => `f:${field}`);

/**
 * What updates made of lists of owners, so that equal writes to many objects share the result. It is good for one
 * second: entries have times.
 */
export interface UpdateMemo {
  time: string;
  results: Map<Managed, Map<FieldSet, MemoEntry[]>>;
}

interface MemoEntry {
  readonly manager: string;
  readonly subresource: string;
  readonly apiVersion: string;
  readonly removed: FieldSet;
  readonly result: Managed;
}

/** A memo in which nothing is. */
export function newUpdateMemo(): UpdateMemo {
  return { time: '', results: new Map() };
}

/** Nobody owns what names an object and what the server keeps about it. Models stripMetaManager. */
const UNOWNED = setOf(
  f('apiVersion'),
  f('kind'),
  f('metadata'),
  ...['name', 'namespace', 'creationTimestamp', 'selfLink', 'uid', 'clusterName'].map((key) => f('metadata', key)),
  ...['generation', 'managedFields', 'resourceVersion'].map((key) => f('metadata', key)),
);

/** Who owns what after an update that made `after` of `before`. Models Updater.Update with the managers around it. */
export function afterUpdate(
  view: TypedView,
  before: unknown,
  after: unknown,
  managed: Managed,
  writer: Writer,
  memo?: UpdateMemo,
): Managed {
  const compared = compareIn(view, before, after);
  if (compared.changed === EMPTY && compared.removed === EMPTY) return managed;
  const again = writtenAgain(view, compared, managed, writer);
  if (again) return again;
  const { apiVersion } = view;
  const shares = memo !== undefined && managed.every((entry) => entry.apiVersion === apiVersion);
  if (!shares) return updated(view, compared, before, after, managed, writer);
  const entries = memoEntries(memo, managed, compared.changed, writer.time);
  const { manager, subresource } = writer;
  const { removed } = compared;
  for (const entry of entries) {
    if (entry.removed !== removed || entry.manager !== manager || entry.subresource !== subresource) continue;
    if (entry.apiVersion === apiVersion) return entry.result;
  }
  const result = updated(view, compared, before, after, managed, writer);
  entries.push({ manager, subresource, apiVersion, removed, result });
  return result;
}

/** A lone owner that changes only what it has leaves all as it is but the time: so does each node that renews its Lease. */
function writtenAgain(
  { apiVersion }: TypedView,
  { changed, removed }: Comparison,
  managed: Managed,
  { manager, subresource, time }: Writer,
): Managed | undefined {
  const [entry] = managed;
  if (managed.length !== 1 || entry!.apiVersion !== apiVersion || removed !== EMPTY) return undefined;
  if (!sameManager(entry!, { ...entry!, manager, subresource, operation: 'Update' })) return undefined;
  return difference(changed, entry!.set) === EMPTY ? [{ ...entry!, time }] : undefined;
}

function memoEntries(memo: UpdateMemo, managed: Managed, changed: FieldSet, time: string): MemoEntry[] {
  if (memo.time !== time) {
    memo.time = time;
    memo.results = new Map();
  }
  let ofList = memo.results.get(managed);
  if (!ofList) {
    ofList = new Map();
    memo.results.set(managed, ofList);
  }
  let entries = ofList.get(changed);
  if (!entries) {
    entries = [];
    ofList.set(changed, entries);
  }
  return entries;
}

function updated(
  view: TypedView,
  compared: Comparison,
  before: unknown,
  after: unknown,
  managed: Managed,
  writer: Writer,
): Managed {
  const others = taken(view, compared, before, after, managed);
  const set = difference(difference(compared.changed, compared.removed), UNOWNED);
  if (set === EMPTY) return others;
  const { manager, subresource, time } = writer;
  const own: ManagedEntry = { manager, operation: 'Update', apiVersion: view.apiVersion, subresource, time, set };
  const previous = others.find((entry) => sameManager(entry, own));
  const entries = others.filter((entry) => entry !== previous);
  entries.push(previous ? { ...own, set: union(set, previous.set) } : own);
  return sorted(capped(entries));
}

function compareIn({ plan, resetFields }: TypedView, before: unknown, after: unknown): Comparison {
  const compared = quickCompare(plan, before, after);
  if (resetFields === EMPTY) return compared;
  const { changed, removed } = compared;
  return {
    changed: recursiveDifference(changed, resetFields),
    removed: recursiveDifference(removed, resetFields),
  };
}

/** How two objects differ in the version of a manager. */
function comparedFor(
  view: TypedView,
  compared: Comparison,
  before: unknown,
  after: unknown,
  apiVersion: string,
): Comparison | undefined {
  if (apiVersion === view.apiVersion) return compared;
  const old = view.convert(before, apiVersion);
  const now = view.convert(after, apiVersion);
  return old && now && compareIn({ ...view, plan: now.plan }, old.object, now.object);
}

/** The entries without what a write took from them; the same list if it took nothing. */
function taken(
  view: TypedView,
  compared: Comparison,
  before: unknown,
  after: unknown,
  managed: Managed,
  but?: ManagedEntry,
): Managed {
  let same = true;
  const entries = managed.flatMap((entry) => {
    const seen = entry === but ? undefined : comparedFor(view, compared, before, after, entry.apiVersion);
    const set = seen ? difference(difference(entry.set, seen.changed), seen.removed) : entry.set;
    const gone = set === EMPTY || (seen === undefined && entry !== but);
    if (set === entry.set && !gone) return [entry];
    same = false;
    return gone ? [] : [{ ...entry, set }];
  });
  return same ? managed : entries;
}

/** What came of an apply: the conflicts, or the object (undefined if nothing has changed) and its owners. */
export type Applied =
  | { readonly conflicts: readonly Conflict[] }
  | { readonly object: unknown; readonly managed: Managed };

/**
 * Merges what is applied into the live object and takes out what the manager applied last time and no more, unless
 * somebody else owns it. Both are known to be valid. Models Updater.Apply.
 */
export function afterApply(
  view: TypedView,
  live: unknown,
  applied: unknown,
  managed: Managed,
  writer: Writer,
  force: boolean,
): Applied {
  const { plan, apiVersion, resetFields } = view;
  const { manager, subresource, time } = writer;
  const merged = merge(plan, live, applied);
  const all = recursiveDifference(toFieldSet(plan, applied), resetFields);
  const set = difference(all, UNOWNED);
  const own: ManagedEntry = { manager, operation: 'Apply', apiVersion, subresource, time, set };
  const last = managed.find((entry) => sameManager(entry, own));
  const others = managed.filter((entry) => entry !== last);
  const wanted = last ? pruned(view, merged, [...others, { ...own, set: all }], last) : merged;
  const compared = compareIn(view, live, wanted);
  const lost = others.flatMap((entry): (readonly [ManagedEntry, FieldSet])[] => {
    const seen = comparedFor(view, compared, live, wanted, entry.apiVersion);
    const conflict = seen ? intersection(entry.set, seen.changed) : EMPTY;
    return conflict === EMPTY ? [] : [[entry, conflict]];
  });
  if (!force && lost.length > 0) return { conflicts: conflictsOver(lost) };
  const rest = taken(view, compared, live, wanted, others);
  const isSame = compared.changed === EMPTY && compared.removed === EMPTY;
  const entry = isSame ? { ...own, time: last?.time } : own;
  const entries = set === EMPTY ? rest : sorted([...rest, entry]);
  return { object: isSame ? undefined : wanted, managed: entries };
}

/** Models Updater.prune. */
function pruned(view: TypedView, merged: unknown, managed: Managed, last: ManagedEntry): unknown {
  if (last.set === EMPTY) return merged;
  const there = last.apiVersion === view.apiVersion ? { plan: view.plan, object: merged } : undefined;
  const at = there ?? view.convert(merged, last.apiVersion);
  if (!at) return merged;
  const { plan } = at;
  const named = (set: FieldSet): FieldSet => withNamedFields(plan, set);
  const all = named(toFieldSet(plan, at.object));
  let object = removeItems(plan, at.object, named(last.set));
  // What others own, or this manager owns still, comes back.
  let owned = EMPTY;
  for (const entry of managed) if (entry.apiVersion === last.apiVersion) owned = union(owned, entry.set);
  const kept = union(named(toFieldSet(plan, object)), named(owned));
  object = removeItems(plan, at.object, difference(all, kept));
  // So does what this manager had not owned.
  const left = named(toFieldSet(plan, object));
  object = removeItems(plan, at.object, intersection(difference(all, left), named(last.set)));
  return there ? object : (view.convert(object, view.apiVersion)?.object ?? merged);
}
