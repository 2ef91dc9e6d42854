import { create } from 'zustand';
import type { WhatIfRow } from '../../protocol/decisions.ts';
import { call, tell } from '../store/session.ts';

/** What is tried in thought in the Scheduler view; nothing of it reaches the cluster. */
interface SchedulerState {
  /** Attempt of the selected Pod that is shown, null for its last. */
  readonly atMs: number | null;
  /** Weights tried instead of those of the profile, by plugin. */
  readonly weights: Readonly<Record<string, number>>;
  /** The node on which the Pod is put in thought, '' for none. */
  readonly tryNode: string;
  /** What the scheduler says to what is tried, null when nothing is or it has not answered yet. */
  readonly thought: WhatIfRow | null;
  /** The node that was guessed, by Pod. */
  readonly guesses: Readonly<Record<string, string>>;
}

const nothingTried = { weights: {}, tryNode: '', thought: null };

export const useScheduler = create<SchedulerState>(() => ({
  atMs: null,
  ...nothingTried,
  guesses: {},
}));

/** Shows an attempt; what was tried on another is over. */
export function showAttempt(atMs: number | null): void {
  useScheduler.setState({ atMs, ...nothingTried });
}

export function tryWeight(plugin: string, weight: number): void {
  useScheduler.setState(({ weights }) => ({ weights: { ...weights, [plugin]: weight } }));
}

export function tryNode(node: string): void {
  useScheduler.setState({ tryNode: node });
}

export function forgetTries(): void {
  useScheduler.setState(nothingTried);
}

/** Hides what is decided from now on until the class has guessed, or hides nothing any more. */
export function predict(on: boolean): void {
  useScheduler.setState({ guesses: {} });
  tell({ type: 'predict', on });
}

/** Takes a guess, and has the outcome told. */
export function guess(pod: string, node: string): void {
  useScheduler.setState(({ guesses }) => ({ guesses: { ...guesses, [pod]: node } }));
  const [namespace = '', name = ''] = pod.split('/');
  tell({ type: 'reveal', namespace, name });
}

/** Asks the scheduler what it would decide now with what is tried; an answer to an earlier question is dropped. */
export async function askScheduler(namespace: string, name: string): Promise<void> {
  const { weights, tryNode: node } = useScheduler.getState();
  const answer = await call({ type: 'what-if', namespace, name, node, weights });
  const now = useScheduler.getState();
  if (answer.type !== 'what-if' || now.weights !== weights || now.tryNode !== node) return;
  useScheduler.setState({ thought: answer.row });
}
