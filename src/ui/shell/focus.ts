import { showPage, useView } from '../store/view-store.ts';

/** Focuses an element that may come, or be shown, with one of the next pictures. */
export function focusSoon(selector: string, tries: number): void {
  const element = document.querySelector<HTMLElement>(selector);
  if (element !== null && element.getClientRects().length > 0) {
    element.focus();
    if (element instanceof HTMLInputElement) element.select();
  } else if (tries > 0) requestAnimationFrame(() => focusSoon(selector, tries - 1));
}

/** Shows the figure and puts the keyboard into it. */
export function focusFigure(): void {
  useView.setState({ dockOpen: false });
  showPage('cluster');
  focusSoon('.fig', 20);
}

/** Shows the editor and puts the keyboard into it. */
export function focusEditor(): void {
  showPage('cluster');
  const { collapsed } = useView.getState();
  useView.setState({ collapsed: { ...collapsed, left: false }, dockTab: 'yaml', dockOpen: true, sheetOpen: false });
  focusSoon('.editor textarea, .editor .native-edit-context', 60);
}

/** Shows the terminal and puts the keyboard into it. */
export function focusTerminal(): void {
  showPage('cluster');
  useView.setState(({ collapsed }) => ({
    dockTab: 'terminal',
    dockOpen: true,
    sheetOpen: false,
    leftTab: 'terminal',
    collapsed: { ...collapsed, dock: false },
  }));
  focusSoon('.terminal textarea', 60);
}

/** Gives the keyboard to the view that is shown, where it was on something that is hidden now: Tab goes on from its start. */
export function focusView(tries: number): void {
  const main = document.querySelector<HTMLElement>('.view:not([hidden]) main');
  const { activeElement } = document;
  const isLost =
    activeElement === null || activeElement === document.body || activeElement.closest('[hidden]') !== null;
  if (main !== null && main.getClientRects().length > 0) {
    if (!isLost) return;
    main.tabIndex = -1;
    main.focus({ preventScroll: true });
  } else if (tries > 0) requestAnimationFrame(() => focusView(tries - 1));
}
