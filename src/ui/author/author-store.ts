import { create } from 'zustand';
import { parseScenario, ScenarioError } from '../../api/scenario-file.ts';
import { remember, remembered } from '../store/safe-storage.ts';
import { currentScenario } from '../store/session.ts';
import type { Draft } from './draft.ts';
import { readDraft } from './draft.ts';
import { draftOf, type StepList } from './edits.ts';

export type AuthorTab = 'steps' | 'goals' | 'words' | 'captions' | 'file';

/** How the last try went: what does not hold as `orrery check` tells it; null while it is played. */
export interface Tried {
  readonly text: string;
  readonly faults: readonly string[] | null;
}

interface AuthorState {
  /** The file that is being made. */
  readonly text: string;
  readonly draft: Draft;
  /** What is wrong with it: line and field in each. */
  readonly problems: readonly string[];
  readonly tab: AuthorTab;
  /** Where recorded steps go. */
  readonly list: StepList;
  readonly recording: boolean;
  /** Whether what only looks is recorded too. */
  readonly looks: boolean;
  readonly tried: Tried | null;
}

function problemsOf(text: string): readonly string[] {
  try {
    parseScenario(text, 'scenario');
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split('\n');
    throw error;
  }
}

const about = (text: string): Pick<AuthorState, 'text' | 'draft' | 'problems'> => ({
  text,
  draft: readDraft(text),
  problems: problemsOf(text),
});

const kept = remembered('author');

export const useAuthor = create<AuthorState>(() => ({
  ...about(kept ?? draftOf(currentScenario())),
  tab: 'steps',
  list: 'script',
  recording: false,
  looks: false,
  tried: null,
}));

/** Takes another text for the draft, and keeps it in the browser. */
export function setDraft(text: string): void {
  if (text === useAuthor.getState().text) return;
  remember('author', text);
  useAuthor.setState(about(text));
}

/** Changes the draft. */
export function edit(work: (text: string) => string): void {
  setDraft(work(useAuthor.getState().text));
}

/** Begins a draft from the scenario that runs. */
export function beginDraft(): void {
  setDraft(draftOf(currentScenario()));
  useAuthor.setState({ list: 'script', tried: null });
}
