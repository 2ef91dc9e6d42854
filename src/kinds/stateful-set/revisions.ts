import {
  isSameRevision,
  newRevision,
  nextRevision,
  revisionHash,
  sortRevisions,
  templatePatch,
} from '../../api/control/controller-revisions.ts';
import type { ControllerRevision, StatefulSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import ControllerRevisionKind from '../controller-revision/kind.ts';
import type { State } from './controller.ts';
import { revisionOf } from './identity.ts';
import type { Revisions } from './status.ts';

const HASH_LABEL = 'controller.kubernetes.io/hash';

/** The current and the update revision of a set; writes the latter down if it is new. Models getStatefulSetRevisions. */
export function* findRevisions(
  state: State,
  set: StatefulSet,
  existing: readonly ControllerRevision[],
): Process<Revisions> {
  let collisionCount = set.status?.collisionCount ?? 0;
  const wanted = revisionOfSet(set, nextRevision(existing), collisionCount);
  const equal = existing.filter((each) => isSameRevision(each, wanted)).at(-1);
  let update: ControllerRevision;
  if (equal && equal === existing.at(-1)) update = equal;
  else if (equal) update = yield* renumber(state, equal, wanted.revision);
  else {
    const created = yield* createRevision(state, set, wanted, collisionCount);
    update = created.revision;
    collisionCount = created.collisionCount;
  }
  const current = existing.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? update;
  return { current, update, collisionCount };
}

function revisionOfSet(set: StatefulSet, revision: number, collisionCount: number): ControllerRevision {
  const hash = revisionHash(templatePatch(set.spec?.template), collisionCount);
  return newRevision(set, { hash, label: HASH_LABEL, revision });
}

function* renumber({ context }: State, old: ControllerRevision, revision: number): Process<ControllerRevision> {
  return yield* context.client.update(ControllerRevisionKind, { ...old, revision });
}

/** A name that something else has is tried again with another hash. */
function* createRevision(
  { context }: State,
  set: StatefulSet,
  wanted: ControllerRevision,
  collisions: number,
): Process<{ readonly revision: ControllerRevision; readonly collisionCount: number }> {
  const { client } = context;
  let revision = wanted;
  for (let collisionCount = collisions; ; collisionCount++) {
    try {
      return { revision: yield* client.create(ControllerRevisionKind, revision), collisionCount };
    } catch (error) {
      if (!isReason(error, 'AlreadyExists')) throw error;
    }
    const { namespace = '', name = '' } = revision.metadata;
    const taken = yield* client.get(ControllerRevisionKind, namespace, name);
    if (isSameRevision(taken, revision)) return { revision: taken, collisionCount };
    revision = revisionOfSet(set, wanted.revision, collisionCount + 1);
  }
}

/** Deletes the oldest revisions that nothing uses, beyond the set's limit. Models truncateHistory. */
export function* truncateHistory(
  { context }: State,
  set: StatefulSet,
  pods: readonly Pod[],
  existing: readonly ControllerRevision[],
  { current, update }: Revisions,
): Process<void> {
  const live = new Set([current.metadata.name, update.metadata.name, ...pods.map(revisionOf)]);
  const history = sortRevisions(existing).filter(({ metadata }) => !live.has(metadata.name));
  const surplus = history.length - (set.spec?.revisionHistoryLimit ?? 10);
  for (const { metadata } of history.slice(0, Math.max(0, surplus))) {
    yield* context.client.delete(ControllerRevisionKind, metadata.namespace ?? '', metadata.name ?? '');
  }
}
