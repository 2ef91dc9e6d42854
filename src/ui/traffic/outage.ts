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
const list = (words: readonly string[]) =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

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

const verbs: Readonly<Record<LossRow['outcome'], (isOne: boolean) => string>> = {
  timedOut: () => 'timed out',
  refused: (isOne) => `${isOne ? 'was' : 'were'} refused`,
  reset: (isOne) => `${isOne ? 'was' : 'were'} cut off`,
  error: (isOne) => `${isOne ? 'was' : 'were'} answered with an error`,
  failed: () => 'found no address for the name',
};

/** How many of a client's requests ended how: `213 of 2400 requests from shoppers timed out`. */
function whatText(client: string, losses: readonly LossRow[], source: OutageSource, span: Span): string {
  const byOutcome = new Map<LossRow['outcome'], number>();
  for (const { outcome, count } of losses) byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + count);
  const [[first, count] = ['timedOut', 0] as const, ...others] = [...byOutcome].sort((a, b) => b[1] - a[1]);
  const sent = sentIn(source, client, span);
  const of = sent >= sum(losses) ? ` of ${sent}` : '';
  const word = sent === 1 || (of === '' && count === 1) ? 'request' : 'requests';
  const also = others.map(([outcome, number]) => `${number} ${verbs[outcome](number === 1)}`);
  return list([`${count}${of} ${word} from ${client} ${verbs[first](count === 1)}`, ...also]);
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
  if (!isOver) return `since ${shortTime(firstMs)}`;
  const [from, to] = [shortTime(firstMs), shortTime(lastMs)];
  return from === to ? `at ${from}` : `between ${from} and ${to}`;
}

const faultWords: Readonly<Record<string, string>> = {
  'node-crash': 'lost its power',
  'node-partition': 'was cut off from the network',
};

/** What is known to have happened to a node: the fault that was last injected before the outage ended. */
function nodeText(node: string, source: OutageSource, { lastMs }: Span): string {
  const faults = source.flags.filter(({ label, kind, atMs }) => {
    const [fault = '', target] = label.split(' ');
    return kind === 'fault' && target === node && atMs <= lastMs && /^node-/.test(fault);
  });
  const last = faults.at(-1);
  const word = last && faultWords[last.label.split(' ')[0]!];
  if (last && word) return `${node} ${word} at ${shortTime(last.atMs)}`;
  const machine = source.nodes.get(node)?.machine;
  return machine === 'off' ? `${node} is off` : machine === 'cut' ? `${node} is cut off from the network` : '';
}

/** That somebody had stopped a component before an outage ended, and not started it again before it began. */
function stoppedText(component: string, { flags }: OutageSource, { firstMs, lastMs }: Span): string {
  const before = flags.filter(({ label, kind, atMs }) => {
    const [fault = '', target] = label.split(' ');
    return kind === 'fault' && target === component && /^component-/.test(fault) && atMs <= lastMs;
  });
  const stop = before.findLast(({ label }) => label.startsWith('component-stop'));
  const isMended = before.some(
    ({ label, atMs }) => stop && label.startsWith('component-start') && atMs > stop.atMs && atMs < firstMs,
  );
  return stop && !isMended ? `, stopped at ${shortTime(stop.atMs)},` : '';
}

/** When the control plane noticed, if it has. */
function noticedText(node: string, source: OutageSource, { firstMs, lastMs }: Span): string {
  const noticed = source.flags.find(
    ({ label, kind, atMs }) =>
      kind === 'change' && label === `${node} NotReady` && atMs >= firstMs - 60_000 && atMs <= lastMs + 60_000,
  );
  return noticed ? `; the node controller marked ${node} NotReady at ${shortTime(noticed.atMs)}` : '';
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
  const noticed = nodes.map((node) => noticedText(node, source, span)).join('');
  const rules = [...new Set(targets.flatMap(({ cause }) => cause.node || []))].sort();
  const shares = [...new Set(targets.flatMap(({ cause }) => cause.endpoints || []))].sort((a, b) => a - b);
  const what = targets[0]!.cause.refused ? 'which refused' : 'which did not answer';
  const whom = `${names.length > 3 ? `${names.length} endpoints` : list(names)}, ${what}`;
  const sender = rules.length > 3 ? `${rules.length} nodes` : list(rules);
  const evenly = names.length === 1 && shares.length === 1 && source.picksEvenly(targets[0]!.cause.service);
  const share = evenly ? `1 in ${shares[0]} requests` : 'requests';
  const sent = rules.length === 0 ? `they went to ${whom}` : `kube-proxy’s rules on ${sender} sent ${share} to ${whom}`;
  return `${happened.length > 0 ? `${list(happened)}, and ` : ''}${sent}${noticed}`;
}

/** Why, for causes that need no more than themselves. */
function plainText(cause: Exclude<LossCause, { at: 'target' }>): string {
  switch (cause.at) {
    case 'client':
      return 'there was no place for the client to send from';
    case 'dns':
      if (cause.isOutside) return `outside the cluster nobody knows ${cause.name}: no Ingress has an address for it`;
      return cause.answer === 'NXDOMAIN'
        ? `CoreDNS knows no ${cause.name} (NXDOMAIN)`
        : `CoreDNS did not answer for ${cause.name}`;
    case 'balancer':
      return cause.node === ''
        ? `the load balancer of ${cause.service} had no healthy node`
        : `the load balancer of ${cause.service} passed them to ${cause.node}, from which nothing came back`;
    case 'ingress':
      return cause.ingress === ''
        ? `no rule of an Ingress matches (${cause.status})`
        : `the ingress controller answered ${cause.status} for ${cause.service}`;
    case 'service':
      if (cause.isBarred) return `their addresses are in none of the loadBalancerSourceRanges of ${cause.service}`;
      return cause.refused
        ? `no endpoint of ${cause.service} was ready, so kube-proxy’s rules refuse connections`
        : `${cause.node} has no endpoint of ${cause.service} of its own, and its policy is Local`;
    case 'policy':
      return `NetworkPolicy ${list(cause.policies)} drops them (${cause.direction})`;
    case 'server': {
      const who = nameOf(cause.pod) || cause.ip;
      const what = {
        full: 'had no room in its queue',
        error: 'answered with an error',
        ended: 'ended while it worked on them',
        late: 'answered too late',
        'cut off': 'could not be reached any more',
      };
      return `${who} ${what[cause.what]}`;
    }
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
  return sorted
    .filter((group, index) => index === 0 || (index === 1 && sum(group) >= all * leastShare))
    .map((group) => {
      const { cause } = group[0]!;
      if (cause.at === 'target') return targetText(group, source, span);
      if (cause.at === 'dns' && cause.answer === 'no answer')
        return `CoreDNS${stoppedText('coredns', source, span)} did not answer for ${cause.name}`;
      const others = new Set(group.map(({ cause: one }) => (one.at === 'server' ? one.ip : ''))).size - 1;
      return `${plainText(cause)}${others > 0 ? `, and so ${others === 1 ? 'did one other' : `did ${others} others`}` : ''}`;
    })
    .join('; and ');
}

function clientText(client: string, losses: readonly LossRow[], source: OutageSource): string {
  const span = {
    firstMs: Math.min(...losses.map(({ firstMs }) => firstMs)),
    lastMs: Math.max(...losses.map(({ lastMs }) => lastMs)),
  };
  const isOver = losses.every(({ perSecond }) => perSecond === 0);
  const what = whatText(client, losses, source, span);
  return `${what} ${whenText(span, isOver)}: ${whyText(losses, source, span)}.`;
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
  return [
    ...told,
    ...(more > 0 ? [`Requests of ${more} more client${more === 1 ? '' : 's'} were lost too.`] : []),
  ].join(' ');
}
