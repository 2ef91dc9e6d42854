import { type Process, wait } from '../../../api/process.ts';
import { type Bytes, decodeUtf8 } from '../../../base/bytes.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { Future } from '../../engine/future.ts';
import type { ServerReply, ServerRequest } from '../../shell/network-access.ts';
import type { Invocation } from '../invocation.ts';
import { logLine } from '../klog.ts';
import { type Connection, connect } from '../pod/connection.ts';
import { replyOf, requestText } from './http-text.ts';
import type { ForwardedPort } from './ports.ts';

/** An exchange on the way to the Pod. */
interface Exchange {
  readonly request: ServerRequest;
  readonly reply: Future<ServerReply | undefined>;
  received: Bytes;
}

/**
 * Listens on local ports and passes what comes to those of a Pod, until the connection to it is lost. The exchanges of
 * one port come one after the other. Models client-go/tools/portforward.
 */
export function* forward(
  invocation: Invocation,
  path: string,
  ports: readonly ForwardedPort[],
  addresses: readonly string[],
): Process<void> {
  const remotes = ports.map(({ remote }) => remote).join(',');
  const connection = yield* connect(invocation, 'POST', `${path}?ports=${encodeURIComponent(remotes)}`);
  const waiting: Exchange[][] = ports.map(() => []);
  let listens = false;
  for (const [i, port] of ports.entries()) {
    if (listen(invocation, port, addresses, (request) => exchange(connection, waiting, i, request))) listens = true;
  }
  if (!listens) {
    const list = ports.map(({ local, remote }) => `{${local} ${remote}}`).join(' ');
    throw new Error(`unable to listen on any of the requested ports: [${list}]`);
  }
  for (;;) {
    const piece = yield* connection.next();
    if (!piece) break;
    const index = piece.channel >> 1;
    const current = waiting[index]![0];
    if (!current || piece.data === '') continue;
    if (piece.channel % 2 === 1) {
      reportFailure(invocation, ports[index]!, decodeUtf8(piece.data));
      break;
    }
    current.received += piece.data;
    const reply = replyOf(current.request, current.received);
    if (reply) next(connection, waiting, index, reply);
  }
  connection.stop();
  for (const exchanges of waiting) for (const { reply } of exchanges) reply.resolve(undefined);
  throw new Error('lost connection to pod');
}

function* exchange(
  connection: Connection,
  waiting: readonly Exchange[][],
  index: number,
  request: ServerRequest,
): Process<ServerReply | undefined> {
  const queue = waiting[index]!;
  const reply = new Future<ServerReply | undefined>();
  queue.push({ request, reply, received: '' });
  if (queue.length === 1) connection.send(2 * index, requestText(request));
  return yield* wait(reply);
}

function next(connection: Connection, waiting: readonly Exchange[][], index: number, reply: ServerReply): void {
  const queue = waiting[index]!;
  queue.shift()?.reply.resolve(reply);
  const [following] = queue;
  if (following) connection.send(2 * index, requestText(following.request));
}

type Pass = (request: ServerRequest) => Process<ServerReply | undefined>;

/** Listens on a port of the computer; says so, or why not. */
function listen(
  { env, out, err }: Invocation,
  { local, remote }: ForwardedPort,
  addresses: readonly string[],
  pass: Pass,
): boolean {
  const listener = env.listen?.(local, (request) => {
    out(`Handling connection for ${listener!.port}\n`);
    return pass(request);
  });
  const shown = addresses.flatMap((address) => (address === 'localhost' ? ['127.0.0.1', '[::1]'] : [address]));
  if (!listener) {
    const why = shown.map((address) => {
      const protocol = address.startsWith('[') ? 'tcp6' : 'tcp4';
      return `unable to create listener: Error listen ${protocol} ${address}:${local}: bind: address already in use`;
    });
    err(
      `Unable to listen on port ${local}: Listeners failed to create with the following errors: [${why.join(' ')}]\n`,
    );
    return false;
  }
  env.scope.onKill(listener.close);
  for (const address of shown) out(`Forwarding from ${address}:${listener.port} -> ${remote}\n`);
  return true;
}

function reportFailure({ env, err }: Invocation, { local, remote }: ForwardedPort, text: string): void {
  const what = goQuote(`an error occurred forwarding ${local} -> ${remote}: ${text}`);
  err(`${logLine('E', env.nowMs(), 'portforward.go:424', `"Unhandled Error" err=${what}`)}\n`);
}
