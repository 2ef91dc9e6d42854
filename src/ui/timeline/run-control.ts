import { expectRun, useCluster } from '../store/cluster-store.ts';
import { tell } from '../store/session.ts';
import { nextSpeed } from './speeds.ts';

export function setRunning(running: boolean): void {
  tell({ type: running ? 'play' : 'pause' });
  expectRun({ running });
}

export function toggleRunning(): void {
  if (useCluster.getState().phase === 'live') setRunning(!useCluster.getState().running);
}

/** Runs to the next event and stops there. */
export function stepEvent(): void {
  if (useCluster.getState().phase !== 'live') return;
  tell({ type: 'step', unit: 'event' });
  expectRun({ running: false });
}

export function setSpeed(speed: number): void {
  tell({ type: 'speed', speed });
  expectRun({ speed });
}

export function changeSpeed(direction: 1 | -1): void {
  setSpeed(nextSpeed(useCluster.getState().speed, direction));
}
