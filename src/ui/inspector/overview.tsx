import { inspector } from '../../language/en/inspector.ts';
import { listText } from '../../language/lists.ts';
import { numberText } from '../../language/numbers.ts';
import type { PodState } from '../../protocol/view.ts';
import { ClientTraffic } from '../../widgets/client-traffic.tsx';
import { PodGlyph, stateNames } from '../../widgets/pod-glyph.tsx';
import { Section } from '../../widgets/section.tsx';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { select } from '../store/view-store.ts';

function countStates(): [PodState, number][] {
  const { states } = mirror.counts;
  return (Object.keys(stateNames) as PodState[]).flatMap((state) =>
    states.has(state) ? [[state, states.get(state)!] as [PodState, number]] : [],
  );
}

function PodCounts() {
  useCluster((state) => state.pods);
  const counts = countStates();
  const most = Math.max(1, ...counts.map(([, count]) => count));
  if (counts.length === 0) return null;
  return (
    <Section title={inspector('podsByState')}>
      <div className="ct">
        {counts.map(([state, count]) => (
          <div key={state}>
            <PodGlyph state={state} />
            <span>{stateNames[state]}</span>
            <span className="n">{numberText(count)}</span>
            <i style={{ width: `${Math.max(2, (count / most) * 100)}%` }} />
          </div>
        ))}
      </div>
    </Section>
  );
}

function Services() {
  useCluster((state) => state.services);
  const services = [...mirror.services.values()].filter((service) => service.namespace !== 'kube-system').slice(0, 50);
  if (services.length === 0) return null;
  return (
    <Section title={inspector('services')}>
      <ul className="objects">
        {services.map((service) => (
          <li key={`${service.namespace}/${service.name}`}>
            <button
              type="button"
              onClick={() => select({ kind: 'Service', namespace: service.namespace, name: service.name })}
            >
              <b>{service.name}</b>
              <span className="muted">
                {inspector('serviceSays', {
                  type: service.type,
                  ready: service.readyEndpoints,
                  all: service.endpoints,
                })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Traffic() {
  const seconds = useCluster((state) => Math.floor(state.nowMs / 1000));
  useCluster((state) => state.traffic);
  const clients = mirror.traffic.clients();
  if (clients.length === 0) return null;
  return (
    <Section title={inspector('traffic')}>
      {clients.map((client) => (
        <ClientTraffic key={`${client.row.name} ${client.row.to}`} client={client} nowMs={seconds * 1000} />
      ))}
    </Section>
  );
}

function Workloads() {
  useCluster((state) => state.workloads);
  const rows = [...mirror.workloads.values()].slice(0, 50);
  if (rows.length === 0) return null;
  return (
    <Section title={inspector('workloads')}>
      <ul className="objects">
        {rows.map((row) => (
          <li key={row.key}>
            <button type="button" onClick={() => select({ kind: row.kind, namespace: row.namespace, name: row.name })}>
              <b>{row.name}</b>
              <span className="muted">
                {inspector('workloadSays', {
                  kind: row.kind,
                  namespace: row.namespace,
                  counts: row.counts,
                  ready: row.ready,
                  all: row.desired,
                })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What the inspector shows when nothing is selected: the cluster in numbers, and what can be opened. */
export function Overview() {
  useCluster((state) => state.nodes);
  const nodes = [...mirror.nodes.values()];
  const stopped = [...useCluster((state) => state.stopped)];
  const down = nodes.filter((node) => node.ready !== 'True').length;
  const parts = [
    down === 0
      ? inspector('nodesReady', { count: nodes.length })
      : inspector('nodesDown', { count: nodes.length, down }),
    stopped.length === 0 ? '' : inspector('stopped', { names: listText(stopped), count: stopped.length }),
    inspector('select'),
  ];
  return (
    <div className="insp-scroll">
      <div className="ih">
        <h2 className="kind">{inspector('cluster')}</h2>
        <p className="say">{parts.filter((part) => part !== '').join(' ')}</p>
      </div>
      <PodCounts />
      <Traffic />
      <Workloads />
      <Services />
    </div>
  );
}
