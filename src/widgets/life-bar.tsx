import { common } from '../language/en/common.ts';
/** From a moment on an object was like this. */
export interface LifePart {
  readonly atMs: number;
  readonly state: 'ok' | 'wait' | 'wrong' | 'going';
  readonly note: string;
}

interface LifeBarProps {
  readonly life: readonly LifePart[];
  readonly nowMs: number;
  /** When its present state is known to end; drawn as what is to come. */
  readonly endMs?: number | null;
  readonly time: (ms: number) => string;
}

/** A short part is still to be seen. */
const least = 3;

/** An object's life from left to right: solid while all was well, hollow while it was not ready, dotted while it goes. */
export function LifeBar({ life, nowMs, endMs = null, time }: LifeBarProps) {
  const first = life[0];
  if (first === undefined) return null;
  const last = life.at(-1)!;
  const parts = life.map((part, index) => ({ ...part, toMs: life[index + 1]?.atMs ?? Math.max(nowMs, part.atMs) }));
  const ahead = endMs === null ? 0 : Math.max(0, endMs - nowMs);
  const span = Math.max(1, nowMs - first.atMs + ahead);
  const share = (ms: number) => ({ flexGrow: Math.max(ms / span, least / 260) });
  const named = last.note === '' ? common(`life.${last.state}`) : last.note;
  return (
    <figure className="life">
      <div className="life-bar" aria-hidden="true">
        {parts.map((part) => (
          <i
            key={`${part.atMs} ${part.state} ${part.note}`}
            className={part.state}
            style={share(part.toMs - part.atMs)}
            title={`${time(part.atMs)} ${part.note || common(`life.${part.state}`)}`}
          />
        ))}
        {ahead > 0 && <i className="ahead" style={share(ahead)} />}
      </div>
      <figcaption>
        <span>
          {life.length === 1 ? `${time(first.atMs)} ${named}` : common('life.created', { time: time(first.atMs) })}
        </span>
        {life.length > 1 && <span>{`${time(last.atMs)} ${named}`}</span>}
        {ahead > 0 && <span>{common('life.over', { time: time(nowMs + ahead) })}</span>}
      </figcaption>
    </figure>
  );
}
