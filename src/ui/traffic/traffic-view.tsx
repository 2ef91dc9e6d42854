import './traffic.css';
import { useCallback, useMemo, useRef, useState } from 'react';
import { traffic } from '../../language/en/traffic.ts';
import type { RequestRow } from '../../protocol/traffic.ts';
import type { PodRow } from '../../protocol/view.ts';
import { Segmented } from '../../widgets/segmented.tsx';
import { wholeNames } from '../../widgets/whole-names.tsx';
import { Patterns } from '../scene/figure-lines.tsx';
import { useSize } from '../scene/use-size.ts';
import type { PageLayout } from '../shell/use-layout.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { setClient } from '../store/commands.ts';
import type { ClientTraffic } from '../store/traffic-table.ts';
import { select, showPage } from '../store/view-store.ts';
import { ChartRow } from './chart-row.tsx';
import { Clients } from './clients.tsx';
import { useDots } from './dots.ts';
import { layOut, rowsThatFit } from './figure-layout.ts';
import { figureOf } from './figure-model.ts';
import { FlowFigure } from './flow-figure.tsx';
import { FlowTwin } from './flow-twin.tsx';
import { Loads } from './loads-table.tsx';
import { outageText } from './outage.ts';
import { RequestList, RequestPath } from './request-panel.tsx';
import { waysOf } from './ways.ts';
import { Ways } from './ways-panel.tsx';
import { WhyLost } from './why-lost.tsx';

function Empty({ canAct }: { readonly canAct: boolean }) {
  const service = [...mirror.services.values()].find(
    ({ endpoints, namespace, name }) => endpoints > 0 && namespace === 'default' && name !== 'kubernetes',
  );
  const to = service && `http://${service.name}.${service.namespace}:${Number.parseInt(service.ports, 10) || 80}/`;
  return (
    <div className="t-empty">
      <h2>{traffic('noRequests')}</h2>
      <p className="say">
        {service === undefined
          ? traffic('noService')
          : traffic('nobodyCalls', { service: service.name, count: service.readyEndpoints })}
      </p>
      {canAct && service !== undefined && (
        <button
          type="button"
          className="t-send"
          onClick={() => setClient({ name: `${service.name}-client`, to: to!, rps: 50 })}
        >
          {traffic('sendTo', { service: service.name })}
        </button>
      )}
    </div>
  );
}

const byIp = (ip: string): PodRow | undefined => {
  let found: PodRow | undefined;
  for (const pod of mirror.pods.values())
    if (pod.ip === ip && (found === undefined || pod.createdMs > found.createdMs)) found = pod;
  return found;
};
const byKey = (key: string) => {
  const at = key.indexOf('/');
  return mirror.findPod(key.slice(0, at), key.slice(at + 1));
};

/** The machine beside the cluster that has an address. */
const placeAt = (ip: string): string => [...mirror.machines.values()].find((row) => row.ip === ip)?.name ?? '';

const picksEvenly = (service: string) => {
  const rules = mirror.traffic.rules(service);
  return rules.length > 0 && rules.every(({ isSticky, way }) => !isSticky && (way === 'random' || way === 'rr'));
};

/** What the sentence says; the same object until something that it is made from has changed. */
function sentence(nowMs: number): string {
  const { traffic, flags, nodes } = mirror;
  const source = { losses: traffic.losses(), clients: traffic.clients(), flags, nodes, nowMs, placeAt, picksEvenly };
  return outageText({ ...source, findPod: byKey, podAt: byIp });
}

function FlowPanel({ open, phone }: { readonly open: (row: RequestRow) => void; readonly phone: boolean }) {
  const changes = useCluster((state) => state.traffic + state.services);
  const holder = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(holder);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mirror has changed
  const figure = useMemo(() => {
    const source = { traffic: mirror.traffic, services: mirror.services, findPod: byKey, podAt: byIp, placeAt };
    return figureOf({ ...source, mostRows: rowsThatFit(height) });
  }, [changes, height]);
  const layout = useMemo(
    () => (width > 0 && height > 0 ? layOut(figure, Math.max(width, 760), height) : null),
    [figure, width, height],
  );
  const requests = mirror.traffic.requests();
  const openId = useCallback(
    (id: number) => {
      const row = mirror.traffic.requests().find((each) => each.id === id);
      if (row) open(row);
    },
    [open],
  );
  const motion = useDots(requests, figure, layout, openId);
  const openPod = useCallback((pod: PodRow) => {
    select({ kind: 'Pod', namespace: pod.namespace, name: pod.name });
    showPage('cluster');
  }, []);
  return (
    <div className="t-holder" ref={holder}>
      {layout !== null && !phone && (
        <>
          <FlowFigure figure={figure} layout={layout} motion={motion} openPod={openPod} />
          <FlowTwin figure={figure} layout={layout} openPod={openPod} />
        </>
      )}
    </div>
  );
}

const modes = () =>
  [
    { id: 'ways', label: traffic('sideBySide') },
    { id: 'flow', label: traffic('flow') },
  ] as const;

/** The last row of each client. */
const newestOf = (clients: readonly ClientTraffic[]) => [
  ...new Map(clients.map(({ row }) => [row.name, row])).values(),
];

/** The Traffic view: where requests go, what becomes of them, and why. */
export default function TrafficView({ layout }: { readonly layout: PageLayout }) {
  useCluster((state) => state.traffic);
  useCluster((state) => state.services);
  const { nowMs } = useCluster.getState();
  const [row, setRow] = useState<RequestRow | null>(null);
  const clients = mirror.traffic.clients();
  const outage = sentence(nowMs);
  const phone = layout === 'phone';
  const [mode, setMode] = useState<'ways' | 'flow'>('ways');
  const ways = waysOf(newestOf(clients), mirror.machines);
  return (
    <main className={`work traffic on-${layout}${clients.length === 0 ? ' quiet' : ''}`}>
      <svg className="defs-only" aria-hidden="true">
        <Patterns />
        <pattern id="p-lost" patternUnits="userSpaceOnUse" width="6" height="6" patternTransform="rotate(45)">
          <rect width="6" height="6" fill="var(--alarm-fill)" />
          <rect width="1.6" height="6" fill="var(--paper)" opacity=".6" />
        </pattern>
      </svg>
      <section className="panel t-flow" aria-label={traffic('title')}>
        {clients.length === 0 ? (
          <Empty canAct={!phone} />
        ) : (
          <>
            <h2 className="hidden-text">{traffic('title')}</h2>
            {ways.length > 0 && (
              <div className="t-mode">
                <Segmented label={traffic('whatIsShown')} options={modes()} value={mode} onChange={setMode} />
              </div>
            )}
            {ways.length > 0 && mode === 'ways' ? (
              <Ways ways={ways} clients={clients} nowMs={nowMs} canAct={!phone} />
            ) : (
              <FlowPanel open={setRow} phone={phone} />
            )}
            <p className={outage === '' ? 'say t-say calm' : 'say t-say'}>
              <span data-testid="outage">{wholeNames(outage || traffic('nothingFailed'))}</span>{' '}
              {outage !== '' && <WhyLost />}
            </p>
            <Loads loads={mirror.traffic.loads()} visible={phone} />
          </>
        )}
      </section>
      <aside className="panel t-side" aria-label={traffic('sidePanel')}>
        {row !== null && <RequestPath row={row} close={() => setRow(null)} />}
        <Clients clients={clients} nowMs={nowMs} canAct={!phone} />
        {clients.length > 0 && (
          <RequestList requests={mirror.traffic.requests()} openId={row?.id ?? null} open={setRow} />
        )}
      </aside>
      {clients.length > 0 && <ChartRow clients={clients} nowMs={nowMs} />}
    </main>
  );
}
