import { create } from 'zustand';
import type { Situation } from '../../api/situation/situation.ts';

/** A run that is shown beside the page's own, on the same seed and at the same virtual time. */
export interface BesideRun {
  /** Names of the two, in words: the page's own first. */
  readonly names: readonly [string, string];
  /** What makes each differ, in words; '' where there is nothing to say. */
  readonly differs: readonly [string, string];
  /** The text of its scenario. */
  readonly scenario: string;
  /** Its inputs; absent for those of the scenario alone. */
  readonly situation?: Pick<Situation, 'log' | 'atMs'>;
}

/** Whether there is one. All that it takes comes only then. */
export const useBeside = create<{ readonly run: BesideRun | null }>(() => ({ run: null }));

export function closeBeside(): void {
  useBeside.setState({ run: null });
}
