import type { Kind } from '../../api/kind.ts';
import type { Process } from '../../api/process.ts';
import { ApiError, badRequest } from '../../api/status.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/bytes.ts';
import type { ServerReply } from '../shell/network-access.ts';
import type { HttpRequest, HttpResponse } from './request.ts';
import type { Server } from './server.ts';
import type { ConnectRequest, Subresource } from './subresource.ts';

/** Where a proxied request goes. */
export type Location = (request: HttpRequest, path: string) => Process<HttpResponse>;

/** A proxy to what an object stands for: `locate` finds the place, or throws ApiError. Models the ProxyREST files of pkg/registry/core. */
export function proxying(
  plural: string,
  kind: string,
  locate: (server: Server, asked: ConnectRequest) => Location,
): Subresource {
  return {
    name: 'proxy',
    verbs: ['create', 'delete', 'get', 'patch', 'update'],
    has: (each: Kind) => each.group === '' && each.plural === plural,
    object: { group: '', version: 'v1', kind },
    *serve() {
      throw badRequest('the proxy is for requests that come by HTTP');
    },
    *connect(server, asked) {
      const { http, rest } = asked;
      const location = locate(server, asked);
      const mark = http.path.indexOf('?');
      const query = mark < 0 ? '' : http.path.slice(mark);
      // Relative links of what is behind the proxy need a slash at the end.
      if (rest === undefined) {
        const to = `${mark < 0 ? http.path : http.path.slice(0, mark)}/${query}`;
        return { code: 301, headers: { Location: to }, body: '' };
      }
      return yield* location(http, rest + query);
    },
  };
}

/** Parts of `[SCHEME:]NAME[:PORT]`; undefined for what is none. Models net.SplitSchemeNamePort. */
export function splitName(
  id: string,
): { readonly name: string; readonly port: string; readonly https: boolean } | undefined {
  const parts = id.split(':');
  const [scheme, name, port] =
    parts.length === 1 ? ['', parts[0], ''] : parts.length === 2 ? ['', parts[0], parts[1]] : parts;
  if (parts.length > 3 || !name || (scheme !== '' && scheme !== 'http' && scheme !== 'https')) return undefined;
  return { name, port: port ?? '', https: scheme === 'https' };
}

/** Passes a request on to an address. */
export function address(server: Server, ip: string, port: number, https: boolean): Location {
  return function* ({ method, headers, body }, path) {
    const protocol = https ? 'https' : 'http';
    const text = typeof body === 'string' ? body : body === undefined || body === null ? '' : JSON.stringify(body);
    const request = {
      protocol,
      method,
      path,
      headers: new Map(Object.entries(headers)),
      body: encodeUtf8(text),
    } as const;
    const answer = server.web ? yield* server.web(server.host, ip, port, request) : 'timeout';
    if (typeof answer === 'string') {
      throw unreachable(
        `dial tcp ${ip}:${port}: ${answer === 'refused' ? 'connect: connection refused' : 'i/o timeout'}`,
      );
    }
    return responseOf(answer);
  };
}

/** 503 for what does not answer. Models proxyutil's corsRemovingTransport and its neighbours. */
export function unreachable(why: string): ApiError {
  return new ApiError(503, 'ServiceUnavailable', `error trying to reach service: ${why}`);
}

function responseOf({ status, headers, body }: ServerReply): HttpResponse {
  return { code: status, headers: Object.fromEntries(headers), body: decodeUtf8(body) };
}
