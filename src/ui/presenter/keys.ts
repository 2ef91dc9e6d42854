/** What a key asks of a presentation; `none` for keys of the page whose targets are hidden. */
export type PresenterKey = 'next' | 'previous' | 'blank' | 'spot' | 'leave' | 'none';

const always: Readonly<Record<string, PresenterKey>> = {
  PageDown: 'next',
  PageUp: 'previous',
  b: 'blank',
  // What remotes send for a black screen, and for the beginning of a show: a browser would load the page anew.
  '.': 'blank',
  F5: 'none',
  h: 'spot',
  p: 'leave',
  Escape: 'leave',
  // They lead into panels that are not shown.
  e: 'none',
  '`': 'none',
  i: 'none',
  l: 'none',
  o: 'none',
  s: 'none',
  f: 'none',
};

/** The keys of a remote that the picture and dialogs have no use for. */
const remote = /^(PageDown|PageUp|F5)$/;

const steps: Readonly<Record<string, PresenterKey>> = { ArrowRight: 'next', ArrowLeft: 'previous' };

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'> & { readonly target: EventTarget | null };

/** What a key press means while presenting; null leaves it to the page. Where `taken`, something else has the arrow keys. */
export function presenterKey(event: Press, taken: boolean): PresenterKey | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test((event.target as Element | null)?.tagName ?? '');
  if (isTyping) return null;
  if (!taken) return always[event.key] ?? steps[event.key] ?? null;
  // A remote works wherever the keyboard is in the picture.
  return remote.test(event.key) ? always[event.key]! : null;
}
