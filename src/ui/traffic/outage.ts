import { losses as said } from '../../language/en/losses.ts';
import { listText } from '../../language/lists.ts';
import type { LossCause } from '../../protocol/loss.ts';
import type { LossRow, SecondCounts } from '../../protocol/traffic.ts';
import type { Flag, NodeRow, PodRow } from '../../protocol/view.ts';
import { shortTime } from '../store/format-time.ts';

/** What the sentence is made from: what was counted and what was seen, nothing else. */
export interface OutageSource {
  readonly nowMs: number;
  readonly losses: readonly LossRow[];
  readonly clients: readonly { readonly row: { readonly name: string }; readonly seconds: readonly SecondCounts[] }[];
  readonly flags: readonly Flag[];
  readonly nodes: ReadonlyMap<string, Pick<NodeRow, 'machine'>>;
  findPod(key: string): Pick<PodRow, 'name' | 'node'> | undefined;
  podAt(ip: string): Pick<PodRow, 'name' | 'node'> | undefined;
  /** Name of the machine beside the cluster that has an address, '' for none. */
  placeAt(ip: string): string;
  /** Whether rules for a Service pick every endpoint equally often. */
  picksEvenly(service: string): boolean;
}

interface Span {
  readonly firstMs: number;
  readonly lastMs: number;
}

const pauseMs = 15_000;
/** A second cause is named from this share of all losses on. */
const leastShare = 0.05;
/** Of so many clients there is a sentence. */
const mostClients = 3;
const nameOf = (key: string) => key.slice(key.indexOf('/') + 1);
const sum = (losses: readonly LossRow[]) => losses.reduce((total, { count }) => total + count, 0);
/** The losses of the last outage: those that hang together in time with the latest. */
export function lastOutage(losses: readonly LossRow[]): readonly LossRow[] {
  const sorted = [...losses].sort((a, b) => b.lastMs - a.lastMs);
  let firstMs = sorted[0]?.firstMs ?? 0;
  const found: LossRow[] = [];
  for (const loss of sorted) {
    if (loss.lastMs < firstMs - pauseMs) break;
    firstMs = Math.min(firstMs, loss.firstMs);
    found.push(loss);
  }
  return found;
}

/** How many of a client's requests ended how: `213 of 2400 requests from shoppers timed out`. */
function whatText(client: string, losses: readonly LossRow[], source: OutageSource, span: Span): string {
  const byOutcome = new Map<LossRow['outcome'], number>();
  for (const { outcome, count } of losses) byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + count);
  const [[first, count] = ['timedOut', 0] as const, ...others] = [...byOutcome].sort((a, b) => b[1] - a[1]);
  const sent = sentIn(source, client, span);
  const what =
    sent >= sum(losses)
      ? said('lostOf', { count, sent, client, outcome: first })
      : said('lost', { count, client, outcome: first });
  const also = others.map(([outcome, number]) => said('lostToo', { count: number, outcome }));
  return listText([what, ...also], 'and', Number.POSITIVE_INFINITY);
}

/** What a client sent in the seconds of a span. */
function sentIn({ clients }: OutageSource, name: string, { firstMs, lastMs }: Span): number {
  const [from, to] = [Math.floor(firstMs / 1000), Math.floor(lastMs / 1000)];
  return clients
    .filter(({ row }) => row.name === name)
    .flatMap(({ seconds }) => seconds.filter(({ second }) => second >= from && second <= to))
    .reduce((total, { sent }) => total + sent, 0);
}

function whenText({ firstMs, lastMs }: Span, isOver: boolean): string {
  const [from, to] = [shortTime(firstMs), shortTime(lastMs)];
  if (!isOver) return said('whenSince', { from });
  return from === to ? said('whenAt', { from }) : said('whenBetween', { from, to });
}

const faultsTold: Readonly<Record<string, string>> = { 'node-crash': 'crash', 'node-partition': 'cut' };

/** What is known to have happened to a node: the fault that was last injected before the outage ended. */
function nodeText(node: string, source: OutageSource, { lastMs }: Span): string {
  const faults = source.flags.filter(({ label, kind, atMs }) => {
    const [fault = '', target] = label.split(' ');
    return kind === 'fault' && target === node && atMs <= lastMs && /^node-/.test(fault);
  });
  const last = faults.at(-1);
  const fault = last && faultsTold[last.label.split(' ')[0]!];
  if (last && fault) return said('nodeFault', { node, fault, time: shortTime(last.atMs) });
  const machine = source.nodes.get(node)?.machine;
  return machine === 'off' ? said('nodeOff', { node }) : machine === 'cut' ? said('nodeCut', { node }) : '';
}

/** When somebody had stopped a component before an outage ended, and not started it again before it began. */
function stoppedAt(component: string, { flags }: OutageSource, { firstMs, lastMs }: Span): number | undefined {
  const before = flags.filter(({ label, kind, atMs }) => {
    const [fault = '', target] = label.split(' ');
    return kind === 'fault' && target === component && /^component-/.test(fault) && atMs <= lastMs;
  });
  const stop = before.findLast(({ label }) => label.startsWith('component-stop'));
  const isMended = before.some(
    ({ label, atMs }) => stop && label.startsWith('component-start') && atMs > stop.atMs && atMs < firstMs,
  );
  return isMended ? undefined : stop?.atMs;
}

/** When the control plane noticed, if it has. */
function noticedText(node: string, source: OutageSource, { firstMs, lastMs }: Span): string {
  const noticed = source.flags.find(
    ({ label, kind, atMs }) =>
      kind === 'change' && label === `${node} NotReady` && atMs >= firstMs - 60_000 && atMs <= lastMs + 60_000,
  );
  return noticed ? said('noticed', { node, time: shortTime(noticed.atMs) }) : '';
}

type Target = LossRow & { readonly cause: Extract<LossCause, { at: 'target' }> };

function targetText(losses: readonly LossRow[], source: OutageSource, span: Span): string {
  const targets = losses.filter((loss): loss is Target => loss.cause.at === 'target');
  const ips = [...new Set(targets.map(({ cause }) => cause.ip))];
  const found = ips.map((ip) => {
    const cause = targets.find((loss) => loss.cause.ip === ip)!.cause;
    return { ip, pod: (cause.pod !== '' && source.findPod(cause.pod)) || source.podAt(ip), known: cause.pod };
  });
  const names = found.map(({ ip, pod, known }) => pod?.name ?? (nameOf(known) || source.placeAt(ip) || ip));
  const nodes = [...new Set(found.flatMap(({ pod }) => pod?.node || []))];
  const happened = nodes.map((node) => nodeText(node, source, span)).filter((text) => text !== '');
  const noticed = nodes.map((node) => noticedText(node, source, span)).filter((text) => text !== '');
  const rules = [...new Set(targets.flatMap(({ cause }) => cause.node || []))].sort();
  const shares = [...new Set(targets.flatMap(({ cause }) => cause.endpoints || []))].sort((a, b) => a - b);
  const whom = {
    names: names.length > 3 ? said('endpoints', { count: names.length }) : listText(names),
    answer: targets[0]!.cause.refused ? 'refused' : 'none',
  };
  const by = { ...whom, nodes: rules.length > 3 ? said('nodes', { count: rules.length }) : listText(rules) };
  const evenly = names.length === 1 && shares.length === 1 && source.picksEvenly(targets[0]!.cause.service);
  const sent =
    rules.length === 0
      ? said('wentTo', whom)
      : evenly
        ? said('rulesShare', { ...by, share: shares[0]! })
        : said('rulesAll', by);
  const known = happened.length > 0 ? said('happenedAnd', { happened: listText(happened), sent }) : sent;
  return noticed.length > 0 ? said('thenNoticed', { sent: known, noticed: noticed.join('; ') }) : known;
}

/** Why, for causes that need no more than themselves. */
function plainText(cause: Exclude<LossCause, { at: 'target' }>): string {
  switch (cause.at) {
    case 'client':
      return said('why.client');
    case 'dns':
      if (cause.isOutside) return said('why.outside', { name: cause.name });
      return said(cause.answer === 'NXDOMAIN' ? 'why.nxdomain' : 'why.noDns', { name: cause.name });
    case 'balancer':
      return cause.node === ''
        ? said('why.noHealthy', { service: cause.service })
        : said('why.balancer', { service: cause.service, node: cause.node });
    case 'ingress':
      return cause.ingress === ''
        ? said('why.noRule', { status: cause.status })
        : said('why.ingress', { status: cause.status, service: cause.service });
    case 'service':
      if (cause.isBarred) return said('why.barred', { service: cause.service });
      return cause.refused
        ? said('why.noEndpoint', { service: cause.service })
        : said('why.local', { node: cause.node, service: cause.service });
    case 'policy':
      return said('why.policy', { names: listText(cause.policies), direction: cause.direction });
    case 'server':
      return said('why.server', { pod: nameOf(cause.pod) || cause.ip, what: cause.what });
  }
}

/** Causes told apart by what would be said of them, the most frequent first. */
function whyText(losses: readonly LossRow[], source: OutageSource, span: Span): string {
  const groups = new Map<string, LossRow[]>();
  for (const loss of losses) {
    const { cause } = loss;
    const key =
      cause.at === 'target'
        ? `target ${cause.service} ${cause.refused}`
        : cause.at === 'server'
          ? `server ${cause.what}`
          : plainText(cause);
    groups.set(key, [...(groups.get(key) ?? []), loss]);
  }
  const sorted = [...groups.values()].sort((a, b) => sum(b) - sum(a));
  const all = sum(losses);
  const told = sorted
    .filter((group, index) => index === 0 || (index === 1 && sum(group) >= all * leastShare))
    .map((group) => groupText(group, source, span));
  return told.length === 2 ? said('andAlso', { first: told[0]!, second: told[1]! }) : told[0]!;
}

/** What is said of losses of one sort. */
function groupText(group: readonly LossRow[], source: OutageSource, span: Span): string {
  const { cause } = group[0]!;
  if (cause.at === 'target') return targetText(group, source, span);
  const stoppedMs = stoppedAt('coredns', source, span);
  if (cause.at === 'dns' && cause.answer === 'no answer' && stoppedMs !== undefined)
    return said('why.dnsStopped', { name: cause.name, time: shortTime(stoppedMs) });
  const others = new Set(group.map(({ cause: one }) => (one.at === 'server' ? one.ip : ''))).size - 1;
  return others > 0 ? said('soOthers', { why: plainText(cause), count: others }) : plainText(cause);
}

function clientText(client: string, losses: readonly LossRow[], source: OutageSource): string {
  const span = {
    firstMs: Math.min(...losses.map(({ firstMs }) => firstMs)),
    lastMs: Math.max(...losses.map(({ lastMs }) => lastMs)),
  };
  const isOver = losses.every(({ perSecond }) => perSecond === 0);
  const what = whatText(client, losses, source, span);
  return said('sentence', { what, when: whenText(span, isOver), why: whyText(losses, source, span) });
}

/**
 * A sentence for each client on the last outage, the worst first: how many requests were lost, when, and why, from the
 * exact counts of losses and what is known of the nodes. '' when none was ever lost.
 */
export function outageText(source: OutageSource): string {
  const losses = lastOutage(source.losses);
  const clients = [...new Set(losses.map(({ client }) => client))]
    .map((client) => ({ client, own: losses.filter((loss) => loss.client === client) }))
    .sort((a, b) => sum(b.own) - sum(a.own));
  const told = clients.slice(0, mostClients).map(({ client, own }) => clientText(client, own, source));
  const more = clients.length - told.length;
  return [...told, ...(more > 0 ? [said('moreClients', { count: more })] : [])].join(' ');
}
