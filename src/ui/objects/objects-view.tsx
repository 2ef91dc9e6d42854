import './objects.css';
import { useMemo } from 'react';
import { objects } from '../../language/en/objects.ts';
import { Inspector } from '../inspector/inspector.tsx';
import type { PageLayout } from '../shell/use-layout.ts';
import type { ViewNews } from '../store/session.ts';
import { useFeed } from '../store/use-feed.ts';
import { select, useView } from '../store/view-store.ts';
import { inSpace, kindCounts, shownRows, spacesOf } from './filter.ts';
import { Graph } from './graph.tsx';
import { KindChips, SpaceSelect } from './kind-filters.tsx';
import { layoutObjects } from './layout.ts';
import { switchKind, takeGraph, useObjects, zoomObjects } from './objects-store.ts';

const takeNews = (message: ViewNews): void => {
  if (message.type === 'graph') takeGraph(message.news);
};

function Filters({
  spaces,
  kinds,
}: {
  readonly spaces: readonly string[];
  readonly kinds: readonly (readonly [string, number])[];
}) {
  const { space, text, switched } = useObjects();
  return (
    <div className="filters">
      <SpaceSelect value={space} spaces={spaces} onChange={(next) => useObjects.setState({ space: next })} />
      <input
        type="search"
        value={text}
        placeholder={objects('find')}
        aria-label={objects('findLabel')}
        onChange={(event) => useObjects.setState({ text: event.target.value })}
      />
      <KindChips kinds={kinds} switched={switched} onSwitch={switchKind} />
      <span className="o-zoom">
        <button
          type="button"
          className="tb"
          aria-label={objects('smaller')}
          title={`${objects('smaller')}  ⇧z`}
          onClick={() => zoomObjects(-1)}
        >
          −
        </button>
        <button
          type="button"
          className="tb"
          aria-label={objects('larger')}
          title={`${objects('larger')}  z`}
          onClick={() => zoomObjects(1)}
        >
          +
        </button>
      </span>
    </div>
  );
}

/** The Objects view: what there is, who owns it, and what it refers to. */
export default function ObjectsView({ layout: page }: { readonly layout: PageLayout }) {
  useFeed('objects', takeNews);
  const version = useObjects((state) => state.version);
  const rows = useObjects((state) => state.rows);
  const space = useObjects((state) => state.space);
  const text = useObjects((state) => state.text);
  const switched = useObjects((state) => state.switched);
  const selection = useView((state) => state.selection);
  const sheetOpen = useView((state) => state.sheetOpen);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows change in place
  const layout = useMemo(
    () => layoutObjects(shownRows(rows.values(), { space, text, switched })),
    [version, space, text, switched],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows change in place
  const kinds = useMemo(() => kindCounts([...rows.values()].filter((row) => inSpace(row, space))), [version, space]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows change in place
  const spaces = useMemo(() => spacesOf(rows.values()), [version]);
  const isPhone = page === 'phone';
  return (
    <main className={`work objects-page on-${page}`}>
      <section className="panel" aria-label={objects('title')}>
        <Filters spaces={spaces} kinds={kinds} />
        {version === 0 ? (
          <p className="o-hint">{objects('beingRead')}</p>
        ) : layout.boxes.size === 0 ? (
          <p className="o-hint">{text === '' ? objects('noneOfKind') : objects('noneFits', { text })}</p>
        ) : (
          <Graph layout={layout} />
        )}
        <p className="o-key">{objects('key')}</p>
      </section>
      {(!isPhone || (sheetOpen && selection !== null)) && (
        <section className={isPhone ? 'sheet' : 'panel'} aria-label={objects('inspector')}>
          {isPhone && (
            <button
              type="button"
              className="sheet-grip"
              aria-label={objects('closeInspector')}
              onClick={() => select(null)}
            />
          )}
          <Inspector canAct />
        </section>
      )}
    </main>
  );
}
