import { create } from 'zustand';
import type { OutcomeRow } from '../../protocol/outcome.ts';

interface Outcomes {
  /** What the page's run, and the one beside it, have come to. */
  readonly here: OutcomeRow | null;
  readonly there: OutcomeRow | null;
  /** How the run beside is: `live`, or why not. */
  readonly phase: string;
  readonly trouble: string;
  /** Whether what the person does is done in both. */
  readonly both: boolean;
}

export const useOutcomes = create<Outcomes>(() => ({
  here: null,
  there: null,
  phase: 'starting',
  trouble: '',
  both: false,
}));

export function showOutcomes(here: OutcomeRow, there: OutcomeRow): void {
  useOutcomes.setState({ here, there });
}
