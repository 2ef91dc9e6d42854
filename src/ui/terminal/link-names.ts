import type { IDecoration, IMarker, Terminal } from '@xterm/xterm';
import { mirror } from '../store/cluster-store.ts';
import { type Selection, select, useView } from '../store/view-store.ts';
import { findNamed, wordsOf } from './named.ts';

/** Rows from the end in which the selected name is marked. */
const mostRows = 1_000;

interface Logical {
  readonly text: string;
  /** Its first row in the buffer. */
  readonly first: number;
}

/** The line to which a row belongs: rows that were broken at the right edge are one line. */
function lineAt(term: Terminal, row: number): Logical {
  const { active } = term.buffer;
  let first = row;
  while (first > 0 && active.getLine(first)?.isWrapped) first--;
  let text = '';
  for (let at = first; at === first || active.getLine(at)?.isWrapped; at++)
    text += active.getLine(at)?.translateToString(false) ?? '';
  return { text, first };
}

/** The command above a row, that printed it. */
function commandAbove(term: Terminal, row: number): string {
  for (let at = row; at >= Math.max(0, row - 300); at--) {
    const text = term.buffer.active.getLine(at)?.translateToString(true) ?? '';
    if (/^[$>] /.test(text)) return text;
  }
  return '';
}

/** Names of objects in what the terminal shows are links that select them. */
function linkNames(term: Terminal): void {
  term.registerLinkProvider({
    provideLinks(y, answer) {
      const { text, first } = lineAt(term, y - 1);
      const words = wordsOf(text);
      const context = wordsOf(`${commandAbove(term, first)} ${text}`).map((word) => word.text);
      const named = findNamed(words, context, mirror);
      const place = (offset: number) => ({
        x: (offset % term.cols) + 1,
        y: first + Math.floor(offset / term.cols) + 1,
      });
      answer(
        words
          .filter((word) => named.has(word.text))
          .map((word) => ({
            text: word.text,
            range: { start: place(word.from), end: place(word.from + word.text.length - 1) },
            activate: () => select(named.get(word.text)!),
          })),
      );
    },
  });
}

/** Marks the selected object's name wherever the terminal shows it. */
function markSelected(term: Terminal): void {
  const made: (IMarker | IDecoration)[] = [];
  const markRow = (row: number, name: string) => {
    const { text, first } = lineAt(term, row);
    if (first !== row || !text.includes(name)) return;
    for (const word of wordsOf(text)) {
      const bare = word.text.slice(word.text.lastIndexOf('/') + 1);
      if (bare !== name) continue;
      const from = word.from + word.text.length - bare.length;
      const { active } = term.buffer;
      const marker = term.registerMarker(first + Math.floor(from / term.cols) - active.baseY - active.cursorY);
      const x = from % term.cols;
      const decoration = term.registerDecoration({ marker, x, width: Math.min(name.length, term.cols - x) });
      decoration?.onRender((element) => element.classList.add('term-selected'));
      made.push(marker, ...(decoration === undefined ? [] : [decoration]));
    }
  };
  const mark = () => {
    for (const each of made.splice(0)) each.dispose();
    const { selection } = useView.getState();
    if (selection === null || term.buffer.active.type !== 'normal') return;
    const { length } = term.buffer.active;
    for (let row = Math.max(0, length - mostRows); row < length; row++) markRow(row, selection.name);
  };
  let due = false;
  const soon = () => {
    if (due) return;
    due = true;
    setTimeout(() => {
      due = false;
      mark();
    }, 100);
  };
  let last: Selection | null = useView.getState().selection;
  useView.subscribe(({ selection }) => {
    if (selection === last) return;
    last = selection;
    soon();
  });
  term.onWriteParsed(soon);
  term.onResize(soon);
}

/** Joins the terminal to the page's one selection: its names select, and what is selected is marked in it. */
export function joinSelection(term: Terminal): void {
  linkNames(term);
  markSelected(term);
}
