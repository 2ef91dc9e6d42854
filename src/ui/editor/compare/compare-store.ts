import { create } from 'zustand';
import type { DiffResult } from '../../../protocol/diff.ts';
import { call } from '../../store/session.ts';
import { activeFile, useEditor } from '../editor-store.ts';

interface CompareState {
  /** The file that is compared with the cluster, and its text then; null: none is. */
  readonly of: { readonly id: number; readonly text: string } | null;
  /** null until the server has answered. */
  readonly results: readonly DiffResult[] | null;
}

export const useCompare = create<CompareState>(() => ({ of: null, results: null }));

/** Asks what applying the file that is shown would change. */
export async function compareActive(): Promise<void> {
  const { id, text } = activeFile(useEditor.getState());
  const of = { id, text };
  useCompare.setState({ of, results: null });
  const answer = await call({ type: 'diff', yaml: text });
  if (useCompare.getState().of !== of) return;
  if (answer.type === 'diffed') useCompare.setState({ results: answer.results });
  else closeCompare();
}

export function closeCompare(): void {
  useCompare.setState({ of: null, results: null });
}
