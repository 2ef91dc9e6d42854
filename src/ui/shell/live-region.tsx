import { useEffect, useState } from 'react';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { changeText, type Situation, situationOf } from './summary.ts';

const everyMs = 2000;

/** Tells screen readers what has changed, summed up, at most every two seconds. */
export function LiveRegion() {
  const [text, setText] = useState('');
  useEffect(() => {
    let before: Situation | null = null;
    let version = -1;
    const timer = setInterval(() => {
      const { pods, nodes } = useCluster.getState();
      if (pods + nodes === version) return;
      version = pods + nodes;
      const now = situationOf(mirror);
      const said = before === null ? '' : changeText(before, now);
      before = now;
      if (said !== '') setText(said);
    }, everyMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="hidden-text" role="status" aria-live="polite" data-testid="summary">
      {text}
    </div>
  );
}
