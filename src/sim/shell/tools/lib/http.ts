import type { Process } from '../../../../api/process.ts';
import type { Proc } from '../../kernel/proc.ts';
import type { NetworkAccess, ServerReply } from '../../network-access.ts';
import { addressesOf } from './resolver.ts';

/** A URL taken apart. */
export interface Url {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** Takes a URL apart; http:// is understood. Undefined for another scheme. */
export function parseUrl(text: string): Url | undefined {
  const parts = /^(?:(\w+):\/\/)?(?:[^@/]*@)?(\[[^\]]+\]|[^:/?#]+)(?::(\d+))?([/?][^#]*)?/.exec(text);
  if (!parts) return undefined;
  const scheme = parts[1] ?? 'http';
  if (scheme !== 'http' && scheme !== 'https') return undefined;
  const path = parts[4] ?? '/';
  return {
    scheme,
    host: parts[2]!,
    port: Number(parts[3] ?? (scheme === 'https' ? 443 : 80)),
    path: path.startsWith('/') ? path : `/${path}`,
  };
}

/** What became of a request; `address` is where it went, '' when the name has none. */
export interface Fetched {
  readonly result: ServerReply | 'nxdomain' | 'refused' | 'timeout' | 'closed' | 'no network';
  readonly address: string;
}

/** Finds the server, sends a request and takes the answer. */
export function* fetchUrl(
  proc: Proc,
  { scheme, host, port, path }: Url,
  request: { readonly method: string; readonly headers: ReadonlyMap<string, string>; readonly body: string },
  timeoutMs: number,
): Process<Fetched> {
  const { network } = proc.kernel.options;
  if (!network) return { result: 'no network', address: '' };
  const address = yield* addressOf(proc, network, host);
  if (address === 'nxdomain' || address === 'timeout')
    return { result: address === 'timeout' ? 'nxdomain' : address, address: '' };
  const result = yield* network.request(address, port, { protocol: scheme, path, ...request }, timeoutMs);
  return { result, address };
}

/** Servers may send a client on so often. */
const MAX_REDIRECTS = 50;

/** Where an answer sends the client on to; undefined for one that does not. */
function redirectOf(reply: ServerReply, from: Url): Url | undefined {
  const location = [...reply.headers].find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (location === undefined || ![301, 302, 303, 307, 308].includes(reply.status)) return undefined;
  return location.startsWith('/') ? { ...from, path: location } : parseUrl(location);
}

/** The Host header for a URL. */
export function hostHeader({ host, port }: Url): string {
  return port === 80 || port === 443 ? host : `${host}:${port}`;
}

/** As `fetchUrl`, going where answers send it on to. Returns also the URL that answered at last. */
export function* fetchFollowing(
  proc: Proc,
  first: Url,
  request: { readonly method: string; readonly headers: ReadonlyMap<string, string>; readonly body: string },
  timeoutMs: number,
): Process<Fetched & { readonly url: Url }> {
  let url = first;
  let asked = request;
  for (let count = 0; ; count++) {
    const fetched = yield* fetchUrl(proc, url, asked, timeoutMs);
    const next = typeof fetched.result === 'string' ? undefined : redirectOf(fetched.result, url);
    if (!next || count === MAX_REDIRECTS) return { ...fetched, url };
    const { status } = fetched.result as ServerReply;
    const isKept = asked.method === 'HEAD' || status === 307 || status === 308;
    asked = {
      method: isKept ? asked.method : 'GET',
      headers: new Map([...asked.headers, ['Host', hostHeader(next)]]),
      body: isKept ? asked.body : '',
    };
    url = next;
  }
}

/** The address of a name, or of an address itself. */
export function* addressOf(proc: Proc, network: NetworkAccess, host: string): Process<string | 'nxdomain' | 'timeout'> {
  const found = yield* addressesOf(proc, network, host);
  return typeof found === 'string' ? found : (found[0] ?? 'nxdomain');
}
