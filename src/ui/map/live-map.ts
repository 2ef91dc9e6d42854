import { map } from '../../language/en/map.ts';
import type { NodeRow, PodRow } from '../../protocol/view.ts';
import { compareNames } from '../store/compare-names.ts';
import type { Delta, Mirror } from '../store/mirror.ts';
import { countCell, emptyCell, emptyGroup, fillNode, fillPod, type LiveCell, type LiveGroup } from './cells.ts';
import { inOrder } from './in-order.ts';
import { kindOf, type MapModel, type Wish } from './model.ts';
import { matcher } from './search.ts';

/** The cells of the map, kept up to date as rows change. */
export interface LiveMap {
  /** Notes what a batch of frames has changed. */
  note(delta: Pick<Delta, 'reset' | 'nodes' | 'stacks' | 'pods'>): void;
  /** Takes in what was noted, until it is told to stop. Returns whether all of it is taken in. */
  work(isLate: () => boolean): boolean;
  /** Shows the cells in another way. */
  wish(wish: Wish): void;
  /** What is shown now: a new model each time. */
  model(): MapModel;
}

/** How many cells are taken in between two looks at the clock. */
const handful = 64;

export function createLiveMap(mirror: Mirror, first: Wish): LiveMap {
  const cells = { Node: new Map<string, LiveCell>(), Pod: new Map<string, LiveCell>() };
  const dirty = { Node: new Set<string>(), Pod: new Set<string>() };
  /** Whether the cells of a kind have been made: those of Pods only once they are to be seen. */
  const isMade = { Node: false, Pod: false };
  const groups = new Map<string, LiveGroup>();
  let names: readonly string[] = [];
  let wish = first;
  let fits = matcher(first.text);

  const nameOfNodes = (node: NodeRow): string => {
    if (wish.grouping === 'none') return map('allNodes');
    return node.zone === '' ? map('noZone') : map('zone', { zone: node.zone });
  };
  const nameOfPods = (pod: PodRow): string => (wish.grouping === 'owner' ? pod.owner || map('noOwner') : pod.namespace);

  const put = (cell: LiveCell, name: string) => {
    const group = groups.get(name) ?? emptyGroup(name);
    groups.set(name, group);
    cell.group = group;
    cell.at = group.cells.length;
    group.cells.push(cell);
    group.isStale = true;
    countCell(group, cell, 1);
  };
  const leave = (cell: LiveCell) => {
    if (cell.group === null) return;
    countCell(cell.group, cell, -1);
    cell.group.isStale = true;
    cell.group = null;
  };
  /** Takes in one cell: new, changed or gone. */
  const take = (kind: 'Node' | 'Pod', id: string, node: NodeRow | undefined, pod: PodRow | undefined) => {
    const known = cells[kind].get(id);
    if (known?.group != null) countCell(known.group, known, -1);
    const cell = known ?? emptyCell(kind, id, pod?.namespace ?? '', node?.name ?? pod?.name ?? '');
    if (node !== undefined) fillNode(cell, mirror, node, wish, fits);
    else if (pod !== undefined) fillPod(cell, mirror, pod, fits);
    if (known?.group != null) countCell(known.group, known, 1);
    if (node === undefined && pod === undefined) {
      if (known !== undefined) leave(known);
      cells[kind].delete(id);
      return;
    }
    const name = node === undefined ? nameOfPods(pod!) : nameOfNodes(node);
    if (cell.group?.name === name) {
      if (wish.ordering !== 'name') cell.group.isStale = true;
      return;
    }
    leave(cell);
    if (known === undefined) cells[kind].set(id, cell);
    put(cell, name);
  };
  /** All cells of a kind anew, with their groups; those of nodes in order of their names. */
  const regroup = () => {
    const kind = kindOf(wish);
    groups.clear();
    for (const cell of cells[kind].values()) cell.group = null;
    refresh(kind);
    for (const [id, cell] of cells[kind]) if (cell.group === null) cells[kind].delete(id);
    isMade[kind] = true;
  };
  /** Every cell as it is now. */
  const refresh = (kind: 'Node' | 'Pod') => {
    names = mirror.nodeNames();
    if (kind === 'Node') for (const name of names) take(kind, name, mirror.nodes.get(name), undefined);
    else for (const pod of mirror.pods.values()) take(kind, pod.uid, undefined, pod);
    dirty[kind].clear();
  };
  const forget = () => {
    for (const kind of ['Node', 'Pod'] as const) {
      cells[kind].clear();
      dirty[kind].clear();
      isMade[kind] = false;
    }
  };
  regroup();
  return {
    note: (delta) => {
      if (delta.reset) forget();
      for (const name of delta.nodes) dirty.Node.add(name);
      for (const name of delta.stacks) if (name !== '') dirty.Node.add(name);
      if (isMade.Pod) for (const uid of delta.pods) dirty.Pod.add(uid);
    },
    work: (isLate) => {
      const kind = kindOf(wish);
      // Nodes stand in order of their names: where one has come, all are put anew.
      if (!isMade[kind] || (kind === 'Node' && names !== mirror.nodeNames())) regroup();
      let count = 0;
      for (const id of dirty[kind]) {
        dirty[kind].delete(id);
        if (kind === 'Node') take(kind, id, mirror.nodes.get(id), undefined);
        else take(kind, id, undefined, mirror.pods.get(id));
        if (++count % handful === 0 && isLate()) return dirty[kind].size === 0;
      }
      return true;
    },
    wish: (next) => {
      const before = wish;
      wish = next;
      fits = matcher(next.text);
      if (next.grouping !== before.grouping || next.ordering !== before.ordering || !isMade[kindOf(next)]) regroup();
      else if (next.text !== before.text || next.colouring !== before.colouring) refresh(kindOf(next));
    },
    model: () => {
      for (const [name, group] of groups) {
        if (group.isStale) group.cells = [...inOrder(group, wish.ordering)];
        if (group.cells.length === 0) groups.delete(name);
      }
      const shown = [...groups.values()].sort((a, b) => compareNames(a.name, b.name));
      let [count, found] = [0, 0];
      shown.forEach((group, order) => {
        group.order = order;
        count += group.cells.length;
        found += group.found;
      });
      const kind = kindOf(wish);
      const whereIs = (id: string) => {
        const cell = cells[kind].get(id);
        return cell?.group == null ? null : { group: cell.group.order, index: cell.at };
      };
      return { kind, groups: shown, count, found, whereIs };
    },
  };
}
