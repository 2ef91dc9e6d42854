import { type Process, wait } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import type { Bytes } from '../../../base/bytes.ts';
import type { ChannelConnection } from '../../apiserver/channels.ts';
import { Future } from '../../engine/future.ts';
import type { Invocation } from '../invocation.ts';

/** An open connection to a program: what it sends, in order. */
export interface Connection {
  send(channel: number, data: Bytes): void;
  close(channel: number): void;
  stop(): void;
  /** The next piece of data; `undefined` once the peer has closed the connection. */
  next(): Process<{ readonly channel: number; readonly data: Bytes } | undefined>;
}

/** Opens a connection. Throws what the server answers instead; for a log, its text may come at once. */
export function* connect(invocation: Invocation, method: string, path: string): Process<Connection> {
  const { env, api } = invocation;
  const arrived: { channel: number; data: Bytes }[] = [];
  let ended = false;
  let arrival = new Future<void>();
  const wake = (): void => {
    if (!arrival.settled) arrival.resolve();
  };
  const response = yield* refusals(
    api.connect(method, path, {
      host: env.host,
      scope: env.scope,
      onData: (channel, data) => {
        arrived.push({ channel, data });
        wake();
      },
      onEnd: () => {
        ended = true;
        wake();
      },
    }),
  );
  const peer: ChannelConnection | undefined = response.connection;
  if (!peer) ended = true;
  return {
    send: (channel, data) => peer?.send(channel, data),
    close: (channel) => peer?.close(channel),
    stop: () => peer?.stop(),
    *next() {
      for (;;) {
        const piece = arrived.shift();
        if (piece || ended) return piece;
        arrival = new Future<void>();
        yield* wait(arrival);
      }
    },
  };
}

const NOT_UPGRADED = 'unable to upgrade connection: ';

/** What a kubelet answers to an upgrade is plain text, not a Status. */
function* refusals<T>(process: Process<T>): Process<T> {
  try {
    return yield* process;
  } catch (error) {
    if (error instanceof ApiError && error.message.startsWith(NOT_UPGRADED)) throw new Error(error.message);
    throw error;
  }
}
