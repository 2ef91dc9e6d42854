import { rfc3339 } from '../../../base/time.ts';
import type { Scope } from './answer.ts';

/** Text with nginx' variables filled in; unknown ones are empty. */
export function fill(scope: Scope, text: string): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced: string | undefined, bare: string | undefined) =>
    variable(scope, (braced ?? bare)!),
  );
}

function variable({ asked, uri, blocks }: Scope, name: string): string {
  const { request, place, host, site } = asked;
  const [, query = ''] = request.path.split(/\?(.*)/s);
  const header = /^http_(\w+)$/.exec(name)?.[1];
  if (header) {
    const wanted = header.replaceAll('_', '-');
    return [...request.headers].find(([one]) => one.toLowerCase() === wanted)?.[1] ?? '';
  }
  if (name.startsWith('arg_'))
    return new Map(query.split('&').map((part) => part.split('=') as [string, string])).get(name.slice(4)) ?? '';
  const known: Readonly<Record<string, () => string>> = {
    uri: () => uri,
    document_uri: () => uri,
    request_uri: () => request.path,
    request_method: () => request.method,
    request: () => `${request.method} ${request.path} HTTP/1.1`,
    args: () => query,
    query_string: () => query,
    is_args: () => (query ? '?' : ''),
    host: () => host.replace(/:\d+$/, ''),
    hostname: () => place.podName,
    http_host: () => host,
    scheme: () => request.protocol,
    server_name: () => site.names[0] ?? '',
    server_addr: () => place.ip,
    server_port: () => String(request.port ?? site.ports[0]?.port ?? 80),
    server_protocol: () => 'HTTP/1.1',
    remote_addr: () => place.clientIp,
    proxy_add_x_forwarded_for: () => place.clientIp,
    remote_port: () => '41234',
    nginx_version: () => asked.version,
    pid: () => '29',
    msec: () => (place.unixMs / 1000).toFixed(3),
    time_iso8601: () => rfc3339(place.unixMs).replace('Z', '+00:00'),
  };
  const set = blocks.flatMap((block) => block.filter((one) => one.name === 'set' && one.args[0] === `$${name}`))[0];
  return set?.args[1] ?? known[name]?.() ?? '';
}
