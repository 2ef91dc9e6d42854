import type { DnsAnswer, RecordType } from '../../shell/network-access.ts';
import type { CacheConfig } from './corefile/config.ts';
import { isInZone } from './corefile/words.ts';

/** What is found, and for how many seconds a cache may keep that there is nothing: the last number of the zone's SOA. */
export interface Found {
  readonly answer: DnsAnswer;
  readonly denialS: number;
}

/** An answer with the time until which it is the same for whoever asks; Infinity where no cache is concerned. */
export interface Cached extends Found {
  readonly untilMs: number;
  readonly isKept: boolean;
}

interface Kept extends Found {
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** Keeps answers by name and type. Models plugin/cache: what exists and what does not are kept by rules of their own. */
export class DnsCache {
  private readonly kept = new Map<string, Kept>();
  private readonly config: CacheConfig;

  constructor(config: CacheConfig) {
    this.config = config;
  }

  /** What it has of a name. The time to live of the records has run on meanwhile. */
  get(name: string, type: RecordType, nowMs: number): Cached | undefined {
    const found = this.kept.get(`${type} ${name}`);
    if (!found || nowMs >= found.untilMs) return undefined;
    const leftS = Math.ceil((found.untilMs - nowMs) / 1000);
    const records = found.answer.records.map((record) => ({ ...record, ttl: Math.min(record.ttl, leftS) }));
    const { denialS, untilMs } = found;
    return { answer: { ...found.answer, records }, denialS, untilMs, isKept: true };
  }

  /** Takes an answer, if it may. */
  put(name: string, type: RecordType, found: Found, nowMs: number): Cached {
    const seconds = this.secondsFor(name, found);
    if (seconds === undefined) return { ...found, untilMs: Infinity, isKept: false };
    const untilMs = nowMs + seconds * 1000;
    this.kept.set(`${type} ${name}`, { ...found, sinceMs: nowMs, untilMs });
    const records = found.answer.records.map((record) => ({ ...record, ttl: Math.min(record.ttl, seconds) }));
    return { answer: { ...found.answer, records }, denialS: found.denialS, untilMs, isKept: false };
  }

  private secondsFor(name: string, { answer: { rcode, records }, denialS }: Found): number | undefined {
    const { zones, success, denial, successExcept, denialExcept } = this.config;
    if (!zones.some((zone) => isInZone(name, zone))) return undefined;
    const isFound = rcode === 'NOERROR' && records.length > 0;
    const isDenied = rcode === 'NXDOMAIN' || (rcode === 'NOERROR' && records.length === 0);
    if (!isFound && !isDenied) return undefined;
    const except = isFound ? successExcept : denialExcept;
    if (except.some((zone) => isInZone(name, zone))) return undefined;
    const limits = isFound ? success : denial;
    const own = isFound ? Math.min(...records.map(({ ttl }) => ttl)) : denialS;
    return Math.min(limits.most, Math.max(limits.least, own));
  }
}
