import type { PodState } from '../../protocol/view.ts';
import type { Colouring, Grouping, Ordering } from './map-store.ts';

/** A node or a Pod on the map. */
export interface Cell {
  readonly id: string;
  readonly kind: 'Node' | 'Pod';
  readonly namespace: string;
  readonly name: string;
  /** Of a node: how full it is, 0 to 1. */
  readonly value: number;
  /** Of a node: the worst of its Pods, '' when all is well. Of a Pod: its state. */
  readonly state: PodState | '';
  readonly dead: boolean;
  readonly cordoned: boolean;
  /** Of a Pod: the hue of its owner. */
  readonly hue: number;
  /** It fits what is searched for. */
  readonly found: boolean;
}

export interface Group {
  readonly name: string;
  readonly cells: readonly Cell[];
  /** Cells that are wrong: nodes that are NotReady, Pods that fail. */
  readonly wrong: number;
  readonly cordoned: number;
}

/** Where a cell is: the number of its group, and its place there. */
export interface At {
  readonly group: number;
  readonly index: number;
}

/** What is shown. The cells change in place: each new model says that they may have. */
export interface MapModel {
  readonly kind: 'Node' | 'Pod';
  readonly groups: readonly Group[];
  readonly count: number;
  readonly found: number;
  /** The place of a node by its name, or of a Pod by its uid. */
  readonly whereIs: (id: string) => At | null;
}

export interface Wish {
  readonly grouping: Grouping;
  readonly colouring: Colouring;
  readonly ordering: Ordering;
  readonly text: string;
}

/** Whether cells are nodes or Pods. */
export function kindOf({ grouping }: Wish): 'Node' | 'Pod' {
  return grouping === 'zone' || grouping === 'none' ? 'Node' : 'Pod';
}
