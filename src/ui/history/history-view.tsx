import './history.css';
import { useMemo } from 'react';
import { history } from '../../language/en/history.ts';
import { Segmented } from '../../widgets/segmented.tsx';
import { Tabs } from '../../widgets/tabs.tsx';
import { Inspector } from '../inspector/inspector.tsx';
import { kindCounts, spacesOf } from '../objects/filter.ts';
import { KindChips, SpaceSelect } from '../objects/kind-filters.tsx';
import type { PageLayout } from '../shell/use-layout.ts';
import type { ViewNews } from '../store/session.ts';
import { useFeed } from '../store/use-feed.ts';
import { useView } from '../store/view-store.ts';
import { switchKind, takeHistory, useHistory } from './history-store.ts';
import { Lanes } from './lanes.tsx';
import { inSpace, shownLanes } from './lanes-model.ts';
import { WritePanel } from './write-panel.tsx';

const takeNews = (message: ViewNews): void => {
  if (message.type === 'history') takeHistory(message.news);
};

const spans = () =>
  [
    { id: '', label: history('span.all') },
    { id: '600000', label: history('span.tenMinutes') },
    { id: '60000', label: history('span.minute') },
    { id: '10000', label: history('span.tenSeconds') },
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
    <div className="filters">
      <SpaceSelect value={space} spaces={spaces} onChange={(next) => useHistory.setState({ space: next })} />
      <input
        type="search"
        value={text}
        placeholder={history('find')}
        aria-label={history('findLabel')}
        onChange={(event) => useHistory.setState({ text: event.target.value })}
      />
      <Segmented
        label={history('timeShown')}
        options={spans()}
        value={span === null ? '' : (String(span) as '10000' | '60000' | '600000')}
        onChange={(id) => useHistory.setState({ span: id === '' ? null : (Number(id) as 10_000 | 60_000 | 600_000) })}
      />
      <button
        type="button"
        className={changedOnly ? 'kind-chip on' : 'kind-chip'}
        aria-pressed={changedOnly}
        onClick={() => useHistory.setState({ changedOnly: !changedOnly })}
      >
        {history('changedOnly')}
      </button>
      <KindChips kinds={kinds} switched={switched} onSwitch={switchKind} />
    </div>
  );
}

function Side() {
  const tab = useHistory((state) => state.tab);
  const detail = useHistory((state) => state.detail);
  const write = useHistory((state) => state.write);
  return (
    <section className="panel h-side" aria-label={history('side')}>
      <div className="phead">
        <Tabs
          label={history('beside')}
          tabs={[
            { id: 'write', label: history('write') },
            { id: 'inspector', label: history('object') },
          ]}
          active={tab}
          onSelect={(id) => useHistory.setState({ tab: id as 'write' | 'inspector' })}
        />
      </div>
      {tab === 'write' ? <WritePanel detail={detail} asked={write !== null} /> : <Inspector canAct />}
    </section>
  );
}

/** The History view: a lane for each object, a mark for each write. */
export default function HistoryView({ layout }: { readonly layout: PageLayout }) {
  useFeed('history', takeNews);
  const { version, lanes: all, space, text, switched, changedOnly } = useHistory();
  const selection = useView((state) => state.selection);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lanes change in place
  const lanes = useMemo(
    () => shownLanes(all.values(), { space, text, switched, changedOnly }),
    [version, space, text, switched, changedOnly],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lanes change in place
  const kinds = useMemo(
    () => kindCounts([...all.values()].filter(({ namespace }) => inSpace(namespace, space))),
    [version, space],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lanes change in place
  const spaces = useMemo(() => spacesOf(all.values()), [version]);
  return (
    <main className={`work history-page on-${layout}`} data-selected={selection?.name}>
      <section className="panel" aria-label={history('title')}>
        <Filters spaces={spaces} kinds={kinds} />
        {version === 0 ? (
          <p className="h-hint">{history('beingRead')}</p>
        ) : lanes.length === 0 ? (
          <p className="h-hint">{text === '' ? history('nothing') : history('noneFits', { text })}</p>
        ) : (
          <Lanes lanes={lanes} />
        )}
        <p className="h-key">
          <span>{history('mark.created')}</span> <span>{history('mark.changed')}</span>{' '}
          <span>{history('mark.deleted')}</span> <span>{history('mark.event')}</span>{' '}
          <span className="k-ok">{history('state.ok')}</span> <span className="k-wait">{history('state.wait')}</span>{' '}
          <span className="k-wrong">{history('state.wrong')}</span>{' '}
          <span className="k-going">{history('state.going')}</span>
        </p>
      </section>
      <Side />
    </main>
  );
}
