import { mirror } from '../store/cluster-store.ts';
import { fault, kubectl } from '../store/commands.ts';
import { type Selection, select, showPage, togglePanel, toggleTheme, useView } from '../store/view-store.ts';
import { changeSpeed, seekBy, stepBack, stepEvent, toggleRunning, undo } from '../timeline/run-control.ts';
import { focusEditor, focusFigure, focusSoon, focusTerminal } from './focus.ts';
import { pageViews } from './page-views.ts';

/** Something that the person can do by a key, or find by its name. */
export interface PageAction {
  /** As the help shows them: `⇧1` is Shift and 1. */
  readonly keys: readonly string[];
  readonly does: string;
  /** Changes the cluster, or leads to where one does: not offered where the page is read-only. */
  readonly acts?: boolean;
  /** Absent for keys that the part of the page handles which has the focus. */
  readonly run?: () => void;
}

/** What keys act on: what is selected, else where the keyboard is in the figure. */
function target(): Selection | null {
  const { selection, cursor } = useView.getState();
  return selection ?? cursor;
}

function kill(): void {
  const at = target();
  if (at?.kind === 'Pod') void kubectl(`delete pod ${at.name} -n ${at.namespace}`);
}

function cordon(): void {
  const at = target();
  if (at?.kind !== 'Node') return;
  void kubectl(`${mirror.nodes.get(at.name)?.unschedulable === true ? 'uncordon' : 'cordon'} ${at.name}`);
}

function cut(): void {
  const at = target();
  if (at?.kind !== 'Node') return;
  if (mirror.nodes.get(at.name)?.machine === 'cut') void fault('node-heal', at.name, `Heal ${at.name}`);
  else void fault('node-partition', at.name, `Cut off ${at.name}`);
}

/** Puts the focus on the replicas of the selected workload, or of the workload that owns the selected Pod. */
function scale(): void {
  showPage('cluster');
  const at = target();
  if (at?.kind === 'Pod') {
    const pod = mirror.findPod(at.namespace, at.name);
    if (pod === undefined || pod.owner === '') return;
    select({ kind: pod.ownerKind, namespace: pod.namespace, name: pod.owner });
  }
  focusSoon('.stepper input', 20);
}

function close(): void {
  if (useView.getState().openPanel !== 'none') useView.setState({ openPanel: 'none' });
  else select(null);
}

const toggleOpen = (panel: 'help' | 'palette' | 'push'): void =>
  useView.setState(({ openPanel }) => ({ openPanel: openPanel === panel ? 'none' : panel }));

/** All of them, in the order of the help. */
export const actions: readonly PageAction[] = [
  { keys: ['/'], does: 'find or do anything', run: () => toggleOpen('palette') },
  { keys: ['Space'], does: 'run, pause', run: toggleRunning },
  { keys: ['.'], does: 'step to the next event', run: stepEvent },
  { keys: [','], does: 'back to the last event', run: stepBack },
  { keys: ['['], does: 'back ten seconds', run: () => seekBy(-10_000) },
  { keys: [']'], does: 'forward ten seconds, as far as the run has been', run: () => seekBy(10_000) },
  { keys: ['u'], does: 'take back the last input', acts: true, run: () => void undo() },
  { keys: ['+', '='], does: 'faster', run: () => changeSpeed(1) },
  { keys: ['-'], does: 'slower', run: () => changeSpeed(-1) },
  { keys: ['1'], does: 'show the Cluster view', run: focusFigure },
  ...pageViews.map(({ id, key, name }) => ({
    keys: [key],
    does: `show the ${name} view`,
    run: () => showPage(id),
  })),
  { keys: ['Tab'], does: 'from part to part; into the figure' },
  { keys: ['←', '→', '↑', '↓'], does: 'in the figure: among nodes and Pods' },
  { keys: ['Home', 'End'], does: 'in the figure: first, last node' },
  { keys: ['Enter'], does: 'in the figure: inspect' },
  { keys: ['Esc'], does: 'close; select nothing', run: close },
  { keys: ['z', '⇧z'], does: 'in the figure: zoom in, out' },
  { keys: ['w'], does: 'in the figure: what if the Pod went elsewhere; ← → choose the node' },
  { keys: ['k'], does: 'kill the selected Pod', acts: true, run: kill },
  { keys: ['s'], does: 'scale the selected workload', acts: true, run: scale },
  { keys: ['c'], does: 'cordon or uncordon the selected node', acts: true, run: cordon },
  { keys: ['x'], does: 'cut off or heal the selected node', acts: true, run: cut },
  { keys: ['i'], does: 'push an image with its own behaviour', acts: true, run: () => toggleOpen('push') },
  { keys: ['e'], does: 'edit YAML', acts: true, run: focusEditor },
  { keys: ['⌃ Enter'], does: 'in the editor: apply' },
  { keys: ['⌃ M'], does: 'in the editor: Tab leaves it, or indents again' },
  { keys: ['`'], does: 'type in the terminal', acts: true, run: focusTerminal },
  { keys: ['⇧1'], does: 'fold the editor', run: () => togglePanel('left') },
  { keys: ['⇧2'], does: 'fold the dock', run: () => togglePanel('dock') },
  { keys: ['⇧3'], does: 'fold the inspector', run: () => togglePanel('right') },
  { keys: ['t'], does: 'light or dark', run: toggleTheme },
  { keys: ['?'], does: 'help', run: () => toggleOpen('help') },
];
