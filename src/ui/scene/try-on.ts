import { create } from 'zustand';
import type { WhatIfRow } from '../../protocol/decisions.ts';
import { call } from '../store/session.ts';
import type { Selection } from '../store/view-store.ts';

/** A Pod held over a node in thought; nothing of it reaches the cluster. */
interface TryOn {
  readonly pod: Selection | null;
  /** The node it is held over, '' for none. */
  readonly node: string;
  /** Where the pointer drags it, in the figure's px; null when the keyboard chose, or when it was let go. */
  readonly at: { readonly x: number; readonly y: number } | null;
  /** What the scheduler says, of the node that it names; null until it has answered. */
  readonly row: WhatIfRow | null;
  /** There is no scheduler that could say anything, or it must not say it yet. */
  readonly silent: boolean;
}

const nothing: TryOn = { pod: null, node: '', at: null, row: null, silent: false };

export const useTryOn = create<TryOn>(() => nothing);

/** Holds a Pod over a node; the verdict follows. */
export function tryOn(pod: Selection, node: string, at: TryOn['at'] = null): void {
  const before = useTryOn.getState();
  const same = before.pod?.name === pod.name && before.pod.namespace === pod.namespace;
  useTryOn.setState({ ...(same ? before : nothing), pod, node, at });
  if (!same || before.node !== node) void ask();
}

/** Forgets it. */
export function endTry(): void {
  useTryOn.setState(nothing);
}

/** Asks the scheduler anew, about the cluster as it is now; an answer that comes too late is dropped. */
export async function ask(): Promise<void> {
  const { pod, node } = useTryOn.getState();
  if (pod === null) return;
  const answer = await call({ type: 'what-if', namespace: pod.namespace, name: pod.name, node, weights: {} });
  const now = useTryOn.getState();
  if (answer.type !== 'what-if' || now.pod !== pod || now.node !== node) return;
  useTryOn.setState({ row: answer.row ?? now.row, silent: answer.row === null });
}

/** The nodes with the highest total among those that would take it. */
export function bestNodes({ decision }: WhatIfRow): readonly string[] {
  const fits = decision.nodes.filter(({ plugin }) => plugin === '');
  const highest = Math.max(...fits.map(({ total }) => total));
  return fits.filter(({ total }) => total === highest).map(({ node }) => node);
}
