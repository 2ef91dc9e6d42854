import { actions } from '../../language/en/actions.ts';
import { deeds } from '../../language/en/deeds.ts';
import { shell } from '../../language/en/shell.ts';
import { showLogs } from '../dock/logs-store.ts';
import { mirror } from '../store/cluster-store.ts';
import { fault, kubectl } from '../store/commands.ts';
import { type Selection, select, showPage, togglePanel, toggleTheme, useView } from '../store/view-store.ts';
import { addBookmark } from '../timeline/bookmark-store.ts';
import { changeSpeed, seekBy, stepBack, stepEvent, toggleRunning, undo } from '../timeline/run-control.ts';
import { askWhyHere, closeWhy, useWhy } from '../why/ask.ts';
import { tellAll } from './announce.ts';
import { focusEditor, focusFigure, focusSoon, focusTerminal, focusView } from './focus.ts';
import { pageViews } from './page-views.ts';

/** Something that the person can do by a key, or find by its name. */
export interface PageAction {
  /** As the help shows them: `⇧1` is Shift and 1. */
  readonly keys: readonly string[];
  /** In the page's language; asked when it is shown. */
  readonly does: () => string;
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
  if (mirror.nodes.get(at.name)?.machine === 'cut')
    void fault('node-heal', at.name, deeds('on', { deed: deeds('heal'), target: at.name }));
  else void fault('node-partition', at.name, deeds('on', { deed: deeds('cutOff'), target: at.name }));
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
  else if (useWhy.getState().asked !== null) closeWhy();
  else select(null);
}

const toggleOpen = (panel: 'help' | 'palette' | 'push' | 'share' | 'fidelity' | 'export' | 'load'): void =>
  useView.setState(({ openPanel }) => ({ openPanel: openPanel === panel ? 'none' : panel }));

const toggleAuthor = (): void =>
  useView.setState(({ authoring }) => ({ authoring: authoring === 'off' ? 'on' : 'off', openPanel: 'none' }));

/** All of them, in the order of the help. */
export const pageActions: readonly PageAction[] = [
  { keys: ['/'], does: () => actions('find'), run: () => toggleOpen('palette') },
  { keys: ['Space'], does: () => actions('run'), run: toggleRunning },
  { keys: ['.'], does: () => actions('stepEvent'), run: stepEvent },
  { keys: [','], does: () => actions('stepBack'), run: stepBack },
  { keys: ['['], does: () => actions('backTen'), run: () => seekBy(-10_000) },
  { keys: [']'], does: () => actions('forwardTen'), run: () => seekBy(10_000) },
  { keys: ['b', 'm'], does: () => actions('bookmark'), run: addBookmark },
  { keys: ['u'], does: () => actions('undo'), acts: true, run: () => void undo() },
  { keys: ['+', '='], does: () => actions('faster'), run: () => changeSpeed(1) },
  { keys: ['-'], does: () => actions('slower'), run: () => changeSpeed(-1) },
  { keys: ['1'], does: () => actions('showView', { view: shell('cluster') }), run: focusFigure },
  ...pageViews.map(({ id, key, name }) => ({
    keys: [key],
    does: () => actions('showView', { view: name() }),
    run: () => {
      showPage(id);
      focusView(20);
    },
  })),
  { keys: ['Tab'], does: () => actions('nextPart') },
  { keys: ['←', '→', '↑', '↓'], does: () => actions('amongNodes') },
  { keys: ['Home', 'End'], does: () => actions('firstLast') },
  { keys: ['Enter'], does: () => actions('inspect') },
  { keys: ['Esc'], does: () => actions('close'), run: close },
  { keys: ['z', '⇧z'], does: () => actions('zoom') },
  { keys: ['w'], does: () => actions('whatIf') },
  { keys: ['y'], does: () => actions('why'), run: askWhyHere },
  { keys: ['k'], does: () => actions('kill'), acts: true, run: kill },
  { keys: ['s'], does: () => actions('scale'), acts: true, run: scale },
  { keys: ['c'], does: () => actions('cordon'), acts: true, run: cordon },
  { keys: ['x'], does: () => actions('cut'), acts: true, run: cut },
  { keys: ['i'], does: () => actions('push'), acts: true, run: () => toggleOpen('push') },
  { keys: ['l'], does: () => actions('share'), run: () => toggleOpen('share') },
  { keys: ['e'], does: () => actions('edit'), acts: true, run: focusEditor },
  { keys: ['⌃ Enter'], does: () => actions('apply') },
  { keys: ['⌃ M'], does: () => actions('tabLeaves') },
  { keys: ['`'], does: () => actions('terminal'), acts: true, run: focusTerminal },
  { keys: ['o'], does: () => actions('logs'), run: () => showLogs(null) },
  { keys: ['⇧1'], does: () => actions('foldEditor'), run: () => togglePanel('left') },
  { keys: ['⇧2'], does: () => actions('foldDock'), run: () => togglePanel('dock') },
  { keys: ['⇧3'], does: () => actions('foldInspector'), run: () => togglePanel('right') },
  { keys: ['d'], does: () => actions('export'), run: () => toggleOpen('export') },
  { keys: ['f'], does: () => actions('fidelity'), run: () => toggleOpen('fidelity') },
  { keys: ['v'], does: () => actions('tell'), run: tellAll },
  { keys: ['p'], does: () => actions('present'), run: () => useView.setState({ presenting: true }) },
  { keys: ['n'], does: () => actions('load'), run: () => toggleOpen('load') },
  { keys: ['a'], does: () => actions('author'), acts: true, run: toggleAuthor },
  { keys: ['t'], does: () => actions('theme'), run: toggleTheme },
  { keys: ['?'], does: () => actions('help'), run: () => toggleOpen('help') },
];
