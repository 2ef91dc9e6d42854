import { create } from 'zustand';
import { expectRun } from '../store/cluster-store.ts';
import { say } from '../store/commands.ts';
import { call } from '../store/session.ts';

interface UntilState {
  /** What the run goes on to, '' for nothing. */
  readonly condition: string;
  /** Why the last text could not be read, '' when it could. */
  readonly trouble: string;
}

export const useUntil = create<UntilState>(() => ({ condition: '', trouble: '' }));

/** Runs until a condition holds; resolves to whether it did. `said` is what the log gets then. */
export async function runUntil(condition: string, said: (condition: string) => string): Promise<boolean> {
  useUntil.setState({ condition, trouble: '' });
  const answer = await call({ type: 'until', condition });
  if (answer.type === 'refused') {
    useUntil.setState({ condition: '', trouble: answer.message });
    return false;
  }
  const isMet = answer.type === 'reached' && answer.how === 'met';
  if (useUntil.getState().condition === condition) useUntil.setState({ condition: '' });
  if (isMet) {
    expectRun({ running: false });
    say(said(condition));
  }
  return isMet;
}
