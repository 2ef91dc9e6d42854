import { controllerOf, type KubeObject } from '../../api/object.ts';
import type { GraphNews, GraphRef, GraphRow } from '../../protocol/graph.ts';
import type { CommittedWrite } from '../../sim/apiserver/api-server.ts';
import { stateOf } from './object-state.ts';
import { keyOf, referencesOf } from './references.ts';
import { selectorOf } from './selects.ts';

/** Kinds that tell of others, or renew themselves: not drawn. */
const LEFT_OUT: ReadonlySet<string> = new Set(['Event', 'Lease', 'CSINode', 'ControllerRevision']);
/** Pods of one owner are drawn one by one up to so many. */
const MOST_PODS = 12;
/** Frames between two looks; as many again for every so many objects: an owner's Pods are counted in each. */
const EVERY = 12;
const OBJECTS_A_LOOK = 10_000;

interface Known {
  readonly kind: string;
  readonly object: KubeObject;
}

/** Tells the page of all objects and what binds them, as changes, while the Objects view is shown. */
export class GraphFeed {
  private on = false;
  private reset = false;
  private frames = 0;
  private readonly objects = new Map<string, Known>();
  /** Keys of Pods by the key of their owner, or by their own. */
  private readonly podsOf = new Map<string, Set<string>>();
  private readonly dirty = new Set<string>();
  private readonly dirtyGroups = new Set<string>();
  private readonly dirtySpaces = new Set<string>();
  /** Rows of Pods that the page has, by group. */
  private readonly sent = new Map<string, Set<string>>();

  /** Begins to tell, from a snapshot of all objects, or ends. */
  show(snapshot: readonly CommittedWrite[] | undefined): void {
    this.on = snapshot !== undefined;
    this.reset = this.on;
    for (const table of [this.objects, this.podsOf, this.sent]) table.clear();
    for (const set of [this.dirty, this.dirtyGroups, this.dirtySpaces]) set.clear();
    this.frames = 0;
    for (const write of snapshot ?? []) this.observe(write);
  }

  observe({ kind: { kind }, object, type }: CommittedWrite): void {
    if (!this.on || LEFT_OUT.has(kind)) return;
    const { namespace = '', name = '' } = object.metadata;
    const key = keyOf(kind, namespace, name);
    const gone = type === 'DELETED';
    if (kind === 'Pod') this.observePod(key, object, gone);
    else this.dirty.add(key);
    if (gone) this.objects.delete(key);
    else this.objects.set(key, { kind, object });
  }

  /** What has changed since the last call; undefined when nothing has. */
  take(): GraphNews | undefined {
    const every = EVERY * (1 + Math.floor(this.objects.size / OBJECTS_A_LOOK));
    if (!this.on || this.frames++ % every !== 0) return undefined;
    const rows: GraphRow[] = [];
    const removed: string[] = [];
    for (const group of this.dirtyGroups) this.takeGroup(group, rows, removed);
    this.dirtyGroups.clear();
    this.touchSelectors();
    for (const key of this.dirty) {
      const known = this.objects.get(key);
      if (known) rows.push(this.rowOf(key, known));
      else removed.push(key);
    }
    this.dirty.clear();
    const { reset } = this;
    if (!reset && rows.length === 0 && removed.length === 0) return undefined;
    this.reset = false;
    return { reset, rows, removed };
  }

  private observePod(key: string, object: KubeObject, gone: boolean): void {
    const group = groupOf(key, object);
    const known = this.objects.get(key);
    const old = known ? groupOf(key, known.object) : group;
    // An owner has let go of it, or has taken it up.
    if (old !== group && this.podsOf.get(old)?.delete(key)) this.dirtyGroups.add(old);
    const pods = this.podsOf.get(group) ?? new Set();
    const before = pods.size;
    if (gone) pods.delete(key);
    else pods.add(key);
    if (pods.size === 0) this.podsOf.delete(group);
    else this.podsOf.set(group, pods);
    if (before !== pods.size) this.dirtySpaces.add(object.metadata.namespace ?? '');
    this.dirtyGroups.add(group);
  }

  private takeGroup(group: string, rows: GraphRow[], removed: string[]): void {
    const pods = [...(this.podsOf.get(group) ?? [])];
    const now = new Set<string>();
    if (pods.length > MOST_PODS) {
      const row = this.countedRow(group, pods);
      rows.push(row);
      now.add(row.key);
    } else {
      for (const key of pods) {
        rows.push(this.rowOf(key, this.objects.get(key)!));
        now.add(key);
      }
    }
    for (const key of this.sent.get(group) ?? []) if (!now.has(key)) removed.push(key);
    if (now.size === 0) this.sent.delete(group);
    else this.sent.set(group, now);
  }

  /** Objects that select Pods of a namespace where Pods have come or gone. */
  private touchSelectors(): void {
    if (this.dirtySpaces.size === 0) return;
    for (const [key, { kind, object }] of this.objects) {
      if (kind !== 'Service' && kind !== 'PodDisruptionBudget' && kind !== 'NetworkPolicy') continue;
      if (this.dirtySpaces.has(object.metadata.namespace ?? '')) this.dirty.add(key);
    }
    this.dirtySpaces.clear();
  }

  private rowOf(key: string, { kind, object }: Known): GraphRow {
    const { namespace = '', name = '' } = object.metadata;
    const { state, note } = stateOf(kind, object);
    return {
      ...{ key, kind, namespace, name, labels: labelsOf(object), state, note, count: 1 },
      owner: ownerOf(object),
      refs: [...referencesOf(kind, object), ...this.selectedBy(kind, object)],
    };
  }

  private countedRow(group: string, pods: readonly string[]): GraphRow {
    const objects = pods.map((key) => this.objects.get(key)!.object);
    const first = objects[0]!;
    const states = objects.map((object) => stateOf('Pod', object).state);
    const count = (state: string): number => states.filter((each) => each === state).length;
    const words = [
      [count('ok'), 'ready'],
      [count('wait'), 'not ready'],
      [count('wrong'), 'failing'],
      [count('going'), 'terminating'],
    ] as const;
    const [, namespace = '', name = ''] = group.split('/');
    return {
      ...{ key: `Pods/${group}`, kind: 'Pod', namespace, name, labels: labelsOf(first), owner: ownerOf(first) },
      state: count('wrong') > 0 ? 'wrong' : count('wait') + count('going') > 0 ? 'wait' : 'ok',
      note: words
        .filter(([number]) => number > 0)
        .map(([number, word]) => `${number} ${word}`)
        .join(', '),
      count: pods.length,
      // Pods of one template mount and read the same.
      refs: referencesOf('Pod', first).filter(({ to }) => !to.startsWith('Node/')),
    };
  }

  private selectedBy(kind: string, object: KubeObject): GraphRef[] {
    const matcher = selectorOf(kind, object);
    if (!matcher) return [];
    const { namespace = '' } = object.metadata;
    const found: GraphRef[] = [];
    for (const [group, pods] of this.podsOf) {
      if (group.split('/')[1] !== namespace) continue;
      const isCounted = pods.size > MOST_PODS;
      for (const key of pods) {
        if (matcher.matches(this.objects.get(key)!.object.metadata.labels)) {
          found.push({ to: isCounted ? `Pods/${group}` : key, as: 'selects' });
        }
        if (isCounted) break;
      }
    }
    return found;
  }
}

const labelsOf = ({ metadata }: KubeObject): string[] =>
  Object.entries(metadata.labels ?? {}).map(([key, value]) => `${key}=${value}`);

function ownerOf(object: KubeObject): string {
  const owner = controllerOf(object) ?? object.metadata.ownerReferences?.[0];
  // A static Pod's node owns it: what it runs on says that already.
  if (!owner || owner.kind === 'Node') return '';
  return keyOf(owner.kind, object.metadata.namespace ?? '', owner.name);
}

function groupOf(key: string, object: KubeObject): string {
  return ownerOf(object) || key;
}
