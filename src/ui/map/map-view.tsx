import './map.css';
import { useEffect } from 'react';
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

const number = new Intl.NumberFormat('en');

const groupings = [
  { id: 'zone', label: 'Zone' },
  { id: 'none', label: 'All nodes' },
  { id: 'namespace', label: 'Namespace' },
  { id: 'owner', label: 'Owner' },
] as const;
const colourings = [
  { id: 'requested', label: 'CPU requested' },
  { id: 'memory', label: 'Memory in use' },
  { id: 'ready', label: 'Ready Pods' },
] as const;
const orderings = [
  { id: 'name', label: 'Name' },
  { id: 'fill', label: 'Fill' },
  { id: 'state', label: 'State' },
] as const;

const titles: Readonly<Record<Colouring, string>> = {
  requested: 'Nodes by CPU requested',
  memory: 'Nodes by memory in use',
  ready: 'Nodes by ready Pods',
};
const says: Readonly<Record<Colouring, string>> = {
  requested: 'One cell for each node, filled to the CPU that its Pods request',
  memory: 'One cell for each node, filled to the memory in use',
  ready: 'One cell for each node, filled to the share of its Pods that are ready',
};

function Head({ model }: { readonly model: MapModel }) {
  const { grouping, colouring, ordering, text } = useMap();
  const isNodes = model.kind === 'Node';
  return (
    <div className="m-head">
      <div className="m-title">
        <h2>{`${number.format(mirror.nodes.size)} nodes, ${number.format(mirror.pods.size)} Pods`}</h2>
        <p>
          {isNodes ? says[colouring] : 'One cell for each Pod, in the colour of its owner; what fails in vermilion'}
        </p>
      </div>
      <div className="m-tools">
        <span>
          Group{' '}
          <Segmented<Grouping>
            label="Group"
            options={groupings}
            value={grouping}
            onChange={(value) => useMap.setState({ grouping: value })}
          />
        </span>
        {isNodes && (
          <span>
            Colour{' '}
            <Segmented<Colouring>
              label="Colour"
              options={colourings}
              value={colouring}
              onChange={(value) => useMap.setState({ colouring: value })}
            />
          </span>
        )}
        <span>
          Order{' '}
          <Segmented<Ordering>
            label="Order"
            options={orderings}
            value={ordering}
            onChange={(value) => useMap.setState({ ordering: value })}
          />
        </span>
        <input
          type="search"
          value={text}
          placeholder="Node or Pod"
          aria-label="Find nodes and Pods"
          onChange={(event) => useMap.setState({ text: event.target.value })}
        />
        {text !== '' && <span role="status">{`${number.format(model.found)} found`}</span>}
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
      <section className="panel" aria-label="Map">
        <Head model={model} />
        {model.count > 0 ? (
          <MapCanvas model={model} />
        ) : (
          <p className="m-hint">{live ? 'There is nothing to show yet.' : 'The cluster starts.'}</p>
        )}
      </section>
      {!isPhone && (
        <section className="panel" aria-label="Numbers and inspector">
          <div className="phead">
            <Tabs
              label="Beside the map"
              tabs={[
                { id: 'figures', label: 'In numbers' },
                { id: 'inspector', label: 'Inspector' },
              ]}
              active={tab}
              onSelect={(id) => useMap.setState({ tab: id as 'figures' | 'inspector' })}
            />
          </div>
          {tab === 'figures' ? <Figures model={model} title={titles[colouring]} /> : <Inspector canAct />}
        </section>
      )}
      {isPhone && sheetOpen && selection !== null && (
        <section className="sheet" aria-label="Inspector">
          <button type="button" className="sheet-grip" aria-label="Close the inspector" onClick={() => select(null)} />
          <Inspector canAct={false} />
        </section>
      )}
    </main>
  );
}
