import { controllerOf, type KubeObject } from '../../api/object.ts';
import type { RefRole } from '../../protocol/graph.ts';
import type { KindRef, RelatedRow } from '../../protocol/inspect.ts';
import type { CommittedWrite } from '../../sim/apiserver/api-server.ts';
import { stateOf } from './object-state.ts';
import { keyOf, referencesOf } from './references.ts';
import { selectorOf } from './selects.ts';

/** Of each sort so many are told at most. */
const MOST = 200;
/** Kinds that tell of others, or renew themselves. */
const LEFT_OUT: ReadonlySet<string> = new Set(['Event', 'CSINode']);

type Relation = Pick<RelatedRow, 'side' | 'as'>;

/** Which objects of a snapshot have to do with one: owners, what it owns, what it names, what names it. */
export function relatedTo(snapshot: readonly CommittedWrite[], ref: KindRef): RelatedRow[] {
  const self = snapshot.find(({ kind, object }) => isNamed(kind.kind, object, ref));
  if (!self) return [];
  const counts = new Map<string, number>();
  const rows: RelatedRow[] = [];
  for (const { kind, object } of snapshot) {
    if (object === self.object || LEFT_OUT.has(kind.kind)) continue;
    for (const relation of relations(ref.kind, self.object, kind.kind, object)) {
      const count = (counts.get(relation.side) ?? 0) + 1;
      counts.set(relation.side, count);
      if (count > MOST) continue;
      const { namespace = '', name = '' } = object.metadata;
      rows.push({ kind: kind.kind, namespace, name, ...relation, ...stateOf(kind.kind, object) });
    }
  }
  return rows.sort((a, b) => sides.indexOf(a.side) - sides.indexOf(b.side) || compare(a.kind, b.kind));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const sides: readonly RelatedRow['side'][] = ['owner', 'owned', 'names', 'named by'];

function isNamed(kind: string, { metadata }: KubeObject, ref: KindRef): boolean {
  return kind === ref.kind && metadata.name === ref.name && (metadata.namespace ?? '') === ref.namespace;
}

function relations(kind: string, self: KubeObject, otherKind: string, other: KubeObject): Relation[] {
  const found: Relation[] = [];
  const asOwner = ownership(self, other);
  if (asOwner !== undefined) found.push({ side: 'owner', as: asOwner });
  const asOwned = ownership(other, self);
  if (asOwned !== undefined) found.push({ side: 'owned', as: asOwned });
  for (const as of namings(kind, self, otherKind, other)) found.push({ side: 'names', as });
  for (const as of namings(otherKind, other, kind, self)) found.push({ side: 'named by', as });
  return found;
}

/** How an object is owned by another: as its controller, or otherwise; undefined when it is not. */
function ownership(object: KubeObject, owner: KubeObject): 'controller' | '' | undefined {
  const reference = object.metadata.ownerReferences?.find(({ uid }) => uid === owner.metadata.uid);
  if (!reference) return undefined;
  return controllerOf(object)?.uid === reference.uid ? 'controller' : '';
}

/** In which roles an object names another, or selects it. */
function namings(kind: string, object: KubeObject, otherKind: string, other: KubeObject): RefRole[] {
  const { namespace = '', name = '', labels } = other.metadata;
  const key = keyOf(otherKind, namespace, name);
  const named = referencesOf(kind, object).flatMap(({ to, as }) => (to === key ? [as] : []));
  const isNear = otherKind === 'Pod' && namespace === (object.metadata.namespace ?? '');
  return isNear && selectorOf(kind, object)?.matches(labels) ? [...named, 'selects'] : named;
}
