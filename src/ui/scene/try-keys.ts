import { mirror } from '../store/cluster-store.ts';
import { type Selection, useView } from '../store/view-store.ts';
import { endTry, tryOn, useTryOn } from './try-on.ts';

/** The Pod that the keyboard is on, else the selected one. */
function podAtHand(): Selection | null {
  const { cursor, selection } = useView.getState();
  return [cursor, selection].find((at) => at?.kind === 'Pod') ?? null;
}

/** The node that comes next in the figure, round its ends. */
function neighbour(node: string, key: string): string {
  const names = mirror.nodeNames();
  if (key === 'Home') return names[0] ?? '';
  if (key === 'End') return names.at(-1) ?? '';
  const at = names.indexOf(node);
  const step = key === 'ArrowLeft' ? -1 : 1;
  return names[at < 0 ? 0 : (at + step + names.length) % names.length] ?? '';
}

/**
 * The keyboard's way to drag a Pod over the nodes: w takes it up, arrows move it, w or Esc forgets it. Returns whether the
 * key was taken.
 */
export function tryKey(key: string): boolean {
  const { pod, node } = useTryOn.getState();
  if (key === 'w' && pod === null) {
    const taken = podAtHand();
    if (taken === null) return false;
    tryOn(taken, neighbour(mirror.findPod(taken.namespace, taken.name)?.node ?? '', 'ArrowRight'));
    return true;
  }
  if (pod === null) return false;
  if (key === 'w' || key === 'Escape') endTry();
  else if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key)) tryOn(pod, neighbour(node, key));
  else return false;
  return true;
}
