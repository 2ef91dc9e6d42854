import './map.css';
import { useEffect } from 'react';
import { map } from '../../language/en/map.ts';
import { Segmented } from '../../widgets/segmented.tsx';
import { Tabs } from '../../widgets/tabs.tsx';
import { Inspector } from '../inspector/inspector.tsx';
import type { PageLayout } from '../shell/use-layout.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { select, useView } from '../store/view-store.ts';
import { Figures } from './figures.tsx';
import { MapCanvas } from './map-canvas.tsx';
import { type Colouring, type Grouping, type Ordering, useMap } from './map-store.ts';
import type { MapModel } from './model.ts';
import { useModel } from './use-model.ts';

const groupings = ['zone', 'none', 'namespace', 'owner'] as const;
const colourings = ['requested', 'memory', 'ready'] as const;
/** Pods stand as they were made: to sort 150,000 by their random names would show nothing. */
const orderings = { Node: ['name', 'fill', 'state'], Pod: ['name', 'state'] } as const;

function Head({ model }: { readonly model: MapModel }) {
  const { grouping, colouring, ordering, text } = useMap();
  const isNodes = model.kind === 'Node';
  return (
    <div className="m-head">
      <div className="m-title">
        <h2>{map('head', { nodes: mirror.nodes.size, pods: mirror.pods.size })}</h2>
        <p>{isNodes ? map(`says.${colouring}`) : map('podCells')}</p>
      </div>
      <div className="m-tools">
        <span>
          {map('group')}{' '}
          <Segmented<Grouping>
            label={map('group')}
            options={groupings.map((id) => ({ id, label: map(`grouping.${id}`) }))}
            value={grouping}
            onChange={(value) => useMap.setState({ grouping: value })}
          />
        </span>
        {isNodes && (
          <span>
            {map('colour')}{' '}
            <Segmented<Colouring>
              label={map('colour')}
              options={colourings.map((id) => ({ id, label: map(`colouring.${id}`) }))}
              value={colouring}
              onChange={(value) => useMap.setState({ colouring: value })}
            />
          </span>
        )}
        <span>
          {map('order')}{' '}
          <Segmented<Ordering>
            label={map('order')}
            options={orderings[model.kind].map((id) => ({
              id,
              label: map(isNodes || id !== 'name' ? `ordering.${id}` : 'made'),
            }))}
            value={isNodes || ordering !== 'fill' ? ordering : 'name'}
            onChange={(value) => useMap.setState({ ordering: value })}
          />
        </span>
        <input
          type="search"
          value={text}
          placeholder={map('find')}
          aria-label={map('findLabel')}
          onChange={(event) => useMap.setState({ text: event.target.value })}
        />
        {text !== '' && <span role="status">{map('found', { count: model.found })}</span>}
      </div>
    </div>
  );
}

/** The Map view: all nodes, or all Pods, at once. */
export default function MapView({ layout }: { readonly layout: PageLayout }) {
  const model = useModel();
  const tab = useMap((state) => state.tab);
  const colouring = useMap((state) => state.colouring);
  const selection = useView((state) => state.selection);
  const sheetOpen = useView((state) => state.sheetOpen);
  const live = useCluster((state) => state.phase === 'live');
  useEffect(() => {
    if (selection !== null) useMap.setState({ tab: 'inspector' });
  }, [selection]);
  const isPhone = layout === 'phone';
  return (
    <main className={`work map-page on-${layout}`}>
      <section className="panel" aria-label={map('title')}>
        <Head model={model} />
        {model.count > 0 ? (
          <MapCanvas model={model} />
        ) : (
          <p className="m-hint">{live ? map('nothingYet') : map('starts')}</p>
        )}
      </section>
      {!isPhone && (
        <section className="panel" aria-label={map('side')}>
          <div className="phead">
            <Tabs
              label={map('beside')}
              tabs={[
                { id: 'figures', label: map('inNumbers') },
                { id: 'inspector', label: map('inspector') },
              ]}
              active={tab}
              onSelect={(id) => useMap.setState({ tab: id as 'figures' | 'inspector' })}
            />
          </div>
          {tab === 'figures' ? <Figures model={model} title={map(`nodesBy.${colouring}`)} /> : <Inspector canAct />}
        </section>
      )}
      {isPhone && sheetOpen && selection !== null && (
        <section className="sheet" aria-label={map('inspector')}>
          <button
            type="button"
            className="sheet-grip"
            aria-label={map('closeInspector')}
            onClick={() => select(null)}
          />
          <Inspector canAct />
        </section>
      )}
    </main>
  );
}
