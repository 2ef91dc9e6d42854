import './dock.css';
import { useEffect } from 'react';
import { dock } from '../../language/en/dock.ts';
import type { PodRow } from '../../protocol/view.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { shortTime } from '../store/format-time.ts';
import { onNews, type ViewNews } from '../store/session.ts';
import { type Selection, useView } from '../store/view-store.ts';
import { commandOf, type LogLineRow, podsOf, tail, takeLogs, useLogs, withOutput } from './logs-store.ts';
import { Rows } from './rows.tsx';

const takeNews = (news: ViewNews): void => {
  if (news.type === 'logs') takeLogs(news.news);
};

const mostPods = 100;
const keyOf = ({ kind, namespace, name }: Selection) => `${kind}/${namespace}/${name}`;

/** Whose output is shown: what was chosen, else what is selected. */
function useTarget(): Selection | null {
  const chosen = useLogs((state) => state.target);
  const selection = useView((state) => state.selection);
  return chosen ?? (selection !== null && withOutput.has(selection.kind) ? selection : null);
}

/** Follows the output of these Pods for as long as the panel is shown. */
function useTail(pods: readonly PodRow[]): void {
  const previous = useLogs((state) => state.previous);
  const epoch = useCluster((state) => state.epoch);
  useEffect(() => onNews(takeNews), []);
  const wanted = JSON.stringify(
    pods.slice(0, mostPods).map(({ namespace, name, node }) => ({ namespace, name, node })),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run must be asked again
  useEffect(() => {
    const list = JSON.parse(wanted) as { namespace: string; name: string; node: string }[];
    tail(list.length === 0 ? null : { pods: list, previous });
  }, [wanted, previous, epoch]);
  useEffect(() => () => tail(null), []);
}

/** What stands in the head of the panel: whose output, of which run, with which text. */
export function LogControls() {
  const selection = useView((state) => state.selection);
  const { target, previous, filter } = useLogs();
  useCluster((state) => state.workloads);
  const workloads = [...mirror.workloads.values()];
  const options = workloads.map(({ kind, namespace, name }) => ({ kind, namespace, name }));
  if (target !== null && !options.some((option) => keyOf(option) === keyOf(target))) options.unshift(target);
  return (
    <div className="dock-controls">
      <select
        aria-label={dock('whose')}
        value={target === null ? '' : keyOf(target)}
        onChange={(event) =>
          useLogs.setState({ target: options.find((option) => keyOf(option) === event.target.value) ?? null })
        }
      >
        <option value="">
          {selection === null ? dock('theSelected') : dock('selectedNow', { name: selection.name })}
        </option>
        {options.map((option) => (
          <option key={keyOf(option)} value={keyOf(option)}>
            {`${option.kind.toLowerCase()}/${option.name}`}
          </option>
        ))}
      </select>
      <label>
        <input
          type="checkbox"
          checked={previous}
          onChange={(event) => useLogs.setState({ previous: event.target.checked })}
        />
        {dock('previous')}
      </label>
      <input
        type="search"
        placeholder={dock('filter')}
        aria-label={dock('filter')}
        value={filter}
        onChange={(event) => useLogs.setState({ filter: event.target.value })}
      />
    </div>
  );
}

function Line({ row, isOne }: { readonly row: LogLineRow; readonly isOne: boolean }) {
  const pod = mirror.findPod(row.namespace, row.pod);
  const hue = pod === undefined ? 0 : mirror.owners.markOf(pod).hue;
  return (
    <div className={`logline o${hue}${row.stream === 'stderr' ? ' err' : ''}`} title={`${row.pod} ${row.container}`}>
      <time>{shortTime(row.atMs)}</time>
      <span className="who">{isOne ? row.container : `${pod?.suffix || row.pod} ${row.container}`}</span>
      <code>{row.text}</code>
    </div>
  );
}

function emptyText(pods: number, previous: boolean, all: number): string {
  if (pods === 0) return dock('noPods');
  if (all > 0) return dock('noMatch');
  return previous ? dock('noPrevious') : dock('noLines');
}

/** What containers write, as they write it. */
export default function LogsPanel() {
  useCluster((state) => state.pods);
  const target = useTarget();
  const { rows, previous, filter, unreachable } = useLogs();
  const pods = target === null ? [] : podsOf(target).filter(({ node }) => node !== '');
  useTail(pods);
  if (target === null) return <p className="hint">{dock('noTarget')}</p>;
  const wanted = filter.toLowerCase();
  const shown = wanted === '' ? rows : rows.filter(({ text }) => text.toLowerCase().includes(wanted));
  return (
    <>
      {shown.length === 0 ? (
        <p className="hint dock-empty">{emptyText(pods.length, previous, rows.length)}</p>
      ) : (
        <Rows label={dock('logs')} count={shown.length} height={18} keyOf={(index) => shown[index]!.key}>
          {(index) => <Line row={shown[index]!} isOne={pods.length === 1} />}
        </Rows>
      )}
      {unreachable.length > 0 && (
        <p className="dock-note alarm" role="status">
          {dock('silent', { count: unreachable.length, names: unreachable.join(', ') })}
        </p>
      )}
      <p className="dock-note" title={dock('same')}>
        <code>{commandOf(target, previous)}</code>
      </p>
    </>
  );
}
