import { useEffect, useRef } from 'react';
import { common } from '../language/en/common.ts';
import type { KindContext, Timer } from './kind-view.ts';

const radius = 8;
const round = 2 * Math.PI * radius;

/** How much is left, in words: tenths while it is little. */
export function leftText(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 120 ? `${Math.ceil(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.ceil(seconds % 60)} s`;
}

/** Something that virtual time brings: an arc that closes until it is there. Runs without React. */
function TimerArc({ timer, context }: { readonly timer: Timer; readonly context: KindContext }) {
  const arc = useRef<SVGCircleElement>(null);
  const left = useRef<HTMLSpanElement>(null);
  const { fromMs, toMs } = timer;
  const { watchTime } = context;
  useEffect(
    () =>
      watchTime((nowMs) => {
        const share = Math.min(1, Math.max(0, (nowMs - fromMs) / Math.max(1, toMs - fromMs)));
        arc.current?.setAttribute('stroke-dasharray', `${(share * round).toFixed(2)} ${round.toFixed(2)}`);
        const text = nowMs >= toMs ? common('timer.now') : leftText(toMs - nowMs);
        if (left.current !== null && left.current.textContent !== text) left.current.textContent = text;
      }),
    [watchTime, fromMs, toMs],
  );
  return (
    <li className={timer.wrong === true ? 'timer bad' : 'timer'}>
      <svg width="22" height="22" viewBox="-11 -11 22 22" aria-hidden="true">
        <circle r={radius} className="way" />
        <circle ref={arc} r={radius} className="run" transform="rotate(-90)" />
      </svg>
      <span>{timer.label}</span>
      <span className="left" ref={left} />
      {timer.note !== '' && <span className="note">{timer.note}</span>}
    </li>
  );
}

/** What an object waits for, one arc a timer. */
export function TimerArcs({ timers, context }: { readonly timers: readonly Timer[]; readonly context: KindContext }) {
  return (
    <ul className="timers">
      {timers.map((timer) => (
        <TimerArc key={timer.id} timer={timer} context={context} />
      ))}
    </ul>
  );
}
