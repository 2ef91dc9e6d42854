import { useEffect, useState } from 'react';
import { shell } from '../../language/en/shell.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { clockText } from '../store/format-time.ts';
import { useView } from '../store/view-store.ts';
import { useSaid } from './announce.ts';
import { viewTabs } from './page-views.ts';
import { changeText, type Situation, situationOf } from './summary.ts';

const everyMs = 2000;

/** Says at once which view is shown now, and that the run has been paused or goes on. */
function followPerson(say: (text: string) => void): () => void {
  const stopView = useView.subscribe((state, before) => {
    if (state.page === before.page) return;
    const view = viewTabs.find(({ id }) => id === state.page);
    if (view !== undefined) say(shell('sayView', { view: view.name() }));
  });
  const stopRun = useCluster.subscribe((state, before) => {
    if (state.running === before.running || state.phase !== 'live') return;
    say(shell(state.running ? 'sayRunning' : 'sayPaused', { time: clockText(state.nowMs) }));
  });
  const stopSaid = useSaid.subscribe(({ said }) => say(said.text));
  return () => {
    stopView();
    stopRun();
    stopSaid();
  };
}

/** Tells screen readers what has changed, summed up, at most every two seconds; what the person does is answered at once. */
export function LiveRegion() {
  const [text, setText] = useState('');
  useEffect(() => followPerson(setText), []);
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
