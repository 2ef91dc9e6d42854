import { isSameRevision, newRevision, sortRevisions } from '../../api/control/controller-revisions.ts';
import type { ControllerRevision, DaemonSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { podTemplateHash } from '../../api/template-hash.ts';
import ControllerRevisionKind from '../controller-revision/kind.ts';
import type { State } from './controller.ts';
import { HASH_LABEL } from './judge.ts';
import DaemonSetKind from './kind.ts';

/** The revision of the present template, written down if it is new, and the older ones. */
export interface History {
  readonly current: ControllerRevision;
  readonly old: readonly ControllerRevision[];
}

/** Finds or makes the revision of a set's template. Models constructHistory. */
export function* findHistory(
  { context }: State,
  set: DaemonSet,
  existing: readonly ControllerRevision[],
): Process<History> {
  const wanted = revisionOfSet(set, 0);
  const same = existing.filter((each) => isSameRevision(each, wanted));
  const old = existing.filter((each) => !same.includes(each));
  const number = Math.max(0, ...old.map(({ revision }) => revision)) + 1;
  const known = sortRevisions(same).at(-1);
  const { client } = context;
  if (!known) return { current: yield* createRevision(context, set, { ...wanted, revision: number }), old };
  for (const twin of same) {
    if (twin === known) continue;
    yield* client.delete(ControllerRevisionKind, twin.metadata.namespace ?? '', twin.metadata.name ?? '');
  }
  if (known.revision >= number) return { current: known, old };
  return { current: yield* client.update(ControllerRevisionKind, { ...known, revision: number }), old };
}

function revisionOfSet(set: DaemonSet, revision: number): ControllerRevision {
  const hash = podTemplateHash(set.spec?.template ?? {}, set.status?.collisionCount);
  return newRevision(set, { hash, label: HASH_LABEL, revision });
}

/** A name that another template has is a collision: counted in the status, so that the next try has another hash. */
function* createRevision(
  { client }: State['context'],
  set: DaemonSet,
  revision: ControllerRevision,
): Process<ControllerRevision> {
  try {
    return yield* client.create(ControllerRevisionKind, revision);
  } catch (error) {
    if (!isReason(error, 'AlreadyExists')) throw error;
    const { namespace = '', name = '' } = revision.metadata;
    const taken = yield* client.get(ControllerRevisionKind, namespace, name);
    if (isSameRevision(taken, revision)) return taken;
    const fresh = yield* client.get(DaemonSetKind, namespace, set.metadata.name ?? '');
    const collisionCount = (fresh.status?.collisionCount ?? 0) + 1;
    yield* client.updateStatus(DaemonSetKind, { ...fresh, status: { ...fresh.status!, collisionCount } });
    throw error;
  }
}

/** Deletes the oldest revisions beyond the set's limit that no Pod has. Models cleanupHistory. */
export function* cleanUpHistory({ context, views }: State, set: DaemonSet, { old }: History): Process {
  let surplus = old.length - (set.spec?.revisionHistoryLimit ?? 10);
  if (surplus <= 0) return;
  const live = new Set(Array.from(views.podsOf(set), ({ metadata }) => metadata.labels?.[HASH_LABEL]));
  for (const { metadata } of sortRevisions(old)) {
    if (surplus <= 0) return;
    if (live.has(metadata.labels?.[HASH_LABEL])) continue;
    yield* context.client.delete(ControllerRevisionKind, metadata.namespace ?? '', metadata.name ?? '');
    surplus--;
  }
}
