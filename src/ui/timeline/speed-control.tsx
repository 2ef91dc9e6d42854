import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { time } from '../../language/en/time.ts';
import { useCluster } from '../store/cluster-store.ts';
import { pageZoom } from '../store/page-size.ts';
import { changeSpeed, setSpeed } from './run-control.ts';
import { speedAt, speedPlace, speedText } from './speeds.ts';

const from = 4;
const length = 112;
const marks = [0.05, 0.1, 0.5, 1, 10, 100, 1000];
const labels: readonly (readonly [number, string, 'start' | 'middle' | 'end'])[] = [
  [0.05, '1/20', 'start'],
  [1, '1×', 'middle'],
  [1000, '1000×', 'end'],
];

const xOf = (speed: number) => from + length * speedPlace(speed);

/** The speed of virtual time, 0.05 to 1000, on a logarithmic scale. */
export function SpeedControl() {
  const speed = useCluster((state) => state.speed);
  const scale = useRef<HTMLDivElement>(null);
  const drag = (event: PointerEvent) => {
    if (event.type === 'pointermove' && (event.buttons & 1) === 0) return;
    const box = scale.current!.getBoundingClientRect();
    if (event.type === 'pointerdown') scale.current!.setPointerCapture(event.pointerId);
    const wanted = speedAt(((event.clientX - box.left) / pageZoom() - from) / length);
    if (wanted !== useCluster.getState().speed) setSpeed(wanted);
  };
  const press = (event: KeyboardEvent) => {
    const up = event.key === 'ArrowRight' || event.key === 'ArrowUp';
    const down = event.key === 'ArrowLeft' || event.key === 'ArrowDown';
    if (!up && !down) return;
    event.preventDefault();
    changeSpeed(up ? 1 : -1);
  };
  return (
    <div className="tp-speed">
      <div
        ref={scale}
        className="speed-scale"
        role="slider"
        tabIndex={0}
        aria-label={time('speed')}
        aria-valuemin={0.05}
        aria-valuemax={1000}
        aria-valuenow={speed}
        aria-valuetext={time('speedSays', { speed: speedText(speed) })}
        onPointerDown={drag}
        onPointerMove={drag}
        onKeyDown={press}
      >
        <svg width="120" height="26" aria-hidden="true">
          <path className="axis" d={`M${from} 9H${from + length}`} />
          {marks.map((mark) => (
            <path key={mark} className="tick" d={`M${xOf(mark)} 5.5v7`} />
          ))}
          {labels.map(([mark, label, anchor]) => (
            <text key={label} x={xOf(mark)} y="24" textAnchor={anchor}>
              {label}
            </text>
          ))}
          <circle className="knob" cx={xOf(speed)} cy="9" r="4.5" />
        </svg>
      </div>
      <b data-testid="speed">{speedText(speed)}</b>
    </div>
  );
}
