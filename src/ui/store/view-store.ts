import { create } from 'zustand';
import { remember, remembered } from './safe-storage.ts';

/** What is selected: an object of the cluster. */
export interface Selection {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export type Measure = 'cpu' | 'memory' | 'pods';
/** The tabs of the dock's left and right part, where there is room for both. */
export type LeftTab = 'terminal' | 'logs' | 'requests';
export type RightTab = 'events' | 'trace';
export type DockTab = LeftTab | RightTab | 'yaml' | 'inspector';
/** `split` is the edge between the dock's two parts. */
export type Side = 'left' | 'right' | 'dock' | 'split';

/** What the person looks at: nothing of it changes the cluster. */
export interface ViewState {
  /** The view that is shown, by its id. */
  readonly page: string;
  /** Views that the exercise allows; null allows all. */
  readonly allowedViews: readonly string[] | null;
  /** What was asked for last although it is not among them, '' for nothing: the exercise says so. */
  readonly shutView: string;
  readonly theme: 'light' | 'dark';
  readonly selection: Selection | null;
  /** Where the keyboard is in the figure. */
  readonly cursor: Selection | null;
  /** null: chosen from what the Pods ask for. */
  readonly measure: Measure | null;
  readonly dockTab: DockTab;
  readonly leftTab: LeftTab;
  readonly rightTab: RightTab;
  readonly eventFilter: 'all' | 'warnings' | 'selected';
  readonly inspectorTab: 'facts' | 'yaml' | 'related' | 'events' | 'scheduling';
  readonly openPanel:
    | 'none'
    | 'break'
    | 'scenarios'
    | 'help'
    | 'palette'
    | 'push'
    | 'share'
    | 'fidelity'
    | 'export'
    | 'load';
  readonly sizes: Readonly<Record<Side, number>>;
  readonly collapsed: Readonly<Record<Side, boolean>>;
  /** Where there is little room: whether the panels cover the figure. */
  readonly dockOpen: boolean;
  /** Whether somebody makes a lesson: the author's panel is shown, or the draft as students get it. */
  readonly authoring: 'off' | 'on' | 'trying';
  /** Whether the page is shown to a hall. */
  readonly presenting: boolean;
  /** What was typed for the palette before it came. */
  readonly typedAhead: string;
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
  return { left: at(0), right: at(1), dock: at(2), split: at(3) };
}

function firstFolded(): Record<Side, boolean> {
  const folded = (remembered('folded') ?? '').split(',');
  const is = (side: Side) => folded.includes(side);
  return { left: is('left'), right: is('right'), dock: is('dock'), split: false };
}

const leftTabs: readonly LeftTab[] = ['terminal', 'logs', 'requests'];
const rightTabs: readonly RightTab[] = ['events', 'trace'];

/** What was remembered, if it is still one of these; else the first of them. */
function oneOf<T extends string>(known: string | null, all: readonly T[]): T {
  return all.find((each) => each === known) ?? all[0]!;
}

export const useView = create<ViewState>(() => ({
  page: 'cluster',
  allowedViews: null,
  shutView: '',
  theme: firstTheme(),
  selection: null,
  cursor: null,
  measure: null,
  dockTab: 'terminal',
  leftTab: oneOf(remembered('dock-left'), leftTabs),
  rightTab: oneOf(remembered('dock-right'), rightTabs),
  eventFilter: 'all',
  inspectorTab: 'facts',
  openPanel: 'none',
  sizes: firstSizes(),
  collapsed: firstFolded(),
  dockOpen: false,
  authoring: 'off',
  presenting: false,
  typedAhead: '',
  sheetOpen: false,
}));

/** Shows a view, if the exercise allows it; selection and camera stay. */
export function showPage(page: string): void {
  const { allowedViews } = useView.getState();
  if (allowedViews?.includes(page) === false) useView.setState({ shutView: page, openPanel: 'none' });
  else useView.setState({ page, shutView: '', openPanel: 'none' });
}

/** Holds the page to the views that an exercise allows; null allows all. */
export function allowViews(views: readonly string[] | null): void {
  const { page } = useView.getState();
  const first = views !== null && !views.includes(page) ? views[0] : undefined;
  useView.setState({ allowedViews: views, shutView: '', ...(first === undefined ? {} : { page: first }) });
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
  remember('sizes', [sizes.left, sizes.right, sizes.dock, sizes.split].join());
  useView.setState({ sizes });
}

export function togglePanel(side: Side): void {
  const before = useView.getState().collapsed;
  const collapsed = { ...before, [side]: !before[side] };
  const folded = (Object.keys(collapsed) as Side[]).filter((each) => collapsed[each]);
  remember('folded', folded.join());
  useView.setState({ collapsed });
}

/** Shows a tab of the dock, left or right. */
export function showDockTab(tab: LeftTab | RightTab): void {
  if (tab === 'events' || tab === 'trace') {
    remember('dock-right', tab);
    useView.setState({ rightTab: tab, dockTab: tab });
  } else {
    remember('dock-left', tab);
    useView.setState({ leftTab: tab, dockTab: tab });
  }
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

/** Selects an object and shows what can be done with it, wherever the inspector is now. */
export function inspect(selection: Selection): void {
  select(selection);
  useView.setState(({ collapsed }) => ({
    dockTab: 'inspector',
    dockOpen: true,
    collapsed: { ...collapsed, right: false },
  }));
}
