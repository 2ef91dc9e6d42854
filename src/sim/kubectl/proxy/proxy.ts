import { type Process, wait } from '../../../api/process.ts';
import { encodeUtf8 } from '../../../base/bytes.ts';
import { Future } from '../../engine/future.ts';
import type { ServerReply, ServerRequest } from '../../shell/network-access.ts';
import type { Command } from '../command.ts';
import { usageError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';

/** `kubectl proxy`: the API on a port of the computer. Models kubectl/pkg/cmd/proxy. */
export const proxyCommand: Command = {
  name: 'proxy',
  flags: [
    { name: 'accept-hosts', type: 'string', missing: true },
    { name: 'accept-paths', type: 'string', missing: true },
    { name: 'address', type: 'string', default: '127.0.0.1' },
    { name: 'api-prefix', type: 'string', default: '/' },
    { name: 'append-server-path', type: 'bool', missing: true },
    { name: 'disable-filter', type: 'bool' },
    { name: 'keepalive', type: 'duration' },
    { name: 'port', short: 'p', type: 'int', default: '8001' },
    { name: 'reject-methods', type: 'string', missing: true },
    { name: 'reject-paths', type: 'string', missing: true },
    { name: 'unix-socket', short: 'u', type: 'string', missing: true },
    { name: 'www', short: 'w', type: 'string', missing: true },
    { name: 'www-prefix', short: 'P', type: 'string', missing: true },
  ],
  run: proxy,
};

/** What the proxy refuses, as kubectl does unless told otherwise: exec and attach go past its checks of the host. */
const REFUSED = /^\/api\/.*\/pods\/.*\/(exec|attach)/;

function* proxy(invocation: Invocation): Process<void> {
  const { args, path, flags, env, out } = invocation;
  if (args.length > 0) throw usageError(path, `Unexpected args: [${args.join(' ')}]`);
  const [port, address] = [flags.int('port'), flags.string('address')];
  const prefix = `/${flags.string('api-prefix').replace(/^\/+|\/+$/g, '')}`.replace(/\/$/, '');
  const listener = env.listen?.(port, (request) => pass(invocation, prefix, request));
  if (!listener) throw new Error(`listen tcp ${address}:${port}: bind: address already in use`);
  env.scope.onKill(listener.close);
  out(`Starting to serve on ${address}:${listener.port}\n`);
  yield* wait(new Future<void>());
}

function* pass({ env, flags }: Invocation, prefix: string, request: ServerRequest): Process<ServerReply> {
  const { method, path, headers, body } = request;
  const text = (status: number, content: string): ServerReply => ({
    status,
    headers: new Map([['Content-Type', 'text/plain; charset=utf-8']]),
    body: content,
  });
  if (!flags.bool('disable-filter') && REFUSED.test(path)) return text(403, 'Forbidden');
  if (!path.startsWith(`${prefix}/`)) return text(404, '404 page not found\n');
  try {
    const answer = yield* env.transport({
      method,
      path: path.slice(prefix.length),
      headers: { Accept: 'application/json', ...Object.fromEntries(headers) },
      ...(body === '' ? {} : { body }),
      ...(env.user === undefined ? {} : { user: env.user }),
    });
    // For programs that people use the server breaks its lines.
    const content = typeof answer.body === 'string' ? answer.body : `${JSON.stringify(answer.body, undefined, 2)}\n`;
    return { status: answer.code, headers: new Map(Object.entries(answer.headers)), body: encodeUtf8(content) };
  } catch (error) {
    return text(502, `${(error as Error).message}\n`);
  }
}
