import { useEffect } from 'react';
import { useLooks } from '../store/looks.ts';
import { useView } from '../store/view-store.ts';
import { type PageAction, pageActions } from './actions.ts';
import { isTypingSoon } from './focus.ts';

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

/** Whether single keys do nothing, because the person has turned them off: the keys of every page stay. */
function isOff(event: KeyboardEvent): boolean {
  return event.key.length === 1 && event.key !== ' ' && !useLooks.getState().keys;
}

/** Whether a dialog, editor or terminal is being loaded: what is typed now is meant for it, and the palette begins with it. */
function isComing(event: KeyboardEvent): boolean {
  const { openPanel } = useView.getState();
  if (isTypingSoon() && event.key.length === 1) return true;
  if (event.key === 'Escape' || !['palette', 'share', 'fidelity'].includes(openPanel)) return false;
  if (openPanel === 'palette' && event.key.length === 1) {
    useView.setState(({ typedAhead }) => ({ typedAhead: typedAhead + event.key }));
    event.preventDefault();
  }
  return true;
}

/** A key as the help shows it. Digits with Shift go by their place, as keyboards differ in what that types. */
function nameOf(event: KeyboardEvent): string {
  if (event.key === ' ') return 'Space';
  if (event.key === 'Escape') return 'Esc';
  return event.shiftKey && event.code.startsWith('Digit') ? `⇧${event.code.slice(5)}` : event.key;
}

const byKey = new Map<string, PageAction>(
  pageActions.flatMap((action) => (action.run ? action.keys.map((key) => [key, action] as const) : [])),
);

/** Single keys, off while typing. */
export function useShortcuts(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (
        isTyping(event.target) ||
        isTaken(event) ||
        isOff(event) ||
        isComing(event) ||
        document.querySelector('dialog[open]') !== null
      )
        return;
      const action = byKey.get(nameOf(event)) ?? byKey.get(event.key);
      if (action?.run === undefined) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
