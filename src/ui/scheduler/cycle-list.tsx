import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { scheduler } from '../../language/en/scheduler.ts';
import { PodGlyph } from '../../widgets/pod-glyph.tsx';
import { mirror } from '../store/cluster-store.ts';
import { shortTime } from '../store/format-time.ts';
import type { Cycle } from './cycles.ts';

/** Height of a row, and how many are drawn beyond the window. */
const rowHeight = 51;
const spare = 6;

interface CycleListProps {
  readonly cycles: readonly Cycle[];
  readonly current: Cycle | undefined;
  readonly onChoose: (cycle: Cycle) => void;
}

function shortName(cycle: Cycle): string {
  const pod = mirror.findPod(cycle.namespace, cycle.pod);
  return pod === undefined || pod.suffix === '' ? cycle.pod : `${pod.label} ${pod.suffix}`;
}

function outcome(cycle: Cycle): string {
  if (cycle.hidden) return scheduler('guessFirst');
  if (cycle.node !== '') return scheduler('boundTo', { node: cycle.node });
  return scheduler('noNodeFits', { attempts: cycle.count });
}

function Row({ cycle, index, ...list }: CycleListProps & { readonly cycle: Cycle; readonly index: number }) {
  const pod = mirror.findPod(cycle.namespace, cycle.pod);
  const on = list.current?.key === cycle.key;
  const failed = cycle.node === '' && !cycle.hidden;
  const hue = pod === undefined ? 0 : mirror.owners.markOf(pod).hue;
  return (
    <button
      type="button"
      role="option"
      aria-selected={on}
      aria-setsize={list.cycles.length}
      aria-posinset={index + 1}
      tabIndex={on || (list.current === undefined && index === 0) ? 0 : -1}
      className={`cycle o${hue}${on ? ' on' : ''}`}
      style={{ top: index * rowHeight, height: rowHeight }}
      data-cycle={`${cycle.namespace}/${cycle.pod}`}
      onClick={() => list.onChoose(cycle)}
    >
      <b>{shortName(cycle)}</b>
      <time>{shortTime(cycle.atMs)}</time>
      <span className={failed ? 'what alarm' : 'what'}>
        {failed ? <PodGlyph state="pending" size={11} /> : <i className="owner-dot" />}
        {outcome(cycle)}
      </span>
    </button>
  );
}

/** The scheduling cycles, newest first; only those in the window are drawn. */
export function CycleList(props: CycleListProps) {
  const { cycles, current, onChoose } = props;
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const at = cycles.findIndex(({ key }) => key === current?.key);
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const drawn = Math.ceil((box.current?.clientHeight ?? 900) / rowHeight) + 2 * spare;
  const moved = useRef(false);
  useEffect(() => {
    if (!moved.current || at < 0) return;
    moved.current = false;
    box.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  }, [at]);
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? cycles.length - 1 : step === undefined ? -1 : at + step;
    const cycle = cycles[to];
    if (cycle === undefined) return;
    event.preventDefault();
    moved.current = true;
    if (box.current !== null) {
      const middle = to * rowHeight - box.current.clientHeight / 2;
      if (to * rowHeight < top || (to + 1) * rowHeight > top + box.current.clientHeight) box.current.scrollTop = middle;
    }
    onChoose(cycle);
  };
  return (
    <div
      ref={box}
      className="cycles"
      role="listbox"
      tabIndex={-1}
      aria-label={scheduler('cyclesNewest')}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={press}
    >
      <div style={{ height: cycles.length * rowHeight, position: 'relative' }} role="presentation">
        {cycles.slice(first, first + drawn).map((cycle, offset) => (
          <Row key={cycle.key} {...props} cycle={cycle} index={first + offset} />
        ))}
      </div>
    </div>
  );
}
