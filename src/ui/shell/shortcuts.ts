import { useEffect } from 'react';
import { mirror } from '../store/cluster-store.ts';
import { fault, kubectl } from '../store/commands.ts';
import { type Selection, select, showPage, togglePanel, toggleTheme, useView } from '../store/view-store.ts';
import { changeSpeed, stepEvent, toggleRunning } from '../timeline/run-control.ts';
import { pageViews } from './page-views.ts';

/** Whether the keyboard is used for typing, so that single keys must stay off. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('.monaco-editor') !== null
  );
}

/** Whether a control under the focus uses the key itself. */
function isTaken(event: KeyboardEvent): boolean {
  const { target } = event;
  return event.key === ' ' && target instanceof HTMLElement && target.closest('button, [role=tab], summary') !== null;
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

/** Focuses an element that may come, or be shown, with one of the next pictures. */
function focusSoon(selector: string, tries: number): void {
  const element = document.querySelector<HTMLElement>(selector);
  if (element !== null && element.getClientRects().length > 0) {
    element.focus();
    if (element instanceof HTMLInputElement) element.select();
  } else if (tries > 0) requestAnimationFrame(() => focusSoon(selector, tries - 1));
}

/** Shows the editor and puts the keyboard into it. */
export function focusEditor(): void {
  showPage('cluster');
  const { collapsed } = useView.getState();
  useView.setState({ collapsed: { ...collapsed, left: false }, dockTab: 'yaml' });
  focusSoon('.editor textarea, .editor .native-edit-context', 60);
}

function close(): void {
  if (useView.getState().openPanel !== 'none') useView.setState({ openPanel: 'none' });
  else select(null);
}

const free: Readonly<Record<string, () => void>> = {
  ' ': toggleRunning,
  '.': stepEvent,
  '+': () => changeSpeed(1),
  '=': () => changeSpeed(1),
  '-': () => changeSpeed(-1),
  '1': () => {
    showPage('cluster');
    focusSoon('.fig', 20);
  },
  ...Object.fromEntries(pageViews.map(({ id, key }) => [key, () => showPage(id)])),
  t: toggleTheme,
  '?': () => useView.setState(({ openPanel }) => ({ openPanel: openPanel === 'help' ? 'none' : 'help' })),
  Escape: close,
};

const acting: Readonly<Record<string, () => void>> = {
  k: kill,
  c: cordon,
  x: cut,
  s: scale,
  e: focusEditor,
  '`': () => {
    showPage('cluster');
    useView.setState(({ collapsed }) => ({ dockTab: 'terminal', collapsed: { ...collapsed, dock: false } }));
    focusSoon('.terminal textarea', 60);
  },
};

const folds: Readonly<Record<string, () => void>> = {
  Digit1: () => togglePanel('left'),
  Digit2: () => togglePanel('dock'),
  Digit3: () => togglePanel('right'),
};

/** Single keys, off while typing. */
export function useShortcuts(canAct: boolean): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || isTaken(event) || document.querySelector('dialog[open]') !== null) return;
      const action =
        (event.shiftKey ? folds[event.code] : undefined) ?? free[event.key] ?? (canAct ? acting[event.key] : undefined);
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [canAct]);
}
