import './dock.css';
import { useEffect, useMemo, useState } from 'react';
import { dock } from '../../language/en/dock.ts';
import { why } from '../../language/en/why.ts';
import type { MessageRow } from '../../protocol/view.ts';
import { openRequest } from '../control-plane/journey-store.ts';
import { onDelta } from '../store/cluster-store.ts';
import { shortTime } from '../store/format-time.ts';
import { whyData } from '../why/ask.ts';
import { FilterControls } from './filter-controls.tsx';
import { Rows } from './rows.tsx';
import { kept, kindsOf, type TraceFilter, useTrace } from './trace-store.ts';

const shapes: Readonly<Record<string, React.ReactElement>> = {
  request: <circle cx="6" cy="6" r="4.2" fill="currentColor" />,
  response: <circle cx="6" cy="6" r="3.6" fill="none" stroke="currentColor" strokeWidth="1.4" />,
  watch: <path d="M6 .8 11.2 6 6 11.2.8 6z" fill="currentColor" />,
  etcd: <rect x="1.8" y="1.8" width="8.4" height="8.4" fill="none" stroke="currentColor" strokeWidth="1.4" />,
  raft: <rect x="1.6" y="1.6" width="8.8" height="8.8" fill="currentColor" />,
};
const other = <path d="M1 6h10" stroke="currentColor" strokeWidth="1.4" />;

/** Which messages are shown. */
export function TraceControls() {
  const { which, filter } = useTrace();
  const options: { id: TraceFilter; label: string }[] = [
    { id: 'all', label: dock('all') },
    { id: 'requests', label: dock('requests') },
    { id: 'watches', label: dock('watches') },
    { id: 'store', label: dock('store') },
  ];
  return <FilterControls {...{ which, filter, options }} label={dock('whichMessages')} onChange={useTrace.setState} />;
}

function Line({ row }: { readonly row: MessageRow }) {
  const lost = row.arrivesMs < 0;
  const cells = (
    <>
      <time>{`${shortTime(row.sentMs)}.${String(Math.floor(row.sentMs) % 1000).padStart(3, '0')}`}</time>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        {shapes[row.kind] ?? other}
      </svg>
      <span className="who">{`${row.from} → ${row.to}`}</span>
      <code>{row.text}</code>
      <span className="took">
        {lost ? dock('lost') : dock('took', { ms: (row.arrivesMs - row.sentMs).toFixed(1) })}
      </span>
    </>
  );
  const look = lost ? 'traceline bad' : 'traceline';
  if (row.kind !== 'request') return <div className={look}>{cells}</div>;
  return (
    <button
      type="button"
      {...whyData({ about: 'request', request: row.id }, why('aboutRequest', { line: row.text }))}
      className={look}
      title={dock('requestHint')}
      onClick={() => openRequest(row.id)}
    >
      {cells}
    </button>
  );
}

/** The newest messages, renewed a few times a second while they come. */
function useRows(): readonly MessageRow[] {
  const [version, setVersion] = useState(0);
  const { which, filter } = useTrace();
  useEffect(() => {
    let later: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      later = undefined;
      setVersion((before) => before + 1);
    };
    const stop = onDelta((delta) => {
      if (!kept.take(delta)) return;
      later ??= setTimeout(show, 150);
    });
    return () => {
      stop();
      clearTimeout(later);
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the kept messages change in place
  return useMemo(() => kindsOf(kept.rows, which, filter), [version, which, filter]);
}

/** Every message on the simulated network. */
export default function TracePanel() {
  const rows = useRows();
  if (rows.length === 0) return <p className="hint dock-empty">{dock('noMessages')}</p>;
  return (
    <Rows label={dock('trace')} count={rows.length} height={20} keyOf={(index) => rows[index]!.id}>
      {(index) => <Line row={rows[index]!} />}
    </Rows>
  );
}
