import { useCluster } from '../store/cluster-store.ts';
import { tell } from '../store/session.ts';
import { nextSpeed } from './speeds.ts';

// What the person asks for shows at once; the next frame confirms or corrects it.

export function setRunning(running: boolean): void {
  tell({ type: running ? 'play' : 'pause' });
  useCluster.setState({ running });
}

export function toggleRunning(): void {
  if (useCluster.getState().phase === 'live') setRunning(!useCluster.getState().running);
}

/** Runs to the next event and stops there. */
export function stepEvent(): void {
  if (useCluster.getState().phase === 'live') tell({ type: 'step', unit: 'event' });
}

export function setSpeed(speed: number): void {
  tell({ type: 'speed', speed });
  useCluster.setState({ speed });
}

export function changeSpeed(direction: 1 | -1): void {
  setSpeed(nextSpeed(useCluster.getState().speed, direction));
}
