import { create } from 'zustand';
import type { WhyQuery } from '../../protocol/why.ts';
import { useView } from '../store/view-store.ts';

/** A question for causes, as it was asked last. */
export interface Asked {
  readonly query: WhyQuery;
  /** What it is about, in words. */
  readonly about: string;
}

/** `asked` is null while the panel is closed; each question is an object of its own. */
export const useWhy = create<{ readonly asked: Asked | null }>(() => ({ asked: null }));

/** Opens the panel with the causes of something. */
export function askWhy(query: WhyQuery, about: string): void {
  useWhy.setState({ asked: { query, about } });
}

/** Asks for an object, there or not. */
export function askWhyObject({ kind, namespace, name }: Extract<WhyQuery, { about: 'object' }>['ref']): void {
  const ref = { kind, namespace, name };
  askWhy({ about: 'object', ref }, `${kind} ${name}`);
}

export function closeWhy(): void {
  useWhy.setState({ asked: null });
}

/** What an element is about, for the key that asks: put on a row that has the focus. */
export const whyData = (query: WhyQuery, about: string): { readonly 'data-why': string } => ({
  'data-why': JSON.stringify({ query, about }),
});

/** Asks for what has the focus, if it says what it is; else for what is selected, or where the keyboard is in the figure. */
export function askWhyHere(): void {
  const marked = document.activeElement?.closest<HTMLElement>('[data-why]')?.dataset.why;
  if (marked !== undefined) {
    useWhy.setState({ asked: JSON.parse(marked) as Asked });
    return;
  }
  const { selection, cursor } = useView.getState();
  const at = selection ?? cursor;
  if (at !== null) askWhyObject(at);
}
