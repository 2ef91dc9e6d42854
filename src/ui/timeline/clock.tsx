import { useEffect, useRef } from 'react';
import { time } from '../../language/en/time.ts';
import { type ClusterState, useCluster } from '../store/cluster-store.ts';
import { clockText, tenthText } from '../store/format-time.ts';

function write(element: HTMLElement | null, state: ClusterState): void {
  if (element === null) return;
  const [clock, tenth] = element.children;
  const text = clockText(state.nowMs);
  if (clock !== undefined && clock.textContent !== text) clock.textContent = text;
  const fraction = `.${tenthText(state.nowMs)}`;
  if (tenth !== undefined && tenth.textContent !== fraction) tenth.textContent = fraction;
}

/** The virtual clock. It changes with every frame, so it is written without React. */
export function Clock() {
  const element = useRef<HTMLDivElement>(null);
  const running = useCluster((state) => state.running);
  const phase = useCluster((state) => state.phase);
  useEffect(() => {
    write(element.current, useCluster.getState());
    return useCluster.subscribe((state) => write(element.current, state));
  }, []);
  const word = phase === 'crashed' ? time('stoppedByError') : running ? time('running') : time('paused');
  return (
    <div className="tp-clock">
      <div className="clk" ref={element} role="timer" aria-label={time('virtualTime')}>
        <span className="hms">00:00:00</span>
        <span className="tenth">.0</span>
      </div>
      <div className="lbl">{phase === 'starting' ? time('loading') : word}</div>
    </div>
  );
}
