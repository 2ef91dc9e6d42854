import { showPage, useView } from '../store/view-store.ts';

/** Focuses an element that may come, or be shown, with one of the next pictures, as long as that is wanted. */
export function focusSoon(selector: string, tries: number, isWanted = () => true): void {
  if (!isWanted()) return;
  const element = document.querySelector<HTMLElement>(selector);
  if (element !== null && element.getClientRects().length > 0) {
    element.focus();
    if (element instanceof HTMLInputElement) element.select();
  } else if (tries > 0) requestAnimationFrame(() => focusSoon(selector, tries - 1, isWanted));
}

/** How long editor and terminal may take to come, in pictures. */
const patience = 300;

let comingUntil = 0;

/** Whether editor or terminal have been asked for and are still being loaded: keys are meant for them. */
export function isTypingSoon(): boolean {
  return performance.now() < comingUntil;
}

/** Gives the keyboard to what people write in, unless they click elsewhere before it has been fetched. */
function writeSoon(selector: string): void {
  comingUntil = performance.now() + (patience * 1000) / 60;
  const stop = () => {
    comingUntil = 0;
  };
  addEventListener('pointerdown', stop, { capture: true, once: true });
  addEventListener('focusin', stop, { once: true });
  focusSoon(selector, patience, isTypingSoon);
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
  writeSoon('.editor textarea, .editor .native-edit-context');
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
  writeSoon('.terminal textarea');
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
