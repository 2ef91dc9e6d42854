import { useState } from 'react';
import { traffic } from '../../language/en/traffic.ts';
import type { SecondCounts } from '../../protocol/traffic.ts';
import { mirror } from '../store/cluster-store.ts';
import { deedWords } from '../store/deed-words.ts';
import type { ClientTraffic } from '../store/traffic-table.ts';
import { AutoscalerChart } from './autoscaler-chart.tsx';
import type { Moment } from './chart-frame.tsx';
import { LatencyChart, OutcomeChart } from './charts.tsx';
import { domainOf, together } from './series.ts';

const mostMoments = 6;
const mostAutoscalers = 2;

interface Scope {
  readonly name: string;
  readonly is: 'all' | 'client' | 'service';
  readonly seconds: readonly SecondCounts[];
}

/** What can be charted: all clients, each client, each Service. */
function scopesOf(clients: readonly ClientTraffic[]): readonly Scope[] {
  const names = [...new Set(clients.map(({ row }) => row.name))];
  const ofClients = names.map((name) => ({
    name,
    is: 'client' as const,
    seconds: together(clients.filter(({ row }) => row.name === name).map(({ seconds }) => seconds)),
  }));
  const ofServices = mirror.traffic
    .loads()
    .filter((row) => row.kind === 'Service')
    .map(({ key }) => ({
      name: traffic('service', { name: key }),
      is: 'service' as const,
      seconds: mirror.traffic.serviceSeconds(key),
    }));
  const all = {
    name: traffic('allClients'),
    is: 'all' as const,
    seconds: together(clients.map(({ seconds }) => seconds)),
  };
  return names.length > 1 ? [all, ...ofClients, ...ofServices] : [...ofClients, ...ofServices];
}

function momentsIn([from, to]: readonly [number, number]): readonly Moment[] {
  const seen = mirror.flags
    .filter(({ kind, atMs }) => kind !== 'input' && atMs >= from * 1000 && atMs <= to * 1000)
    .map((flag) => ({ second: flag.atMs / 1000, label: deedWords(flag) }));
  return seen.slice(-mostMoments);
}

/** Charts over time: requests by outcome, latency, and what the autoscaler makes of it. */
export function ChartRow({ clients, nowMs }: { readonly clients: readonly ClientTraffic[]; readonly nowMs: number }) {
  const [chosen, setChosen] = useState('');
  const scopes = scopesOf(clients);
  const scope = scopes.find(({ name }) => name === chosen) ?? scopes[0]!;
  // Quantiles cannot be added up: for all clients together those of the busiest one are shown, by its name.
  const timed =
    scope.is !== 'all'
      ? scope
      : scopes.slice(1).reduce((a, b) => (b.seconds.length > 0 && sentBy(b) > sentBy(a) ? b : a), scopes[1]!);
  const nowSecond = nowMs / 1000;
  const domain = domainOf(scope.seconds, Math.floor(nowSecond));
  const moments = momentsIn(domain);
  return (
    <section className="t-charts" aria-label={traffic('charts')}>
      <label className="t-scope">
        <span className="hidden-text">{traffic('chartOf')}</span>
        <select value={scope.name} onChange={(event) => setChosen(event.target.value)}>
          {scopes.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <OutcomeChart of={scope.name} seconds={scope.seconds} {...{ domain, nowSecond, moments }} />
      <LatencyChart of={timed.name} seconds={timed.seconds} {...{ domain, nowSecond, moments: [] }} />
      {[...mirror.autoscalers.values()].slice(0, mostAutoscalers).map((row) => (
        <AutoscalerChart key={row.key} row={row} domain={domain} nowSecond={nowSecond} />
      ))}
    </section>
  );
}

const sentBy = ({ is, seconds }: Scope) =>
  is === 'service' ? -1 : seconds.slice(-60).reduce((sum, { sent }) => sum + sent, 0);
