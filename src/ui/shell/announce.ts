import { create } from 'zustand';
import { shell } from '../../language/en/shell.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { clockText } from '../store/format-time.ts';
import { useView } from '../store/view-store.ts';
import { situationOf, situationText } from './summary.ts';

/** What screen readers are to say next; each is a new object, so that the same can be said twice. */
export const useSaid = create<{ readonly said: { readonly text: string } }>(() => ({ said: { text: '' } }));

/** Says something at once, as an answer to what the person has just done. */
export function announce(text: string): void {
  useSaid.setState({ said: { text } });
}

/** Tells how everything is: the time, nodes and Pods, and what is selected. */
export function tellAll(): void {
  const { nowMs, running } = useCluster.getState();
  const { selection } = useView.getState();
  const time = shell(running ? 'sayRunning' : 'sayPaused', { time: clockText(nowMs) });
  const nodes = shell('sayNodes', { count: mirror.nodes.size });
  const chosen = selection === null ? '' : shell('saySelected', { kind: selection.kind, name: selection.name });
  announce([time, nodes, situationText(situationOf(mirror)), chosen].filter((part) => part !== '').join(' '));
}
