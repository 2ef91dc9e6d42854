import { create } from 'zustand';
import { remember, remembered } from '../store/safe-storage.ts';
import { type Draft, draftsOf, readDrafts } from './draft-texts.ts';
import { openText, useEditor } from './editor-store.ts';

/** So long nothing is typed before it is kept, ms. */
const restMs = 400;

/** Drafts of the last visit that nobody has taken or dropped yet. */
export const useOffered = create<{ readonly offered: readonly Draft[] }>(() => ({ offered: [] }));

function keep(): void {
  const { offered } = useOffered.getState();
  const drafts = draftsOf(useEditor.getState().files);
  const names = new Set(drafts.map(({ name }) => name));
  // What is still offered stays until somebody decides.
  remember('drafts', JSON.stringify([...drafts, ...offered.filter(({ name }) => !names.has(name))]));
}

/** Offers what was kept, and keeps from now on what is written. */
export function keepDrafts(): void {
  useOffered.setState({ offered: readDrafts(remembered('drafts')) });
  let later: ReturnType<typeof setTimeout> | undefined;
  useEditor.subscribe((state, before) => {
    if (state.files === before.files) return;
    clearTimeout(later);
    later = setTimeout(keep, restMs);
  });
  addEventListener('pagehide', keep);
}

export function openDrafts(): void {
  for (const { name, text } of useOffered.getState().offered) openText(name, text);
  useOffered.setState({ offered: [] });
}

export function dropDrafts(): void {
  useOffered.setState({ offered: [] });
  keep();
}
