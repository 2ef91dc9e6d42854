import './history.css';
import { useEffect, useMemo } from 'react';
import { Segmented } from '../../widgets/segmented.tsx';
import { Tabs } from '../../widgets/tabs.tsx';
import { Inspector } from '../inspector/inspector.tsx';
import { isKindShown } from '../objects/filter.ts';
import type { PageLayout } from '../shell/use-layout.ts';
import { useCluster } from '../store/cluster-store.ts';
import { onNews, tell } from '../store/session.ts';
import { useView } from '../store/view-store.ts';
import { switchKind, takeHistory, useHistory } from './history-store.ts';
import { Lanes } from './lanes.tsx';
import { inSpace, shownLanes } from './lanes-model.ts';
import { WritePanel } from './write-panel.tsx';

/** Has the worker tell of all writes while the view is shown. */
function useFeed(): void {
  const epoch = useCluster((state) => state.epoch);
  useEffect(
    () =>
      onNews((message) => {
        if (message.type === 'history') takeHistory(message.news);
      }),
    [],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run must be asked again
  useEffect(() => {
    tell({ type: 'show', feed: 'history' });
    return () => tell({ type: 'show', feed: 'none' });
  }, [epoch]);
}

const spans = [
  { id: '', label: 'All' },
  { id: '600000', label: '10 min' },
  { id: '60000', label: '1 min' },
  { id: '10000', label: '10 s' },
] as const;

function Filters({
  spaces,
  kinds,
}: {
  readonly spaces: readonly string[];
  readonly kinds: readonly (readonly [string, number])[];
}) {
  const { space, text, switched, changedOnly, span } = useHistory();
  return (
    <div className="h-filters">
      <label>
        <span className="hidden-text">Namespace</span>
        <select value={space} onChange={(event) => useHistory.setState({ space: event.target.value })}>
          <option value="">all but kube-*</option>
          <option value="*">all namespaces</option>
          {spaces.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <input
        type="search"
        value={text}
        placeholder="Name, kind or author"
        aria-label="Find lanes by name, kind or author"
        onChange={(event) => useHistory.setState({ text: event.target.value })}
      />
      <Segmented
        label="Time shown"
        options={spans}
        value={span === null ? '' : (String(span) as '10000' | '60000' | '600000')}
        onChange={(id) => useHistory.setState({ span: id === '' ? null : (Number(id) as 10_000 | 60_000 | 600_000) })}
      />
      <button
        type="button"
        className={changedOnly ? 'h-chip on' : 'h-chip'}
        aria-pressed={changedOnly}
        onClick={() => useHistory.setState({ changedOnly: !changedOnly })}
      >
        only what changed
      </button>
      <fieldset className="h-kinds">
        <legend className="hidden-text">Kinds</legend>
        {kinds.map(([kind, count]) => (
          <button
            type="button"
            key={kind}
            aria-pressed={isKindShown(kind, switched)}
            className={isKindShown(kind, switched) ? 'h-chip on' : 'h-chip'}
            onClick={() => switchKind(kind)}
          >
            {kind} <span className="n">{count}</span>
          </button>
        ))}
      </fieldset>
    </div>
  );
}

function Side({ canAct }: { readonly canAct: boolean }) {
  const tab = useHistory((state) => state.tab);
  const detail = useHistory((state) => state.detail);
  const write = useHistory((state) => state.write);
  return (
    <section className="panel h-side" aria-label="The write and its object">
      <div className="phead">
        <Tabs
          label="Beside the lanes"
          tabs={[
            { id: 'write', label: 'Write' },
            { id: 'inspector', label: 'Object' },
          ]}
          active={tab}
          onSelect={(id) => useHistory.setState({ tab: id as 'write' | 'inspector' })}
        />
      </div>
      {tab === 'write' ? <WritePanel detail={detail} asked={write !== null} /> : <Inspector canAct={canAct} />}
    </section>
  );
}

/** The History view: a lane for each object, a mark for each write. */
export default function HistoryView({ layout }: { readonly layout: PageLayout }) {
  useFeed();
  const { version, lanes: all, space, text, switched, changedOnly } = useHistory();
  const selection = useView((state) => state.selection);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lanes change in place
  const lanes = useMemo(
    () => shownLanes(all.values(), { space, text, switched, changedOnly }),
    [version, space, text, switched, changedOnly],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lanes change in place
  const { kinds, spaces } = useMemo(() => {
    const counts = new Map<string, number>();
    const names = new Set<string>();
    for (const { kind, namespace } of all.values()) {
      if (inSpace(namespace, space)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
      if (namespace !== '') names.add(namespace);
    }
    return { kinds: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)), spaces: [...names].sort() };
  }, [version, space]);
  return (
    <main className={`work history-page on-${layout}`} data-selected={selection?.name}>
      <section className="panel" aria-label="History">
        <Filters spaces={spaces} kinds={kinds} />
        {version === 0 ? (
          <p className="h-hint">The writes are being read.</p>
        ) : lanes.length === 0 ? (
          <p className="h-hint">
            {text === '' ? 'Nothing has been written here since the cluster was up.' : `No lane fits “${text}”.`}
          </p>
        ) : (
          <Lanes lanes={lanes} />
        )}
        <p className="h-key">
          <span>● created</span> <span>| changed</span> <span>✕ deleted</span> <span>◆ event</span>{' '}
          <span className="k-ok">well</span> <span className="k-wait">not there yet</span>{' '}
          <span className="k-wrong">failing</span> <span className="k-going">being deleted</span>
        </p>
      </section>
      <Side canAct={layout !== 'phone'} />
    </main>
  );
}
