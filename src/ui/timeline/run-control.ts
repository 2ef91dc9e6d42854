import type { StepUnit } from '../../protocol/messages.ts';
import { expectRun, useCluster } from '../store/cluster-store.ts';
import { tell } from '../store/session.ts';
import { useView } from '../store/view-store.ts';
import { nextSpeed } from './speeds.ts';

export function setRunning(running: boolean): void {
  tell({ type: running ? 'play' : 'pause' });
  expectRun({ running });
}

export function toggleRunning(): void {
  if (useCluster.getState().phase === 'live') setRunning(!useCluster.getState().running);
}

/** What one step is in the view that is shown. */
export const stepUnit = (page: string): StepUnit => (page === 'control-plane' ? 'message' : 'event');

/** Runs to the next event, or message, and stops there. */
export function stepEvent(): void {
  if (useCluster.getState().phase !== 'live') return;
  tell({ type: 'step', unit: stepUnit(useView.getState().page) });
  expectRun({ running: false });
}

export function setSpeed(speed: number): void {
  tell({ type: 'speed', speed });
  expectRun({ speed });
}

export function changeSpeed(direction: 1 | -1): void {
  setSpeed(nextSpeed(useCluster.getState().speed, direction));
}
