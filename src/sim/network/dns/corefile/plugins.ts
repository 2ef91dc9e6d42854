import { parseDuration } from '../../../../base/duration.ts';
import type { CacheConfig, ForwardConfig, HostsConfig, KubernetesConfig } from './config.ts';
import { atoi, normalZone, type Use } from './words.ts';

/** A plugin that a server block may use once. */
export const ONCE = 'this plugin can only be used once per Server Block';

const ROOT = ['.'];
const zonesOr = (args: readonly string[], others: readonly string[]): readonly string[] =>
  args.length > 0 ? args.map(normalZone) : others;

function numberOf(text: string): number {
  const found = atoi(text);
  if (found instanceof Error) throw found;
  return found;
}

/** Models plugin/kubernetes (ParseStanza). Throws Error. */
export function kubernetesOf(uses: readonly Use[], blockZones: readonly string[]): KubernetesConfig {
  if (uses.length > 1) throw new Error(ONCE);
  const { args, lines } = uses[0]!;
  const found: { -readonly [K in keyof KubernetesConfig]: KubernetesConfig[K] } = {
    zones: zonesOr(args, blockZones),
    pods: 'disabled',
    endpointPodNames: false,
    namespaces: [],
    fallthrough: [],
    ttl: 5,
    noEndpoints: false,
    ignoresEmpty: false,
  };
  if (found.zones.every((zone) => zone.endsWith('.arpa.'))) throw new Error('non-reverse zone name must be used');
  for (const line of lines) {
    const [first = ''] = line.args;
    if (line.name === 'pods') {
      if (line.args.length !== 1) throw line.badCount();
      if (first !== 'disabled' && first !== 'insecure' && first !== 'verified')
        throw new Error(`wrong value for pods: ${first},  must be one of: disabled, verified, insecure`);
      found.pods = first;
    } else if (line.name === 'ttl') {
      if (line.args.length === 0) throw line.badCount();
      found.ttl = numberOf(first);
      if (found.ttl < 0 || found.ttl > 3600) throw line.fail(`ttl must be in range [0, 3600]: ${found.ttl}`);
    } else if (line.name === 'fallthrough') found.fallthrough = zonesOr(line.args, ROOT);
    else if (line.name === 'endpoint_pod_names' || line.name === 'noendpoints') {
      if (line.args.length > 0) throw line.badCount();
      if (line.name === 'noendpoints') found.noEndpoints = true;
      else found.endpointPodNames = true;
    } else if (line.name === 'namespaces') {
      if (line.args.length === 0) throw line.badCount();
      found.namespaces = line.args;
    } else if (line.name === 'ignore') {
      if (first !== 'empty_service' && first !== '') throw new Error(`unable to parse ignore value: '${first}'`);
      found.ignoresEmpty = first !== '';
    } else if (!OTHER_OPTIONS.has(line.name)) throw line.fail(`unknown property '${line.name}'`);
    else if (line.args.length === 0) throw line.badCount();
  }
  return found;
}

/** How CoreDNS finds the API server and which objects it reads: it stays with all of its own cluster's here. */
const OTHER_OPTIONS: ReadonlySet<string> = new Set(['endpoint', 'tls', 'labels', 'namespace_labels', 'kubeconfig']);

/** Models plugin/hosts (hostsParse). Throws Error. */
export function hostsOf(uses: readonly Use[], blockZones: readonly string[]): HostsConfig {
  if (uses.length > 1) throw new Error(ONCE);
  const { args, lines } = uses[0]!;
  const inline: string[] = [];
  let [fallthrough, ttl, reverse]: [readonly string[], number, boolean] = [[], 3600, true];
  for (const line of lines) {
    if (line.name === 'fallthrough') fallthrough = zonesOr(line.args, ROOT);
    else if (line.name === 'no_reverse') reverse = false;
    else if (line.name === 'ttl') {
      if (line.args.length < 1) throw line.fail('ttl needs a time in second');
      ttl = numberOf(line.args[0]!);
      if (ttl <= 0 || ttl > 65_535) throw line.fail(`ttl provided is invalid: ${ttl}`);
    } else if (line.name === 'reload') {
      if (line.args.length !== 1) throw line.fail('reload needs a duration (zero seconds to disable)');
      if (parseDuration(line.args[0]!) < 0) throw line.fail(`invalid negative duration for reload '${line.args[0]}'`);
    } else inline.push([line.name, ...line.args].join(' '));
  }
  const zones = zonesOr(args.slice(1), blockZones);
  return { file: args[0] ?? '/etc/hosts', lines: inline, zones, fallthrough, ttl, reverse };
}

const FORWARD_OPTIONS: ReadonlySet<string> = new Set(
  'max_fails health_check force_tcp prefer_udp tls tls_servername expire max_concurrent next failfast_all_unhealthy_upstreams failover'.split(
    ' ',
  ),
);

/** Models plugin/forward (parseStanza). Throws Error. */
export function forwardOf({ args, lines, badCount }: Use): ForwardConfig {
  const [from, ...to] = args;
  if (from === undefined || to.length === 0) throw badCount();
  for (const one of to) {
    const bare = one.replace(/^(dns|tls):\/\//, '').replace(/:\d+$/, '');
    if (!one.startsWith('/') && !/^[\d.]+$/.test(bare) && !bare.includes(':'))
      throw new Error(`not an IP address or file: ${JSON.stringify(one)}`);
  }
  let except: readonly string[] = [];
  let policy: ForwardConfig['policy'] = 'random';
  for (const line of lines) {
    const [first = ''] = line.args;
    if (line.name === 'except') {
      if (line.args.length === 0) throw line.badCount();
      except = [...except, ...line.args.map(normalZone)];
    } else if (line.name === 'policy') {
      if (line.args.length === 0) throw line.badCount();
      if (first !== 'random' && first !== 'round_robin' && first !== 'sequential')
        throw line.fail(`unknown policy '${first}'`);
      policy = first;
    } else if (!FORWARD_OPTIONS.has(line.name)) throw line.fail(`unknown property '${line.name}'`);
  }
  return { from: normalZone(from), to, except, policy };
}

const LEAST_KEPT_S = 5;

/** Models plugin/cache (cacheParse). Throws Error. */
export function cacheOf(uses: readonly Use[], blockZones: readonly string[]): CacheConfig {
  if (uses.length > 1) throw new Error(ONCE);
  const { args, lines } = uses[0]!;
  const ttl = /^[+-]?\d+$/.test(args[0] ?? '') ? positive(args[0]!) : undefined;
  let success = { most: ttl ?? 3600, least: LEAST_KEPT_S };
  let denial = { most: ttl ?? 1800, least: LEAST_KEPT_S };
  let [successExcept, denialExcept]: (readonly string[])[] = [[], []];
  for (const line of lines) {
    const [first = '', most, least] = line.args;
    if (line.name === 'success' || line.name === 'denial') {
      if (line.args.length === 0) throw line.badCount();
      numberOf(first);
      const limits = line.name === 'success' ? success : denial;
      const own = {
        most: most === undefined ? limits.most : positive(most),
        least: least === undefined ? limits.least : notNegative(least),
      };
      if (line.name === 'success') success = own;
      else denial = own;
    } else if (line.name === 'disable') {
      if (line.args.length === 0) throw line.badCount();
      const zones = zonesOr(line.args.slice(1), ROOT);
      if (first === 'success') successExcept = zones;
      else if (first === 'denial') denialExcept = zones;
      else throw new Error('cache type for disable must be "success" or "denial"');
    } else if (!CACHE_OPTIONS.has(line.name)) throw line.badCount();
  }
  const zones = zonesOr(ttl === undefined ? args : args.slice(1), blockZones);
  return { zones, success, denial, successExcept: successExcept!, denialExcept: denialExcept! };
}

const CACHE_OPTIONS: ReadonlySet<string> = new Set(['prefetch', 'serve_stale', 'servfail', 'keepttl']);

function positive(text: string): number {
  const found = numberOf(text);
  if (found <= 0) throw new Error(`cache TTL can not be zero or negative: ${found}`);
  return found;
}

function notNegative(text: string): number {
  const found = numberOf(text);
  if (found < 0) throw new Error(`cache min TTL can not be negative: ${found}`);
  return found;
}

/** How long a server goes on after SIGTERM. Models plugin/health (parse). Throws Error. */
export function lameduckOf({ args, lines, badCount }: Use): number {
  if (args.length > 1) throw badCount();
  let found = 0;
  for (const line of lines) {
    if (line.name !== 'lameduck' || line.args.length !== 1) throw line.badCount();
    try {
      found = parseDuration(line.args[0]!);
    } catch (problem) {
      throw new Error(`unable to parse lameduck duration value: '${line.args[0]}' : ${(problem as Error).message}`);
    }
  }
  return found;
}

/** How often the Corefile is read. Models plugin/reload (parse). Throws Error. */
export function reloadOf(uses: readonly Use[]): { readonly intervalMs: number; readonly jitterMs: number } {
  if (uses.length > 1) throw new Error(ONCE);
  const { args, badCount } = uses[0]!;
  if (args.length > 2) throw badCount();
  const intervalMs = args[0] === undefined ? 30_000 : parseDuration(args[0]);
  if (intervalMs < 2000) throw new Error('interval value must be greater or equal to 2s');
  const jitterMs = args[1] === undefined ? Math.min(15_000, intervalMs / 2) : parseDuration(args[1]);
  if (jitterMs < 1000) throw new Error('jitter value must be greater or equal to 1s');
  return { intervalMs, jitterMs: Math.min(jitterMs, intervalMs / 2) };
}
