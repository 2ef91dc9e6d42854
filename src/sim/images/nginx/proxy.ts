import type { ServerReply } from '../../shell/network-access.ts';
import { directive, errorPage, type Scope } from './answer.ts';
import { fill } from './variables.ts';

/** The request that a location passes on; undefined where it serves files. */
export function passOn(scope: Scope): ServerReply | undefined {
  const { asked, uri, location } = scope;
  if (['fastcgi_pass', 'grpc_pass', 'uwsgi_pass', 'scgi_pass'].some((name) => directive(scope, name, 1)))
    return errorPage(scope, 502, 'connect() failed (111: Connection refused) while connecting to upstream');
  const target = directive(scope, 'proxy_pass', 1)?.args[0];
  if (target === undefined) return undefined;
  const [, scheme, authority = '', path] = /^(https?):\/\/([^/]+)(\/.*)?$/.exec(fill(scope, target)) ?? [];
  if (scheme === undefined) return errorPage(scope, 500, `invalid URL prefix in "${target}"`);
  const servers = asked.config.upstreams.get(authority) ?? [authority];
  // Round robin in a page that keeps no state: by the time of the request.
  const server = servers[Math.floor(asked.place.unixMs / 10) % servers.length]!;
  const [, host = server, port] = /^(.*?)(?::(\d+))?$/.exec(server) ?? [];
  const query = asked.request.path.includes('?') ? asked.request.path.slice(asked.request.path.indexOf('?')) : '';
  const headers = new Map([...asked.request.headers].filter(([name]) => name.toLowerCase() !== 'host'));
  headers.set('Host', authority);
  for (const { args } of scope.blocks
    .flatMap((block) => block.filter(({ name }) => name === 'proxy_set_header'))
    .reverse())
    headers.set(args[0]!, fill(scope, args[1] ?? ''));
  const request = {
    ...asked.request,
    protocol: scheme === 'https' ? ('https' as const) : ('http' as const),
    headers,
    path: (path === undefined ? uri : path + uri.slice(location.length)) + query,
  };
  const unanswered = errorPage(scope, 502, `connect() failed (111: Connection refused) while connecting to upstream`);
  return { ...unanswered, passTo: { host, port: Number(port ?? (scheme === 'https' ? 443 : 80)), request } };
}
