import type { KubeObject } from '../../api/object.ts';
import { toYaml } from '../../api/yaml/to-yaml.ts';
import type { LifeRow } from '../../protocol/inspect.ts';
import type { Frame, ObjectRef, ToPage, ViewFeed } from '../../protocol/messages.ts';
import type { EventRow } from '../../protocol/view.ts';
import { GraphFeed } from '../graph/graph-feed.ts';
import { stateOf } from '../graph/object-state.ts';
import { historyUpTo } from '../history/history-feed.ts';
import { withoutManagedFields } from '../inspection.ts';
import type { Session } from '../session.ts';
import type { LoggedWrite } from '../write-log.ts';
import { looksOf, type Told } from './sticky.ts';

/** What the page looks at beyond the frames. */
interface Looks {
  readonly feed: ViewFeed;
  readonly ref: ObjectRef | null;
}

/** The objects that there were at a moment, each as it was last written by then. */
function objectsAt(writes: readonly LoggedWrite[], ms: number): readonly LoggedWrite[] {
  const latest = new Map<string, LoggedWrite>();
  for (const write of writes) {
    if (write.atMs > ms) break;
    const { namespace = '', name = '' } = write.object.metadata;
    const key = `${write.kind.kind}/${namespace}/${name}`;
    if (write.type === 'DELETED') latest.delete(key);
    else latest.set(key, write);
  }
  return [...latest.values()];
}

function lifeOf(writes: readonly LoggedWrite[]): readonly LifeRow[] {
  const life: LifeRow[] = [];
  for (const { kind, object, type, atMs } of writes) {
    if (type === 'DELETED') continue;
    const now = stateOf(kind.kind, object);
    const last = life.at(-1);
    if (last?.state !== now.state || last.note !== now.note) life.push({ atMs, ...now });
  }
  return life;
}

/** The object that is followed as it was at a moment, from its writes up to then. */
function objectMessage(run: Session, ref: ObjectRef, ms: number, events: readonly EventRow[]): ToPage {
  const writes = run.views.historyOf(ref).filter(({ atMs }) => atMs <= ms);
  const last = writes.at(-1);
  const object: KubeObject | null = last && last.type !== 'DELETED' ? withoutManagedFields(last.object) : null;
  const key = `${ref.namespace}/${ref.name}`;
  const isPod = ref.resource === 'pods';
  const { cluster } = run.run;
  return {
    type: 'object',
    ref,
    object,
    yaml: object ? toYaml(object) : '',
    events: events.filter(({ kind, name }) => kind === ref.kind && name === ref.name).toReversed(),
    life: lifeOf(writes),
    decisions: isPod ? cluster.decisions(key).filter(({ atMs }) => atMs <= ms) : [],
    moves: isPod ? cluster.queueMoves(key).filter(({ atMs }) => atMs <= ms) : [],
    pending: null,
  };
}

/**
 * Tells the views that need more than a frame how it was at a past moment, at once, from the revisions that a run beyond
 * it has kept. Where these do not go back so far nothing is told: the replay comes with all of it.
 */
function tellPast(
  run: Session,
  ms: number,
  { feed, ref }: Looks,
  events: readonly EventRow[],
  post: (message: ToPage) => void,
): void {
  if (run.veil.isDown || run.nowMs < ms) return;
  const writes = run.views.kept;
  if (!writes) return;
  if (feed === 'history') post({ type: 'history', news: historyUpTo(writes, ms) });
  if (feed === 'objects') {
    const graph = new GraphFeed();
    graph.show(objectsAt(writes, ms));
    const news = graph.take();
    if (news) post({ type: 'graph', news });
  }
  if (ref) post(objectMessage(run, ref, ms, events));
}

/** The run of a branch that came farthest: it tells of the past. At most one is kept beside the present one. */
export class FarthestRun {
  private run: Session | undefined;

  /** The branch has another past from now on, or is left. */
  forget(): void {
    this.run = undefined;
  }

  /** A run takes the place of another. */
  replace(before: Session, now: Session): void {
    if (before.nowMs > (this.run?.nowMs ?? now.nowMs)) this.run = before;
  }

  /** Tells the views how it was at the moment of a frame. */
  tell(present: Session, { nowMs, events }: Frame, sticky: Told, post: (message: ToPage) => void): void {
    const run = this.run && this.run.nowMs > present.nowMs ? this.run : present;
    tellPast(run, nowMs, looksOf(sticky), events, post);
  }
}
