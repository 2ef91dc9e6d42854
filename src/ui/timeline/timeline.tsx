import { type KeyboardEvent, memo, type PointerEvent, useEffect, useRef } from 'react';
import { time } from '../../language/en/time.ts';
import { useLanguage } from '../../language/language.ts';
import { measureText } from '../../widgets/measure-text.ts';
import { useSize } from '../scene/use-size.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { deedWords } from '../store/deed-words.ts';
import { clockText } from '../store/format-time.ts';
import { pageZoom } from '../store/page-size.ts';
import { BookmarkFlags } from './bookmarks.tsx';
import { seek, seekBy } from './run-control.ts';
import { axisUp, densityBars, inset, isBadFlag, placeFlags, timelineEnd, timelineTicks } from './timeline-model.ts';

interface PartProps {
  readonly endMs: number;
  readonly width: number;
  readonly height: number;
}

const Axis = memo(function Axis({ endMs, width, height }: PartProps) {
  const axis = height - axisUp;
  const ticks = timelineTicks(endMs, width);
  return (
    <>
      <path className="axis" d={`M${inset} ${axis}H${width - inset}`} />
      <path className="tick" d={ticks.map((tick) => `M${tick.x} ${axis}v${tick.big ? 6 : 3}`).join('')} />
      {ticks
        .filter((tick) => tick.big)
        .map((tick) => (
          <text key={tick.label} x={tick.x} y={height - 1} textAnchor={tick.anchor}>
            {tick.label}
          </text>
        ))}
    </>
  );
});

/** Writes to the store over time. Recounted at most four times a second. */
function Density({ endMs, width, height }: PartProps) {
  const path = useRef<SVGPathElement>(null);
  useEffect(() => {
    let later: ReturnType<typeof setTimeout> | undefined;
    const draw = () => {
      later = undefined;
      const axis = height - axisUp;
      const bars = densityBars(mirror.density, endMs, width);
      let d = '';
      bars.forEach((bar, index) => {
        if (bar > 0) d += `M${inset + index * 3} ${axis}v${(-bar * (axis - 19)).toFixed(1)}h2V${axis}z`;
      });
      path.current?.setAttribute('d', d);
    };
    draw();
    const stop = useCluster.subscribe((state, before) => {
      if (state.density !== before.density) later ??= setTimeout(draw, 250);
    });
    return () => {
      stop();
      clearTimeout(later);
    };
  }, [endMs, width, height]);
  return <path ref={path} className="den" />;
}

function Flags({ endMs, width, height }: PartProps) {
  useCluster((state) => state.flags);
  useLanguage((state) => state.language);
  const placed = placeFlags(mirror.flags, endMs, width, (text) => measureText(text, 11));
  return placed.slice(-80).map(({ flag, x, y, label, left }, index) => {
    const look = isBadFlag(flag) ? ' bad' : '';
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: flags are only ever added at the end
      <g key={index}>
        <title>{`${clockText(flag.atMs)} ${deedWords(flag)}`}</title>
        <path className={`flag${look}`} d={`M${x} ${height - axisUp}V${y}h${left ? -4 : 4}`} />
        {label !== '' && (
          <text className={`ft${look}`} x={x + (left ? -7 : 7)} y={y + 4} textAnchor={left ? 'end' : 'start'}>
            {label}
          </text>
        )}
      </g>
    );
  });
}

/** Brass: the past, up to now; and what is known of the future. Moves with every frame, so without React. */
function Now({ endMs, width, height }: PartProps) {
  const group = useRef<SVGGElement>(null);
  useEffect(() => {
    const xOf = (ms: number) => inset + (Math.max(0, Math.min(ms, endMs)) / endMs) * (width - 2 * inset);
    const move = ({ nowMs, endMs: knownMs }: { readonly nowMs: number; readonly endMs: number }) => {
      const x = xOf(nowMs);
      const [past, known, head] = group.current?.children ?? [];
      past?.setAttribute('width', String(Math.max(0, x - inset)));
      known?.setAttribute('x', x.toFixed(1));
      known?.setAttribute('width', Math.max(0, xOf(knownMs) - x).toFixed(1));
      head?.setAttribute('transform', `translate(${x.toFixed(1)} 0)`);
    };
    move(useCluster.getState());
    return useCluster.subscribe((state, before) => {
      if (state.nowMs !== before.nowMs || state.endMs !== before.endMs) move(state);
    });
  }, [endMs, width]);
  const axis = height - axisUp;
  return (
    <g ref={group}>
      <rect className="past" x={inset} y={axis - 1} height={2} />
      <rect className="known" y={axis - 1} height={2} />
      <g>
        <path className="head" d={`M0 ${axis}V13`} />
        <circle className="headk" cx={0} cy={axis} r={5} />
      </g>
    </g>
  );
}

const jumps: Readonly<Record<string, () => void>> = {
  ArrowLeft: () => seekBy(-1_000),
  ArrowRight: () => seekBy(1_000),
  PageDown: () => seekBy(-10_000),
  PageUp: () => seekBy(10_000),
  Home: () => seek(0),
  End: () => seek(Number.POSITIVE_INFINITY),
};

function press(event: KeyboardEvent): void {
  const jump = jumps[event.key];
  if (jump === undefined) return;
  event.preventDefault();
  jump();
}

/** The run so far: writes, what people did, faults, and where virtual time is. Dragging goes to another moment. */
export function Timeline() {
  const holder = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(holder);
  const endMs = useCluster((state) => timelineEnd(Math.max(state.nowMs, state.endMs)));
  const second = useCluster((state) => Math.max(0, Math.floor(state.nowMs / 1000)));
  const knownSecond = useCluster((state) => Math.max(0, Math.floor(state.endMs / 1000)));
  const parts = { endMs, width, height };
  const drag = (event: PointerEvent) => {
    if (event.type === 'pointermove' && (event.buttons & 1) === 0) return;
    const box = holder.current!.getBoundingClientRect();
    if (event.type === 'pointerdown') holder.current!.setPointerCapture(event.pointerId);
    seek((((event.clientX - box.left) / pageZoom() - inset) / (width - 2 * inset)) * endMs);
  };
  return (
    <div className="tp-line-box">
      <div
        className="tp-line"
        ref={holder}
        role="slider"
        tabIndex={0}
        aria-label={time('timeline', { count: mirror.flags.length })}
        aria-valuemin={0}
        aria-valuemax={knownSecond}
        aria-valuenow={second}
        aria-valuetext={clockText(second * 1000)}
        onPointerDown={drag}
        onPointerMove={drag}
        onKeyDown={press}
      >
        {width > 40 && (
          <svg width={width} height={height} aria-hidden="true">
            <Density {...parts} />
            <Axis {...parts} />
            <Flags {...parts} />
            <Now {...parts} />
          </svg>
        )}
      </div>
      <BookmarkFlags endMs={endMs} width={width} />
    </div>
  );
}
