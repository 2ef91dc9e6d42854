import { useEffect } from 'react';
import { useCluster } from '../store/cluster-store.ts';
import { setRunning } from '../timeline/run-control.ts';

/** Nobody sees what happens in a hidden tab: virtual time waits until it is shown again. */
export function usePauseHidden(): void {
  useEffect(() => {
    let isMine = false;
    const change = () => {
      const { phase, running } = useCluster.getState();
      if (document.hidden && phase === 'live' && running) {
        isMine = true;
        setRunning(false);
      } else if (!document.hidden && isMine) {
        isMine = false;
        if (phase === 'live') setRunning(true);
      }
    };
    document.addEventListener('visibilitychange', change);
    return () => document.removeEventListener('visibilitychange', change);
  }, []);
}
