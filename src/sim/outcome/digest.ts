import { controllerOf, type KubeObject } from '../../api/object.ts';
import { fnv32a } from '../../base/fnv.ts';
import { getOrMake } from '../../base/get-or-make.ts';
import type { ObjectDigest } from '../../protocol/outcome.ts';
import type { CommittedWrite } from '../apiserver/api-server.ts';

/** Beyond so many objects none is compared. */
const MOST_OBJECTS = 4_000;
/** Told otherwise, or different in every run without meaning anything. */
const LEFT_OUT: ReadonlySet<string> = new Set(['Event', 'Lease', 'EndpointSlice', 'Endpoints', 'ControllerRevision']);
/** Fields that say when and in which order, not what. */
const NOT_SAID: ReadonlySet<string> = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'observedGeneration',
  'managedFields',
  'images',
]);

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text);

function add(hash: number, value: unknown): number {
  if (Array.isArray(value)) {
    let after = fnv32a('[', hash);
    for (const each of value) after = add(after, each);
    return after;
  }
  if (typeof value === 'object' && value !== null) {
    let after = fnv32a('{', hash);
    for (const [key, each] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (each === undefined || NOT_SAID.has(key)) continue;
      after = add(fnv32a(key, after), each);
    }
    return after;
  }
  if (typeof value === 'string' && isTime(value)) return hash;
  return fnv32a(`${typeof value} ${String(value)}`, hash);
}

function digestOf(kind: string, object: KubeObject): ObjectDigest {
  const { status = null, ...rest } = object as KubeObject & { readonly status?: unknown };
  const { namespace = '', name = '' } = object.metadata;
  return { key: `${kind}/${namespace}/${name}`, spec: add(fnv32a(''), rest), status: add(fnv32a(''), status) };
}

/**
 * The objects of a cluster that two runs can be compared by: Pods that a controller has named by chance are left out, as
 * are times. null where there are too many.
 * @param known gets the digests: an object that has not changed is not read again
 */
export function digests(
  writes: readonly CommittedWrite[],
  known: WeakMap<KubeObject, ObjectDigest>,
): readonly ObjectDigest[] | null {
  const named = writes.filter(
    ({ kind, object }) =>
      !LEFT_OUT.has(kind.kind) && object.metadata.namespace !== 'kube-system' && !isNamedByChance(kind.kind, object),
  );
  if (named.length > MOST_OBJECTS) return null;
  return named
    .map(({ kind, object }) => getOrMake(known, object, () => digestOf(kind.kind, object)))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

const isNamedByChance = (kind: string, object: KubeObject): boolean =>
  kind === 'Pod' && controllerOf(object) !== undefined && controllerOf(object)?.kind !== 'StatefulSet';
