import type { Random } from '../../../base/random.ts';
import type { DnsAnswer, DnsRecord, RecordType } from '../../shell/network-access.ts';
import type { ServiceView } from '../proxy/service-view.ts';
import type { ForwardConfig, HostsConfig, NameServerConfig, Rewrite, ServerConfig } from './corefile/config.ts';
import { rewritten, writtenBack } from './corefile/rewrite-rule.ts';
import { isInZone } from './corefile/words.ts';
import { type Cached, DnsCache, type Found } from './dns-cache.ts';
import { hostsLines } from './hosts-file.ts';
import { lookUp } from './zone.ts';

/** What a name server asks of what is around it. */
export interface NameServerPlace {
  readonly view: ServiceView;
  readonly random: Random;
  /** Its own address. */
  readonly ip: string;
  hasPod(namespace: string, ip: string): boolean;
  /** The text of a file of its container, '' when there is none. */
  file(path: string): string;
  /** What another name server answers; undefined when it does not. */
  ask(server: string, name: string, type: RecordType, depth: number): Found | undefined;
  /** Writes a line into its log. */
  log(line: string): void;
  nowMs(): number;
}

/** An answer, or that none comes. */
export type Reply = Cached | undefined;

/** Chains of aliases and of servers that ask others are followed so far. */
const MOST_STEPS = 8;
const REFUSED: Cached = { answer: { rcode: 'REFUSED', records: [] }, denialS: 0, untilMs: Infinity, isKept: false };
const NXDOMAIN: DnsAnswer = { rcode: 'NXDOMAIN', records: [] };

interface Block {
  readonly config: ServerConfig;
  readonly cache: DnsCache | undefined;
  /** Whose turn among several servers to ask it is. */
  turn: number;
}

/** A running CoreDNS with what it keeps. A reload makes a new one. */
export class NameServer {
  readonly config: NameServerConfig;
  private readonly blocks: readonly Block[];
  private readonly place: NameServerPlace;

  constructor(config: NameServerConfig, place: NameServerPlace) {
    this.config = config;
    this.place = place;
    this.blocks = config.servers.map((server) => ({
      config: server,
      cache: server.cache && new DnsCache(server.cache),
      turn: 0,
    }));
  }

  /** Whether every question leaves a line in its log. */
  get logs(): boolean {
    return this.blocks.some(({ config }) => config.logs);
  }

  /** Answers a question for a full name. @param from address of who asks */
  answer(name: string, type: RecordType, from: string, depth = 0): Reply {
    const full = `${name.toLowerCase().replace(/\.$/, '')}.`;
    const block = this.blockFor(full);
    if (!block || depth > MOST_STEPS) return REFUSED;
    const found = this.throughCache(block, full, type, depth);
    if (block.config.logs) this.place.log(logLine(from, full, type, found?.answer));
    return found;
  }

  /** The block with the longest zone that the name lies in. Models dnsserver's choice of a server. */
  private blockFor(full: string): Block | undefined {
    let best: Block | undefined;
    let length = -1;
    for (const block of this.blocks) {
      if (block.config.port !== 53) continue;
      for (const zone of block.config.zones) {
        if (zone.length <= length || !isInZone(full, zone)) continue;
        best = block;
        length = zone.length;
      }
    }
    return best;
  }

  private throughCache(block: Block, full: string, type: RecordType, depth: number): Reply {
    const nowMs = this.place.nowMs();
    const kept = block.cache?.get(full, type, nowMs);
    if (kept) return kept;
    const found = this.throughRewrites(block, full, type, depth);
    if (!found) return undefined;
    return block.cache?.put(full, type, found, nowMs) ?? { ...found, untilMs: Infinity, isKept: false };
  }

  private throughRewrites(block: Block, full: string, type: RecordType, depth: number): Found | undefined {
    let name = full;
    const used: Rewrite[] = [];
    for (const rule of block.config.rewrites) {
      const next = rewritten(rule, name);
      if (next === undefined) continue;
      name = next;
      used.push(rule);
      if (!rule.continues) break;
    }
    const found = this.find(block, name, type, depth);
    if (!found || used.length === 0) return found;
    const back = (one: string): string => used.reduceRight((text, rule) => writtenBack(rule, text, full, name), one);
    const records = found.answer.records.map((record) => ({ ...record, name: back(record.name) }));
    return { ...found, answer: { ...found.answer, records } };
  }

  /** hosts, kubernetes and forward, in this order. */
  private find(block: Block, full: string, type: RecordType, depth: number): Found | undefined {
    const { hosts, kubernetes, forwards } = block.config;
    let last: Found | undefined;
    if (hosts) {
      last = this.fromHosts(hosts, full, type);
      if (last && !goesOn(last, full, hosts.fallthrough)) return last;
    }
    if (kubernetes) {
      const { view } = this.place;
      const hasPod = (namespace: string, ip: string): boolean => this.place.hasPod(namespace, ip);
      const answer = lookUp(view, full, type, { ...kubernetes, hasPod });
      last = answer ? { answer: this.completed(answer, type, depth), denialS: kubernetes.ttl } : last;
      if (answer && !goesOn(last!, full, kubernetes.fallthrough)) return last;
    }
    const way = forwards.find(
      ({ from, except }) => isInZone(full, from) && !except.some((zone) => isInZone(full, zone)),
    );
    if (way) return this.forward(block, way, full, type, depth);
    return last ?? { answer: REFUSED.answer, denialS: 0 };
  }

  private fromHosts(config: HostsConfig, full: string, type: RecordType): Found | undefined {
    if (!config.zones.some((zone) => isInZone(full, zone))) return undefined;
    const lines = [...config.lines.flatMap(hostsLines), ...hostsLines(this.place.file(config.file))];
    const name = full.slice(0, -1);
    const record = (data: string, kind: RecordType): DnsRecord => ({ name: full, type: kind, ttl: config.ttl, data });
    const reverseIp = /^(.*)\.in-addr\.arpa$/.exec(name)?.[1]?.split('.').toReversed().join('.');
    const found =
      reverseIp === undefined
        ? lines.filter(({ names }) => names.includes(name)).map(({ ip }) => record(ip, 'A'))
        : config.reverse
          ? lines
              .filter(({ ip }) => ip === reverseIp)
              .flatMap(({ names }) => names.map((one) => record(`${one}.`, 'PTR')))
          : [];
    if (found.length === 0) return { answer: NXDOMAIN, denialS: config.ttl };
    return { answer: { rcode: 'NOERROR', records: found.filter((one) => one.type === type) }, denialS: config.ttl };
  }

  /** An alias is answered with what it stands for, which the server asks itself. */
  private completed(answer: DnsAnswer, type: RecordType, depth: number): DnsAnswer {
    const alias = answer.records.find((record) => record.type === 'CNAME');
    if (!alias || type === 'CNAME') return answer;
    const target = this.answer(alias.data, type, '127.0.0.1', depth + 1)?.answer.records ?? [];
    return { rcode: 'NOERROR', records: [alias, ...target] };
  }

  private forward(block: Block, way: ForwardConfig, full: string, type: RecordType, depth: number): Found | undefined {
    const servers = this.serversOf(way);
    const first =
      way.policy === 'sequential'
        ? 0
        : way.policy === 'round_robin'
          ? block.turn++ % servers.length
          : servers.length > 1
            ? this.place.random.int(servers.length)
            : 0;
    for (let i = 0; i < servers.length; i++) {
      const found = this.place.ask(servers[(first + i) % servers.length]!, full.slice(0, -1), type, depth + 1);
      if (found) return found;
    }
    if (block.config.logsErrors) {
      const way = `${this.place.ip}:${32_768 + this.place.random.int(28_000)}->${servers[first]}:53`;
      this.place.log(`[ERROR] plugin/errors: 2 ${full} ${type}: read udp ${way}: i/o timeout`);
    }
    return undefined;
  }

  /** The addresses of servers to ask: those of a file's `nameserver` lines for a file. */
  serversOf({ to }: ForwardConfig): string[] {
    return to.flatMap((one) => {
      if (!one.startsWith('/')) return one.replace(/^(dns|tls):\/\//, '').replace(/:\d+$/, '');
      return [...this.place.file(one).matchAll(/^nameserver\s+(\S+)/gm)].map(([, ip]) => ip!);
    });
  }
}

/** Whether a plugin that has not found a name passes it on. */
function goesOn({ answer }: Found, full: string, zones: readonly string[]): boolean {
  return answer.rcode === 'NXDOMAIN' && zones.some((zone) => isInZone(full, zone));
}

/** A line of plugin/log in its common form. */
function logLine(from: string, full: string, type: RecordType, answer: DnsAnswer | undefined): string {
  const id = [...full].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_536, 7);
  const size = full.length + 17;
  const answered = size + (answer?.records ?? []).reduce((sum, { data }) => sum + full.length + 12 + data.length, 0);
  const flags = answer === undefined ? '-' : answer.rcode === 'REFUSED' ? 'qr,rd' : 'qr,aa,rd';
  const rcode = answer?.rcode ?? 'SERVFAIL';
  return `[INFO] ${from}:${32_768 + (id % 28_000)} - ${id} "${type} IN ${full} udp ${size} false 512" ${rcode} ${flags} ${answered} 0.000${100 + (id % 900)}s`;
}
