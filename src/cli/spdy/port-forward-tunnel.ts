import type { WebSocket } from 'ws';
import type { ChannelConnection } from '../../sim/apiserver/channels.ts';
import { uint32 } from './dictionary.ts';
import {
  controlFrame,
  dataFrame,
  FIN,
  type Frame,
  GO_AWAY,
  PING,
  RST_STREAM,
  readFrames,
  SYN_REPLY,
  SYN_STREAM,
} from './frames.ts';
import { createHeaderCodec } from './headers.ts';

/** The subprotocol under which kubectl forwards ports: SPDY in the messages of a WebSocket. */
export const TUNNEL_PROTOCOL = 'SPDY/3.1+portforward.k8s.io';

/** Connects to a port of the Pod: `onData` gets what it says, on channel 1 why that failed. */
export type ConnectPort = (
  port: number,
  onData: (channel: number, data: string) => void,
) => Promise<ChannelConnection | undefined>;

/** One connection of a client: a stream for data, one for errors. */
interface Forwarded {
  data: number;
  error: number;
  connection?: Promise<ChannelConnection | undefined>;
}

/**
 * Serves a session of SPDY/3.1 in which each pair of streams is a connection to a port. Models
 * kubelet/pkg/cri/streaming/portforward.
 */
export function servePortForwardTunnel(socket: WebSocket, connect: ConnectPort): void {
  const codec = createHeaderCodec();
  const pairs = new Map<string, Forwarded>();
  const send = (frame: Buffer): void => {
    if (socket.readyState === socket.OPEN) socket.send(frame);
  };
  const end = (pair: Forwarded): void => {
    for (const stream of [pair.data, pair.error]) if (stream > 0) send(dataFrame(stream, Buffer.alloc(0), FIN));
  };
  const pairOf = (stream: number): Forwarded | undefined => [...pairs.values()].find(({ data }) => data === stream);

  async function open({ payload }: Frame): Promise<void> {
    const stream = payload.readUInt32BE(0);
    const headers = await codec.unpack(payload.subarray(10));
    send(controlFrame(SYN_REPLY, Buffer.concat([uint32(stream), await codec.pack({})])));
    const id = headers.get('requestid') ?? '';
    const pair = pairs.get(id) ?? { data: 0, error: 0 };
    pairs.set(id, pair);
    if (headers.get('streamtype') === 'error') pair.error = stream;
    else {
      pair.data = stream;
      pair.connection = connect(Number(headers.get('port')), (channel, data) => {
        send(dataFrame(channel % 2 === 0 ? pair.data : pair.error, Buffer.from(data, 'latin1')));
        if (channel % 2 === 1) end(pair);
      });
    }
  }
  function close(stream: number): void {
    for (const [id, pair] of pairs) {
      if (pair.data !== stream) continue;
      pairs.delete(id);
      void pair.connection?.then((connection) => connection?.stop());
      end(pair);
    }
  }
  async function handle(frame: Frame): Promise<void> {
    const { type, stream, flags, payload } = frame;
    if (type === SYN_STREAM) await open(frame);
    else if (type === PING) send(controlFrame(PING, payload));
    else if (type === RST_STREAM) close(payload.readUInt32BE(0));
    else if (type === GO_AWAY) socket.close(1000);
    else if (type === 'data') {
      const connection = await pairOf(stream)?.connection;
      if (payload.length > 0) connection?.send(0, payload.toString('latin1'));
      if (flags & FIN) close(stream);
    }
  }
  let rest: Buffer = Buffer.alloc(0);
  let turn: Promise<void> = Promise.resolve();
  socket.on('message', (message: Buffer) => {
    rest = readFrames(Buffer.concat([rest, message]), (frame) => {
      turn = turn.then(() => handle(frame)).catch(() => socket.close(1002));
    });
  });
  socket.once('close', () => {
    for (const { connection } of pairs.values()) void connection?.then((open) => open?.stop());
    codec.close();
  });
}
