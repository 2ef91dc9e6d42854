import { create } from 'zustand';
import { remember, remembered } from './safe-storage.ts';

/** What is selected: an object of the cluster. */
export interface Selection {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export type Measure = 'cpu' | 'memory' | 'pods';
export type DockTab = 'terminal' | 'events' | 'yaml' | 'inspector';
export type Side = 'left' | 'right' | 'dock';

/** What the person looks at: nothing of it changes the cluster. */
export interface ViewState {
  /** The view that is shown, by its id. */
  readonly page: string;
  readonly theme: 'light' | 'dark';
  readonly selection: Selection | null;
  /** Where the keyboard is in the figure. */
  readonly cursor: Selection | null;
  /** null: chosen from what the Pods ask for. */
  readonly measure: Measure | null;
  readonly dockTab: DockTab;
  readonly eventFilter: 'all' | 'warnings' | 'selected';
  readonly inspectorTab: 'facts' | 'yaml' | 'related' | 'events' | 'scheduling';
  readonly openPanel: 'none' | 'break' | 'scenarios' | 'help' | 'palette' | 'push' | 'share' | 'fidelity' | 'export';
  readonly sizes: Readonly<Record<Side, number>>;
  readonly collapsed: Readonly<Record<Side, boolean>>;
  /** The phone's sheet with the inspector. */
  readonly sheetOpen: boolean;
}

function firstTheme(): 'light' | 'dark' {
  const known = remembered('theme');
  if (known === 'dark' || known === 'light') return known;
  return 'light';
}

function firstSizes(): Record<Side, number> {
  const numbers = (remembered('sizes') ?? '').split(',').map(Number);
  const at = (index: number) => (Number.isFinite(numbers[index]) ? numbers[index]! : 0);
  return { left: at(0), right: at(1), dock: at(2) };
}

export const useView = create<ViewState>(() => ({
  page: 'cluster',
  theme: firstTheme(),
  selection: null,
  cursor: null,
  measure: null,
  dockTab: 'terminal',
  eventFilter: 'all',
  inspectorTab: 'facts',
  openPanel: 'none',
  sizes: firstSizes(),
  collapsed: { left: false, right: false, dock: false },
  sheetOpen: false,
}));

/** Shows a view; selection and camera stay. */
export function showPage(page: string): void {
  useView.setState({ page, openPanel: 'none' });
}

export function setTheme(theme: 'light' | 'dark'): void {
  document.documentElement.dataset.theme = theme;
  remember('theme', theme);
  useView.setState({ theme });
}

export function toggleTheme(): void {
  setTheme(useView.getState().theme === 'dark' ? 'light' : 'dark');
}

/** Sets a panel's size in px; 0 gives it back to the layout's default. */
export function resizePanel(side: Side, px: number): void {
  const sizes = { ...useView.getState().sizes, [side]: Math.round(px) };
  remember('sizes', `${sizes.left},${sizes.right},${sizes.dock}`);
  useView.setState({ sizes });
}

export function togglePanel(side: Side): void {
  const { collapsed } = useView.getState();
  useView.setState({ collapsed: { ...collapsed, [side]: !collapsed[side] } });
}

export function sameSelection(a: Selection | null, b: Selection | null): boolean {
  return a === b || (a !== null && b !== null && a.kind === b.kind && a.namespace === b.namespace && a.name === b.name);
}

/** Selects an object: the inspector follows it. */
export function select(selection: Selection | null): void {
  const before = useView.getState();
  if (sameSelection(before.selection, selection)) {
    useView.setState({ sheetOpen: selection !== null });
    return;
  }
  useView.setState({
    selection,
    // What is not in the figure leaves the keyboard where it is.
    cursor: selection?.kind === 'Pod' || selection?.kind === 'Node' ? selection : before.cursor,
    inspectorTab: before.inspectorTab === 'scheduling' && selection?.kind !== 'Pod' ? 'facts' : before.inspectorTab,
    sheetOpen: selection !== null,
  });
}
