import type { FileSystem } from '../../shell/fs/file-system.ts';
import type { ServerReply, ServerRequest } from '../../shell/network-access.ts';
import type { ServerPlace } from '../image.ts';
import type { LoadedServer } from '../server-model.ts';
import { answer } from './answer.ts';
import { type Directive, readConfig } from './config.ts';

/** A `server` block: one site. */
export interface Site {
  readonly ports: readonly { readonly port: number; readonly isDefault: boolean; readonly isTls: boolean }[];
  readonly names: readonly string[];
  readonly block: readonly Directive[];
}

/** What nginx makes of its configuration. */
export interface NginxConfig {
  readonly sites: readonly Site[];
  readonly http: readonly Directive[];
  readonly upstreams: ReadonlyMap<string, readonly string[]>;
  readonly isDaemon: boolean;
}

/** Reads a configuration with all sites. Throws ConfigError. */
export function loadSites(files: FileSystem, path: string): NginxConfig {
  const main = readConfig(files, path);
  const http = main.filter(({ name }) => name === 'http').flatMap(({ block }) => block ?? []);
  const sites = http.filter(({ name }) => name === 'server').map((directive) => siteOf(directive.block ?? []));
  const upstreams = new Map(
    http
      .filter(({ name }) => name === 'upstream')
      .map(({ args, block }) => [
        args[0]!,
        (block ?? []).filter(({ name }) => name === 'server').map((one) => one.args[0]!),
      ]),
  );
  const isDaemon = main.find(({ name }) => name === 'daemon')?.args[0] !== 'off';
  return { sites, http, upstreams, isDaemon };
}

function siteOf(block: readonly Directive[]): Site {
  const listens = block.filter(({ name }) => name === 'listen');
  const ports = (listens.length > 0 ? listens.map(({ args }) => args) : [['80']]).map(([address = '80', ...words]) => ({
    port: Number(/(?:^|:)(\d+)$/.exec(address)?.[1] ?? 80),
    isDefault: words.includes('default_server') || words.includes('default'),
    isTls: words.includes('ssl'),
  }));
  const names = block.filter(({ name }) => name === 'server_name').flatMap(({ args }) => args);
  return { ports, names, block };
}

/** The server that a configuration makes. */
export function servedBy(config: NginxConfig, version: string): LoadedServer {
  const ports = [...new Set(config.sites.flatMap((site) => site.ports.map(({ port }) => port)))];
  return {
    ports,
    readsFiles: true,
    reply: (request, place) => (request.protocol === 'tcp' ? undefined : replyOf(config, version, request, place)),
  };
}

function replyOf(
  config: NginxConfig,
  version: string,
  request: ServerRequest,
  place: ServerPlace,
): ServerReply | undefined {
  const host = (request.headers.get('Host') ?? request.headers.get('host') ?? '').toLowerCase();
  const site = pickSite(config.sites, host.replace(/:\d+$/, ''), request.port);
  return site && answer({ config, version, site, request, place, host });
}

/** By the exact name, then by patterns, then the port's default: the first unless one says so. Models ngx_http_find_virtual_server. */
function pickSite(all: readonly Site[], host: string, port: number | undefined): Site | undefined {
  const at = port === undefined ? all : all.filter(({ ports }) => ports.some((one) => one.port === port));
  const sites = at.length > 0 ? at : all;
  const named = (matches: (name: string) => boolean): Site | undefined =>
    sites.find(({ names }) => names.some(matches));
  return (
    named((name) => name === host) ??
    named((name) => name.startsWith('*.') && host.endsWith(name.slice(1))) ??
    named((name) => name.endsWith('.*') && host.startsWith(name.slice(0, -1))) ??
    named((name) => name.startsWith('~') && matchesName(name.slice(1), host)) ??
    sites.find(({ ports }) => ports.some(({ isDefault }) => isDefault)) ??
    sites[0]
  );
}

function matchesName(pattern: string, host: string): boolean {
  return expression(pattern, 'i')?.test(host) ?? false;
}

/** A regular expression of a configuration; undefined for one that is none here. */
export function expression(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern.replace(/\(\?<(\w+)>/g, '(?<$1>'), flags);
  } catch {
    return undefined;
  }
}
