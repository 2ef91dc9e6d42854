import './dock.css';
import { useEffect, useMemo } from 'react';
import { dock } from '../../language/en/dock.ts';
import { why } from '../../language/en/why.ts';
import type { AuditRow } from '../../protocol/dock.ts';
import { openRequest } from '../control-plane/journey-store.ts';
import { useCluster } from '../store/cluster-store.ts';
import { shortTime } from '../store/format-time.ts';
import { onNews, tell, type ViewNews } from '../store/session.ts';
import { whyData } from '../why/ask.ts';
import { FilterControls } from './filter-controls.tsx';
import { chosen, type RequestFilter, takeAudit, useRequests } from './requests-store.ts';
import { Rows } from './rows.tsx';

const takeNews = (news: ViewNews): void => {
  if (news.type === 'audit') takeAudit(news.news);
};

/** Which requests are shown. */
export function RequestControls() {
  const { which, filter } = useRequests();
  const options: { id: RequestFilter; label: string }[] = [
    { id: 'writes', label: dock('writes') },
    { id: 'refused', label: dock('refused') },
    { id: 'all', label: dock('all') },
  ];
  return <FilterControls {...{ which, filter, options }} label={dock('which')} onChange={useRequests.setState} />;
}

const tookText = (ms: number) => (ms < 0 ? '' : dock('took', { ms: ms < 10 ? ms.toFixed(1) : String(Math.round(ms)) }));

/** A path without what most share: `default/pods/web/status` of `/api/v1/namespaces/default/pods/web/status`. */
const shortPath = (path: string) =>
  path.replace(/^\/(?:api\/[^/]+|apis\/[^/]+\/[^/]+)\//, '').replace(/^namespaces\/([^/]+\/)/, '$1');

function Line({ row }: { readonly row: AuditRow }) {
  const { id, atMs, who, verb, path, code, tookMs, note } = row;
  return (
    <button
      type="button"
      {...whyData({ about: 'request', request: id }, why('aboutRequest', { line: `${verb} ${shortPath(path)}` }))}
      className={code >= 400 ? 'reqline bad' : 'reqline'}
      title={`${row.user}\n${path}${note === '' ? '' : `\n${note}`}\n${dock('requestHint')}`}
      onClick={() => openRequest(id)}
    >
      <time>{shortTime(atMs)}</time>
      <span className="who">{who}</span>
      <b>{verb}</b>
      <code>{shortPath(path)}</code>
      <span className="code">{code === 0 ? '…' : code}</span>
      <span className="took">{tookText(tookMs)}</span>
    </button>
  );
}

/** Every request to the API server: who asked for what, and what came of it. */
export default function RequestsPanel() {
  const state = useRequests();
  const epoch = useCluster((cluster) => cluster.epoch);
  useEffect(() => onNews(takeNews), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run must be asked again
  useEffect(() => {
    tell({ type: 'audit', on: true });
    return () => tell({ type: 'audit', on: false });
  }, [epoch]);
  const rows = useMemo(() => chosen(state), [state]);
  if (rows.length === 0) return <p className="hint dock-empty">{dock('noRequests')}</p>;
  return (
    <Rows label={dock('requests')} count={rows.length} height={22} keyOf={(index) => rows[index]!.id}>
      {(index) => <Line row={rows[index]!} />}
    </Rows>
  );
}
