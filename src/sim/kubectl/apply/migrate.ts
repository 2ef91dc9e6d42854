import { type FieldSet, hasPath, union } from '../../../api/fields/field-set.ts';
import { fromFieldsV1, toFieldsV1 } from '../../../api/fields/fields-v1.ts';
import type { ManagedFieldsEntry } from '../../../api/k8s/meta-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import type { Query } from '../client/api.ts';
import type { AnyObject } from '../client/resource.ts';
import { textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { type Info, latest, targetOf } from '../resource/info.ts';
import { LAST_APPLIED } from './last-applied.ts';

/** The field manager of `kubectl apply --server-side` unless another is named. */
export const DEFAULT_MANAGER = 'kubectl';
/** Who owns the annotation of client-side apply once objects are applied on the server. */
const ANNOTATION_MANAGER = 'kubectl-last-applied';
const ANNOTATION_PATH = ['f:metadata', 'f:annotations', `f:${LAST_APPLIED}`];
const RETRIES = 5;

type Entry = ManagedFieldsEntry;

interface Migrated {
  readonly object: AnyObject;
  /** Whether owners were changed, so that the apply must come again to drop what it no more says. */
  readonly again: boolean;
}

/**
 * Hands what client-side apply owns over to the applier. A failure is only warned of. Models
 * saveLastApplyAnnotationIfNecessary and migrateToSSAIfNecessary of kubectl/pkg/cmd/apply.
 */
export function* migrate(invocation: Invocation, info: Info, applied: AnyObject, query: Query): Process<Migrated> {
  let object = applied;
  try {
    if (query['fieldManager'] === DEFAULT_MANAGER) object = yield* saveAnnotation(invocation, info, object, query);
  } catch (error) {
    warn(invocation, `failed to migrate ${LAST_APPLIED} for Server-Side Apply`, error);
    return { object, again: false };
  }
  try {
    return yield* handOver(invocation, info, object, query);
  } catch (error) {
    warn(invocation, 'server rejected managed fields migration to Server-Side Apply', error);
    return { object, again: false };
  }
}

function warn(invocation: Invocation, what: string, error: unknown): void {
  const later = 'This is non-fatal and will be retried next time you apply.';
  invocation.err(`Warning: ${what}. ${later} Error: ${textOf(error)}\n`);
}

function entriesOf(object: AnyObject): readonly Entry[] {
  return (object.metadata?.['managedFields'] as readonly Entry[] | undefined) ?? [];
}

function setOf({ fieldsV1 }: Entry): FieldSet {
  return fromFieldsV1(fieldsV1 ?? {});
}

function ownersOfAnnotation(object: AnyObject, operation: string): readonly Entry[] {
  return entriesOf(object).filter(
    (entry) => entry.operation === operation && !entry.subresource && hasPath(setOf(entry), ANNOTATION_PATH),
  );
}

function* saveAnnotation(invocation: Invocation, info: Info, object: AnyObject, query: Query): Process<AnyObject> {
  const text = object.metadata?.annotations?.[LAST_APPLIED];
  if (text === undefined || ownersOfAnnotation(object, 'Apply').length > 0) return object;
  const { name, namespace } = object.metadata ?? {};
  const annotations = { [LAST_APPLIED]: text };
  const metadata = { annotations, name, ...(namespace ? { namespace } : {}) };
  const body = { apiVersion: object['apiVersion'], kind: object['kind'], metadata };
  const saving = { ...query, fieldManager: ANNOTATION_MANAGER };
  return yield* invocation.api.patch(targetOf(info), 'application/apply-patch+yaml', body, saving);
}

function* handOver(invocation: Invocation, info: Info, applied: AnyObject, query: Query): Process<Migrated> {
  const names = new Set(ownersOfAnnotation(applied, 'Update').map(({ manager = '' }) => manager));
  let object = applied;
  for (let attempt = 1; ; attempt++) {
    const before = entriesOf(object);
    let value = before;
    for (const name of names) value = handedOver(value, name, query['fieldManager'] ?? '');
    if (value === before) return { object, again: false };
    const patch = [
      { op: 'replace', path: '/metadata/managedFields', value },
      { op: 'replace', path: '/metadata/resourceVersion', value: object.metadata?.['resourceVersion'] },
    ];
    try {
      const next = yield* invocation.api.patch(targetOf(info), 'application/json-patch+json', patch, query);
      return { object: next, again: true };
    } catch (error) {
      if (!isReason(error, 'Conflict') || attempt === RETRIES) throw error;
      object = (yield* latest(invocation.api, info)).object;
    }
  }
}

/** The entries with those of a client-side applier in that of the server-side one. Models csaupgrade. */
function handedOver(entries: readonly Entry[], from: string, to: string): readonly Entry[] {
  const isFrom = (entry: Entry): boolean =>
    entry.manager === from && entry.operation === 'Update' && !entry.subresource;
  const olds = entries.filter(isFrom);
  if (olds.length === 0) return entries;
  const applier = entries.find((entry) => entry.manager === to && entry.operation === 'Apply' && !entry.subresource);
  const target: Entry = applier ?? { ...olds[0]!, manager: to, operation: 'Apply' };
  let set = setOf(target);
  for (const old of olds) if (old.apiVersion === target.apiVersion) set = union(set, setOf(old));
  const merged: Entry = { ...target, fieldsV1: toFieldsV1(set) as NonNullable<Entry['fieldsV1']> };
  if (applier) return entries.filter((entry) => !isFrom(entry)).map((entry) => (entry === applier ? merged : entry));
  return entries.flatMap((entry) => (entry === olds[0] ? [merged] : isFrom(entry) ? [] : [entry]));
}
