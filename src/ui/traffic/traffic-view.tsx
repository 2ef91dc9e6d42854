import './traffic.css';
import { useState } from 'react';
import type { LoadRow, RequestRow } from '../../protocol/traffic.ts';
import { ClientTraffic } from '../../widgets/client-traffic.tsx';
import type { PageLayout } from '../shell/use-layout.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { setClient } from '../store/commands.ts';
import { FlowFigure } from './flow-figure.tsx';
import { flowOf } from './flow-model.ts';
import { hopText } from './hop-text.ts';
import { outageText } from './outage.ts';

const sampleMs = 10_000;
const listed = 30;

const send = (name: string, namespace: string, ports: string, rps: number) =>
  setClient({ name: `${name}-client`, to: `http://${name}.${namespace}:${Number.parseInt(ports, 10) || 80}/`, rps });

function Empty({ canAct }: { readonly canAct: boolean }) {
  const service = [...mirror.services.values()].find((row) => row.endpoints > 0 && row.namespace === 'default');
  return (
    <div className="t-empty">
      <h2>No requests yet</h2>
      <p className="say">
        {service === undefined
          ? 'There is no Service with endpoints that a client could call.'
          : `${service.name} has ${service.readyEndpoints} ready endpoints, and nobody calls it.`}
      </p>
      {canAct && service !== undefined && (
        <button
          type="button"
          className="t-send"
          onClick={() => send(service.name, service.namespace, service.ports, 50)}
        >
          {`Send 50 requests/s to ${service.name}`}
        </button>
      )}
    </div>
  );
}

function Loads({ loads }: { readonly loads: readonly LoadRow[] }) {
  const ms = (value: number | null) => (value === null ? '–' : value.toFixed(1));
  return (
    <table className="t-loads">
      <caption>
        Services and Pods in the last second that brought them requests; p50 and p99 in ms; failed since the start
      </caption>
      <thead>
        <tr>
          {['', 'req/s', 'p50', 'p99', 'failed'].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {loads.map((row) => {
          const failed = row.error + row.refused + row.reset + row.timedOut + row.failed;
          return (
            <tr key={`${row.kind} ${row.key}`}>
              <th scope="row">{`${row.kind} ${row.key}`}</th>
              <td>{row.perSecond}</td>
              <td>{ms(row.p50Ms)}</td>
              <td>{ms(row.p99Ms)}</td>
              <td className={failed > 0 ? 'alarm' : ''}>{failed > 0 ? `✕ ${failed}` : '0'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Requests({ requests }: { readonly requests: readonly RequestRow[] }) {
  const [open, setOpen] = useState<RequestRow | null>(null);
  return (
    <div className="t-requests">
      <h3>{open === null ? 'Requests' : `${open.client}: ${open.outcome} after ${open.tookMs.toFixed(0)} ms`}</h3>
      {open !== null && (
        <ol data-testid="request-path">
          {open.path.map((hop, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a path never changes
            <li key={index}>{`${hopText(hop)}.`}</li>
          ))}
        </ol>
      )}
      <ul>
        {requests.map((row) => (
          <li key={row.id}>
            <button type="button" aria-pressed={row.id === open?.id} onClick={() => setOpen(row)}>
              {`${row.outcome === 'ok' ? '●' : '✕'} ${row.client}, ${row.outcome}, ${row.tookMs.toFixed(0)} ms`}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The Traffic view: where requests go, what becomes of them, and why. */
export function TrafficView({ layout }: { readonly layout: PageLayout }) {
  useCluster((state) => state.traffic);
  useCluster((state) => state.services);
  const running = useCluster((state) => state.running);
  const { nowMs } = useCluster.getState();
  const clients = mirror.traffic.clients();
  const requests = mirror.traffic.requests().filter((row) => row.sentMs + row.tookMs >= nowMs - sampleMs);
  const rates = new Map(clients.map(({ row }) => [row.name, row.rps]));
  const perSecond = clients.reduce((sum, { row }) => sum + row.rps, 0);
  const outage = outageText(requests, perSecond);
  return (
    <main className={`work traffic on-${layout}`}>
      <section className="panel t-flow" aria-label="Traffic">
        {clients.length === 0 ? (
          <Empty canAct={layout !== 'phone'} />
        ) : (
          <>
            <FlowFigure flow={flowOf(requests, rates)} moves={running} />
            <p className="say">{outage || 'No request has failed in the last 10 s.'}</p>
            <Loads loads={mirror.traffic.loads()} />
          </>
        )}
      </section>
      <section className="panel t-side" aria-label="Clients and requests">
        {clients.map((client) => (
          <div key={`${client.row.name} ${client.row.to}`}>
            <ClientTraffic client={client} nowMs={nowMs} />
            {layout !== 'phone' && client.row.rps > 0 && (
              <button type="button" className="t-send" onClick={() => setClient({ ...client.row.spec, rps: 0 })}>
                {`Stop ${client.row.name}`}
              </button>
            )}
          </div>
        ))}
        <Requests requests={requests.slice(-listed).reverse()} />
      </section>
    </main>
  );
}
