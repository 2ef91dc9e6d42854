import { create } from 'zustand';
import { time } from '../../language/en/time.ts';
import type { StepUnit } from '../../protocol/messages.ts';
import { expectRun, useCluster } from '../store/cluster-store.ts';
import { say } from '../store/commands.ts';
import { deedWords } from '../store/deed-words.ts';
import { remember, remembered } from '../store/safe-storage.ts';
import { call, tell } from '../store/session.ts';
import { useView } from '../store/view-store.ts';
import { nextSpeed } from './speeds.ts';

export function setRunning(running: boolean): void {
  tell({ type: running ? 'play' : 'pause' });
  expectRun({ running });
}

export function toggleRunning(): void {
  if (useCluster.getState().phase === 'live') setRunning(!useCluster.getState().running);
}

/** What one step is: chosen, or what the view shows. */
export type StepChoice = StepUnit | 'auto';

const choices: readonly StepChoice[] = ['auto', 'event', 'message', 'write'];

export const useStepChoice = create<{ readonly choice: StepChoice }>(() => ({
  choice: choices.find((each) => each === remembered('step')) ?? 'auto',
}));

export function setStepChoice(choice: StepChoice): void {
  remember('step', choice);
  useStepChoice.setState({ choice });
}

/** What one step is in the view that is shown. */
export function stepUnit(page: string, choice: StepChoice): StepUnit {
  if (choice !== 'auto') return choice;
  return page === 'control-plane' ? 'message' : 'event';
}

/** Runs to the next event, or message, and stops there. */
export function stepEvent(): void {
  if (useCluster.getState().phase !== 'live') return;
  tell({ type: 'step', unit: stepUnit(useView.getState().page, useStepChoice.getState().choice) });
  expectRun({ running: false });
}

export function setSpeed(speed: number): void {
  tell({ type: 'speed', speed });
  expectRun({ speed });
}

export function changeSpeed(direction: 1 | -1): void {
  setSpeed(nextSpeed(useCluster.getState().speed, direction));
}

const isLive = (): boolean => useCluster.getState().phase === 'live';

/** Goes to another moment of the run and waits there. */
export function seek(ms: number): void {
  if (!isLive()) return;
  if (useCluster.getState().running) setRunning(false);
  const toMs = Math.max(0, Math.min(ms, Math.max(useCluster.getState().endMs, 0)));
  tell({ type: 'seek', toMs });
  // At once: the next key goes on from there.
  useCluster.setState({ nowMs: toMs });
}

/** Goes back or forward by so much, no farther than the run has been. */
export function seekBy(ms: number): void {
  seek(useCluster.getState().nowMs + ms);
}

/** Goes to the last change before now. */
export function stepBack(): void {
  if (!isLive()) return;
  tell({ type: 'back' });
  expectRun({ running: false });
}

/** Goes on in another branch where it was left. */
export function switchBranch(branch: number): void {
  tell({ type: 'switchBranch', branch });
  expectRun({ running: false });
}

export function renameBranch(branch: number, name: string): void {
  if (name.trim() !== '') tell({ type: 'renameBranch', branch, name: name.trim() });
}

/** Takes the last input back; what came of it stays as a branch. */
export async function undo(): Promise<void> {
  if (!isLive()) return;
  const answer = await call({ type: 'undo' });
  if (answer.type !== 'undone') return;
  say(answer.deed === null ? time('nothingToUndo') : time('takeBack', { deed: deedWords(answer.deed) }));
}
