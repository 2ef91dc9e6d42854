import { getOrMake } from '../../base/get-or-make.ts';
import { map } from '../../language/en/map.ts';
import type { NodeRow, PodRow } from '../../protocol/view.ts';
import { compareNames } from '../store/compare-names.ts';
import type { Delta, Mirror } from '../store/mirror.ts';
import { countCell, emptyCell, emptyGroup, fillNode, fillPod, type LiveCell, type LiveGroup } from './cells.ts';
import { inOrder } from './in-order.ts';
import { kindOf, type MapModel, type Wish } from './model.ts';
import { type Fits, matcher } from './search.ts';

type Kind = 'Node' | 'Pod';

/** How many cells are taken in between two looks at the clock. */
const handful = 64;

/** The cells of the map, kept up to date as rows change. */
export class LiveMap {
  private readonly mirror: Mirror;
  private readonly cells = { Node: new Map<string, LiveCell>(), Pod: new Map<string, LiveCell>() };
  private readonly dirty = { Node: new Set<string>(), Pod: new Set<string>() };
  /** Whether the cells of a kind have been made: those of Pods only once they are to be seen. */
  private readonly isMade = { Node: false, Pod: false };
  private readonly groups = new Map<string, LiveGroup>();
  private names: readonly string[] = [];
  private shown: Wish;
  private fits: Fits | undefined;

  constructor(mirror: Mirror, first: Wish) {
    this.mirror = mirror;
    this.shown = first;
    this.fits = matcher(first.text);
    this.regroup();
  }

  /** Notes what a batch of frames has changed. */
  note(delta: Pick<Delta, 'reset' | 'nodes' | 'stacks' | 'pods'>): void {
    if (delta.reset) this.forget();
    for (const name of delta.nodes) this.dirty.Node.add(name);
    for (const name of delta.stacks) if (name !== '') this.dirty.Node.add(name);
    if (this.isMade.Pod) for (const uid of delta.pods) this.dirty.Pod.add(uid);
  }

  /** Takes in what was noted, until it is told to stop. Returns whether all of it is taken in. */
  work(isLate: () => boolean): boolean {
    const kind = kindOf(this.shown);
    // Nodes stand in order of their names: where one has come, all are put anew.
    if (!this.isMade[kind] || (kind === 'Node' && this.names !== this.mirror.nodeNames())) this.regroup();
    const dirty = this.dirty[kind];
    let count = 0;
    for (const id of dirty) {
      dirty.delete(id);
      this.takeById(kind, id);
      if (++count % handful === 0 && isLate()) return dirty.size === 0;
    }
    return true;
  }

  /** Shows the cells in another way. */
  wish(next: Wish): void {
    const before = this.shown;
    this.shown = next;
    this.fits = matcher(next.text);
    const kind = kindOf(next);
    if (next.grouping !== before.grouping || next.ordering !== before.ordering || !this.isMade[kind]) this.regroup();
    else if (next.text !== before.text || next.colouring !== before.colouring) this.refresh(kind);
  }

  /** What is shown now: a new model each time. */
  model(): MapModel {
    for (const [name, group] of this.groups) {
      if (group.isStale) group.cells = [...inOrder(group, this.shown.ordering)];
      if (group.cells.length === 0) this.groups.delete(name);
    }
    const groups = [...this.groups.values()].sort((a, b) => compareNames(a.name, b.name));
    let [count, found] = [0, 0];
    groups.forEach((group, order) => {
      group.order = order;
      count += group.cells.length;
      found += group.found;
    });
    const kind = kindOf(this.shown);
    const whereIs = (id: string) => {
      const cell = this.cells[kind].get(id);
      return cell?.group == null ? null : { group: cell.group.order, index: cell.at };
    };
    return { kind, groups, count, found, whereIs };
  }

  private groupOfNode({ zone }: NodeRow): string {
    if (this.shown.grouping === 'none') return map('allNodes');
    return zone === '' ? map('noZone') : map('zone', { zone });
  }

  private groupOfPod({ owner, namespace }: PodRow): string {
    return this.shown.grouping === 'owner' ? owner || map('noOwner') : namespace;
  }

  private takeById(kind: Kind, id: string): void {
    const { nodes, pods } = this.mirror;
    const known = this.cells[kind].get(id);
    const node = kind === 'Node' ? nodes.get(id) : undefined;
    const pod = kind === 'Pod' ? pods.get(id) : undefined;
    if (node !== undefined) this.takeNode(node, known);
    else if (pod !== undefined) this.takePod(pod, known);
    else if (known !== undefined) {
      this.leave(known);
      this.cells[kind].delete(id);
    }
  }

  private takeNode(node: NodeRow, known: LiveCell | undefined): void {
    const cell = known ?? emptyCell('Node', node.name, '', node.name);
    this.change(cell, this.groupOfNode(node), () => fillNode(cell, this.mirror, node, this.shown, this.fits));
    if (known === undefined) this.cells.Node.set(node.name, cell);
  }

  private takePod(pod: PodRow, known: LiveCell | undefined): void {
    const cell = known ?? emptyCell('Pod', pod.uid, pod.namespace, pod.name);
    this.change(cell, this.groupOfPod(pod), () => fillPod(cell, this.mirror, pod, this.fits));
    if (known === undefined) this.cells.Pod.set(pod.uid, cell);
  }

  /** Changes a cell, and puts it where it belongs. */
  private change(cell: LiveCell, name: string, fill: () => void): void {
    const { group } = cell;
    if (group?.name !== name) {
      this.leave(cell);
      fill();
      this.put(cell, name);
      return;
    }
    countCell(group, cell, -1);
    fill();
    countCell(group, cell, 1);
    if (this.shown.ordering !== 'name') group.isStale = true;
  }

  private put(cell: LiveCell, name: string): void {
    const group = getOrMake(this.groups, name, emptyGroup);
    cell.group = group;
    cell.at = group.cells.length;
    group.cells.push(cell);
    group.isStale = true;
    countCell(group, cell, 1);
  }

  private leave(cell: LiveCell): void {
    if (cell.group === null) return;
    countCell(cell.group, cell, -1);
    cell.group.isStale = true;
    cell.group = null;
  }

  /** All cells of a kind anew, with their groups; those of nodes in order of their names. */
  private regroup(): void {
    const kind = kindOf(this.shown);
    const cells = this.cells[kind];
    this.groups.clear();
    for (const cell of cells.values()) cell.group = null;
    this.refresh(kind);
    for (const [id, cell] of cells) if (cell.group === null) cells.delete(id);
    this.isMade[kind] = true;
  }

  /** Every cell as it is now. */
  private refresh(kind: Kind): void {
    this.names = this.mirror.nodeNames();
    for (const id of kind === 'Node' ? this.names : this.mirror.pods.keys()) this.takeById(kind, id);
    this.dirty[kind].clear();
  }

  private forget(): void {
    for (const kind of ['Node', 'Pod'] as const) {
      this.cells[kind].clear();
      this.dirty[kind].clear();
      this.isMade[kind] = false;
    }
  }
}
