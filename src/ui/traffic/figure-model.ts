import { traffic } from '../../language/en/traffic.ts';
import type { LossRow, RulesRow, TrafficRow } from '../../protocol/traffic.ts';
import type { PodRow, ServiceRow } from '../../protocol/view.ts';
import type { ClientTraffic, TrafficTable } from '../store/traffic-table.ts';
import { grouped } from './figure-groups.ts';
import { lossText, stationOf } from './loss-text.ts';

/** Losses at a place that have the same cause. */
export interface StationLoss {
  readonly text: string;
  readonly perSecond: number;
}

/** A box that requests pass: a client, a way in, or a Service. */
export interface Station {
  readonly id: string;
  readonly column: 'client' | 'via' | 'service';
  readonly title: string;
  readonly note: string;
  readonly perSecond: number;
  readonly lostPerSecond: number;
  readonly losses: readonly StationLoss[];
  /** Where a way in sends what comes: rule and Service. */
  readonly rules: readonly { readonly rule: string; readonly to: string }[];
  /** What is to be said of a Service's rules, where nodes differ. */
  readonly differs: string;
}

/** A Pod, an address or a group of Pods at the end of the figure, with its numbers. */
export interface Row {
  readonly id: string;
  /** Stations that the row stands for. */
  readonly members: readonly string[];
  readonly service: string;
  readonly title: string;
  readonly suffix: string;
  readonly node: string;
  readonly pod: PodRow | undefined;
  readonly perSecond: number;
  readonly lostPerSecond: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly losses: readonly StationLoss[];
  /** What the rule of the most nodes says of it: `0.333`, `1 in 3`, `rr`; '' when it is in no rule. */
  readonly chance: string;
}

/** What passes between two of them. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly perSecond: number;
  readonly lostPerSecond: number;
}

/** All that the figure draws. */
export interface Figure {
  readonly stations: readonly Station[];
  readonly rows: readonly Row[];
  readonly edges: readonly Edge[];
  /** Pods behind these Services that get nothing. */
  readonly idle: readonly PodRow[];
  /** Which row or station stands for a station. */
  readonly standsFor: ReadonlyMap<string, string>;
}

/** What the figure is made from. */
export interface FigureSource {
  readonly traffic: Pick<TrafficTable, 'clients' | 'flows' | 'losses' | 'load' | 'rules' | 'requests'>;
  readonly services: ReadonlyMap<string, ServiceRow>;
  findPod(key: string): PodRow | undefined;
  podAt(ip: string): PodRow | undefined;
  /** Name of the machine beside the cluster that has an address, '' for none. */
  placeAt(ip: string): string;
  /** So many rows fit; with more, Pods of one owner and revision share one. */
  readonly mostRows: number;
}

const nameOf = (key: string) => key.slice(key.indexOf('/') + 1);
const keyOf = (id: string) => id.slice(id.indexOf(' ') + 1);
const kindOf = (id: string) => id.slice(0, id.indexOf(' '));
const short = (key: string) => (key.startsWith('default/') ? nameOf(key) : key);

/** Losses at a station now, by cause, the most first. */
function lossesAt(losses: readonly LossRow[], isHere: (loss: LossRow) => boolean): StationLoss[] {
  const found = new Map<string, number>();
  for (const loss of losses) {
    if (loss.perSecond === 0 || !isHere(loss)) continue;
    const text = lossText(loss.cause);
    found.set(text, (found.get(text) ?? 0) + loss.perSecond);
  }
  return [...found].map(([text, perSecond]) => ({ text, perSecond })).sort((a, b) => b.perSecond - a.perSecond);
}

/** The Pod that has an address, where one does: it is one place, by whatever name requests came to it. */
function placeOf(id: string, source: FigureSource): string {
  const pod = kindOf(id) === 'address' ? source.podAt(keyOf(id)) : undefined;
  return pod ? `pod ${pod.namespace}/${pod.name}` : id;
}

function flowsNow(source: FigureSource): readonly Edge[] {
  const places = new Map<string, string>();
  for (const { to } of source.traffic.flows()) places.set(to, placeOf(to, source));
  const flows = joined(source.traffic.flows(), places);
  const active = flows.filter((flow) => flow.perSecond > 0 || flow.lostPerSecond > 0);
  return active.length > 0 ? active : flows;
}

/** The rule for an endpoint as kube-proxy writes it: iptables tries one after the other, the last one takes the rest. */
export function chanceOf({ mode, way, endpoints }: RulesRow, index: number): string {
  const left = endpoints.length - index;
  if (mode === 'ipvs') return way;
  if (mode === 'nftables') return traffic('chanceOf', { index, count: endpoints.length });
  return left === 1 ? (endpoints.length === 1 ? traffic('always') : traffic('theRest')) : `p ${(1 / left).toFixed(3)}`;
}

function differing(all: readonly RulesRow[]): string {
  const [main, ...others] = all.filter((row) => row.port === all[0]?.port);
  if (main === undefined || others.length === 0) return '';
  const said = others.map(
    ({ nodes, endpoints }) =>
      `${nodes.length > 2 ? traffic('nodes', { count: nodes.length }) : nodes.join(', ')}: ${endpoints.length}`,
  );
  return traffic('rulesDiffer', { count: main.endpoints.length, said: said.join('; ') });
}

function serviceStation(id: string, source: FigureSource, edges: readonly Edge[], losses: readonly LossRow[]): Station {
  const key = keyOf(id);
  const row = source.services.get(key);
  const rules = source.traffic.rules(key);
  const load = source.traffic.load('Service', key);
  const main = rules[0];
  const address = row === undefined ? traffic('deleted') : `${row.type} ${row.clusterIP}`;
  const note =
    row === undefined || main === undefined || passesProxy(id, edges)
      ? address
      : traffic(main.isSticky ? 'modeSticky' : 'mode', { note: address, mode: main.mode });
  return {
    ...{ id, column: 'service', title: short(key), rules: [], differs: differing(rules) },
    note,
    perSecond: load?.perSecond ?? 0,
    lostPerSecond: 0,
    losses: lossesAt(losses, (loss) => stationOf(loss.cause) === id),
  };
}

function viaStation(id: string, source: FigureSource, edges: readonly Edge[], losses: readonly LossRow[]): Station {
  const key = keyOf(id);
  const out = edges.filter((edge) => edge.from === id);
  const into = edges.filter((edge) => edge.to === id);
  const isIngress = kindOf(id) === 'ingress';
  const ruleTo = new Map<string, string>();
  for (const { path } of source.traffic.requests())
    for (const hop of path) if (hop.at === 'ingress' && hop.ingress === key) ruleTo.set(hop.service, hop.rule);
  const address = source.services.get(key)?.externalIP ?? '';
  return {
    ...{ id, column: 'via', differs: '' },
    title: key === '-' ? traffic('noIngressRule') : short(key),
    note: isIngress ? traffic('hop.ingress') : `LoadBalancer ${address}`,
    perSecond: into.reduce((sum, edge) => sum + edge.perSecond, 0),
    lostPerSecond: into.reduce((sum, edge) => sum + edge.lostPerSecond, 0),
    losses: lossesAt(losses, (loss) => stationOf(loss.cause) === id),
    rules: isIngress ? out.map((edge) => ({ rule: ruleTo.get(keyOf(edge.to)) ?? '', to: short(keyOf(edge.to)) })) : [],
  };
}

function clientStation({ row }: { readonly row: TrafficRow }, losses: readonly LossRow[]): Station {
  const place = row.spec.pod === undefined ? traffic(`from.${row.from}`) : nameOf(row.spec.pod);
  const own = losses.filter((loss) => loss.client === row.name);
  return {
    ...{ id: `client ${row.name}`, column: 'client', title: row.name, rules: [], differs: '' },
    note: row.rps > 0 ? place : traffic('stopped'),
    perSecond: row.perSecond,
    lostPerSecond: own.reduce((sum, loss) => sum + loss.perSecond, 0),
    losses: lossesAt(own, (loss) => stationOf(loss.cause) === ''),
  };
}

function rowOf(id: string, service: string, chance: string, source: FigureSource, losses: readonly LossRow[]): Row {
  const key = keyOf(id);
  const isPod = kindOf(id) === 'pod';
  const pod = isPod ? source.findPod(key) : source.podAt(key);
  const load = pod && source.traffic.load('Pod', `${pod.namespace}/${pod.name}`);
  const name = pod ? pod.name : isPod ? nameOf(key) : source.placeAt(key) || key;
  return {
    ...{ id, members: [id], service, pod, chance },
    title: pod ? pod.label : name,
    suffix: pod?.suffix ?? '',
    node: pod?.node ?? (isPod ? traffic('gone') : ''),
    perSecond: 0,
    lostPerSecond: 0,
    p50Ms: load?.p50Ms ?? null,
    p99Ms: load?.p99Ms ?? null,
    losses: lossesAt(losses, (loss) => placeOf(stationOf(loss.cause), source) === id),
  };
}

/** Whether all that comes to a Service comes from an ingress controller, which asks endpoints in turn, past kube-proxy. */
function passesProxy(service: string, edges: readonly Edge[]): boolean {
  const into = edges.filter((edge) => edge.to === service);
  return into.length > 0 && into.every((edge) => kindOf(edge.from) === 'ingress');
}

/** The Pods and addresses behind a station, endpoints of its rules first, with what comes to each. */
function rowsBehind(from: string, source: FigureSource, edges: readonly Edge[], losses: readonly LossRow[]): Row[] {
  const ids = new Map<string, string>();
  const main = kindOf(from) === 'service' ? source.traffic.rules(keyOf(from))[0] : undefined;
  const isDirect = passesProxy(from, edges);
  for (const [index, address] of (main?.endpoints ?? []).entries()) {
    const ip = address.slice(0, address.lastIndexOf(':'));
    const pod = source.podAt(ip);
    ids.set(
      pod ? `pod ${pod.namespace}/${pod.name}` : `address ${ip}`,
      isDirect ? traffic('inTurn') : chanceOf(main!, index),
    );
  }
  const out = edges.filter((edge) => edge.from === from && /^(pod|address) /.test(edge.to));
  for (const { to } of out) if (!ids.has(to)) ids.set(to, '');
  return [...ids].map(([id, chance]) => {
    const edge = out.find(({ to }) => to === id);
    const row = rowOf(id, from, chance, source, losses);
    return { ...row, perSecond: edge?.perSecond ?? 0, lostPerSecond: edge?.lostPerSecond ?? 0 };
  });
}

/** Edges between what is drawn: those to places that are one are one. */
function joined(edges: readonly Edge[], standsFor: ReadonlyMap<string, string>): Edge[] {
  const found = new Map<string, Edge>();
  for (const edge of edges) {
    const from = standsFor.get(edge.from) ?? edge.from;
    const to = standsFor.get(edge.to);
    if (to === undefined) continue;
    const known = found.get(`${from} ${to}`) ?? { from, to, perSecond: 0, lostPerSecond: 0 };
    const perSecond = known.perSecond + edge.perSecond;
    found.set(`${from} ${to}`, { from, to, perSecond, lostPerSecond: known.lostPerSecond + edge.lostPerSecond });
  }
  return [...found.values()];
}

function idlePods(services: readonly string[], rows: readonly Row[], source: FigureSource): PodRow[] {
  const shown = new Set(rows.flatMap((row) => row.members));
  const idle = services.flatMap((id) => {
    const row = source.services.get(keyOf(id));
    return (row?.pods ?? []).flatMap((name) => {
      const key = `${row!.namespace}/${name}`;
      const pod = shown.has(`pod ${key}`) ? undefined : source.findPod(key);
      return pod ?? [];
    });
  });
  return [...new Set(idle)];
}

/** Clients that still send or have just sent; all of them when none does. */
function clientsNow(clients: readonly ClientTraffic[]): readonly ClientTraffic[] {
  const newest = [...new Map(clients.map((client) => [client.row.name, client])).values()];
  const active = newest.filter(({ row }) => row.rps > 0 || row.perSecond > 0);
  return active.length > 0 ? active : newest;
}

/** The figure of the traffic now. */
export function figureOf(source: FigureSource): Figure {
  const clients = clientsNow(source.traffic.clients());
  const names = new Set(clients.map(({ row }) => `client ${row.name}`));
  const losses = source.traffic.losses();
  const edges = flowsNow(source).filter((edge) => kindOf(edge.from) !== 'client' || names.has(edge.from));
  const ids = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  const vias = [...ids].filter((id) => /^(balancer|ingress) /.test(id)).sort();
  const services = [...ids].filter((id) => kindOf(id) === 'service').sort();
  const stations = [
    ...clients.map((client) => clientStation(client, losses)),
    ...vias.map((id) => viaStation(id, source, edges, losses)),
    ...services.map((id) => serviceStation(id, source, edges, losses)),
  ];
  const all = [...services, ...vias, ...names].flatMap((id) => rowsBehind(id, source, edges, losses));
  const rows = all.length > source.mostRows ? grouped(all) : all;
  const standsFor = new Map(stations.map(({ id }) => [id, id]));
  for (const row of rows) for (const member of row.members) standsFor.set(member, row.id);
  for (const { to } of source.traffic.flows()) {
    const row = standsFor.get(placeOf(to, source));
    if (row !== undefined) standsFor.set(to, row);
  }
  return { stations, rows, edges: joined(edges, standsFor), idle: idlePods(services, all, source), standsFor };
}
