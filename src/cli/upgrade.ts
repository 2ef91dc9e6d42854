import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type ChannelClient, type ChannelConnection, STDOUT } from '../sim/apiserver/channels.ts';
import type { HttpResponse } from '../sim/apiserver/request.ts';
import type { Cluster } from '../sim/cluster/cluster.ts';
import type { Scope } from '../sim/engine/scope.ts';
import type { RealTime } from './real-time.ts';
import { type ConnectPort, servePortForwardTunnel, TUNNEL_PROTOCOL } from './spdy/port-forward-tunnel.ts';

/** Subprotocols, the one that the server likes best first; those with base64 carry text. */
const PROTOCOLS = [
  'v5.channel.k8s.io',
  'v4.channel.k8s.io',
  'v4.base64.channel.k8s.io',
  'channel.k8s.io',
  'base64.channel.k8s.io',
];
const CLOSING_PROTOCOL = 'v5.channel.k8s.io';
/** How the simulation tells such a text from a Status. */
const REFUSED = 'unable to upgrade connection: ';
/** In v5 a message on this channel closes the one that its byte names. */
const CLOSE = 255;

const sockets = new WebSocketServer({
  noServer: true,
  handleProtocols: (offered) => PROTOCOLS.find((each) => offered.has(each)) ?? false,
});

/** For kubectl's port-forward, whose subprotocol is none that a name of the library may have. */
const tunnels = new WebSocketServer({ noServer: true });
tunnels.on('headers', (headers) => void headers.push(`Sec-WebSocket-Protocol: ${TUNNEL_PROTOCOL}`));

/**
 * Carries a request that asks for an upgrade into the simulated cluster: exec, attach and portforward over WebSocket. A
 * refusal, and an upgrade to something else than WebSocket, is answered as plain HTTP.
 */
export function upgrade(
  cluster: Cluster,
  realTime: RealTime,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const scope = cluster.operator.scope.child('connection');
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const { method = 'GET', url: path = '/' } = request;
  const bridge = newBridge();
  const isSocket = headers['upgrade']?.toLowerCase() === 'websocket';
  const channels: ChannelClient = { host: cluster.operator, scope, onData: bridge.onData, onEnd: bridge.onEnd };
  socket.once('close', () => scope.kill());
  socket.once('error', () => socket.destroy());
  // A client whose WebSocket was refused asks again by SPDY, to be told why.
  const reply = cluster.http({ method, path, headers, channels }, scope);
  reply.onSettle(() => {
    let answer: HttpResponse;
    try {
      answer = reply.value;
    } catch (error) {
      writePlain(socket, {
        code: 502,
        headers: { 'Content-Type': 'text/plain' },
        body: `${(error as Error).message}\n`,
      });
      return;
    }
    const { connection } = answer;
    if (answer.code !== 101 || !connection) {
      writePlain(socket, plainRefusal(answer));
      return;
    }
    if (!isSocket) {
      connection.stop();
      writePlain(socket, NO_SPDY);
      return;
    }
    if (headers['sec-websocket-protocol']?.split(/,\s*/).includes(TUNNEL_PROTOCOL)) {
      delete request.headers['sec-websocket-protocol'];
      tunnels.handleUpgrade(request, socket, head, (webSocket) => {
        servePortForwardTunnel(webSocket, portConnector(cluster, realTime, { path, headers }, scope));
      });
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => bridge.connect(webSocket, connection, portsOf(path)));
  });
  realTime.hurry(() => reply.settled);
}

const NO_SPDY: HttpResponse = {
  code: 400,
  headers: { 'Content-Type': 'text/plain' },
  body: 'this server speaks WebSocket, not SPDY',
};

/** What a kubelet answers to an upgrade is plain text, which kubectl puts words before. */
function plainRefusal(answer: HttpResponse): HttpResponse {
  const message = (answer.body as { readonly message?: string } | undefined)?.message ?? '';
  if (!message.startsWith(REFUSED)) return answer;
  return { code: answer.code, headers: { 'Content-Type': 'text/plain' }, body: message.slice(REFUSED.length) };
}

/** The ports of a port-forward, in the order in which its channels have them; none for other requests. */
function portsOf(path: string): readonly number[] {
  const url = new URL(path, 'http://localhost');
  if (!/\/portforward$/.test(url.pathname)) return [];
  return url.searchParams.getAll('ports').flatMap((ports) => ports.split(',').map(Number));
}

/** Opens connections to ports of the Pod whose port-forward a request has asked for. */
function portConnector(
  cluster: Cluster,
  realTime: RealTime,
  { path, headers }: { readonly path: string; readonly headers: Readonly<Record<string, string>> },
  scope: Scope,
): ConnectPort {
  return (port, onData) =>
    new Promise((resolve) => {
      const channels: ChannelClient = { host: cluster.operator, scope, onData, onEnd: () => {} };
      const request = {
        method: 'POST',
        path: `${path.split('?')[0]}?ports=${port}`,
        headers: { ...headers },
        channels,
      };
      const reply = cluster.http(request, scope);
      reply.onSettle(() => {
        try {
          const { connection, body } = reply.value;
          if (!connection) onData(1, (body as { message?: string }).message ?? String(body));
          resolve(connection);
        } catch (error) {
          onData(1, (error as Error).message);
          resolve(undefined);
        }
      });
      realTime.hurry(() => reply.settled);
    });
}

interface Bridge {
  onData(channel: number, data: string): void;
  onEnd(): void;
  connect(socket: WebSocket, connection: ChannelConnection, ports: readonly number[]): void;
}

/** Passes messages between a WebSocket and a connection of the simulation; what comes before they are joined waits. */
function newBridge(): Bridge {
  let socket: WebSocket | undefined;
  let waiting: (readonly [number, string])[] = [];
  let ended = false;
  const send = (channel: number, data: string): void => {
    if (!socket) waiting.push([channel, data]);
    else if (isText(socket)) socket.send(String(channel) + Buffer.from(data, 'latin1').toString('base64'));
    else socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(data, 'latin1')]));
  };
  return {
    onData: send,
    onEnd() {
      ended = true;
      socket?.close(1000);
    },
    connect(opened, connection, ports) {
      socket = opened;
      if (ports.length === 0) send(STDOUT, '');
      // A port-forward begins on each channel with the port that it carries, the low byte first.
      for (const [i, port] of ports.entries()) {
        const bytes = String.fromCharCode(port & 255, port >> 8);
        send(2 * i, bytes);
        send(2 * i + 1, bytes);
      }
      for (const [channel, data] of waiting) send(channel, data);
      waiting = [];
      opened.on('message', (message: Buffer) => receive(opened, connection, message));
      opened.once('close', () => connection.stop());
      if (ended) opened.close(1000);
    },
  };
}

function isText({ protocol }: WebSocket): boolean {
  return protocol.includes('base64');
}

function receive(socket: WebSocket, connection: ChannelConnection, message: Buffer): void {
  if (message.length === 0) return;
  if (isText(socket)) {
    const data = Buffer.from(message.subarray(1).toString('latin1'), 'base64').toString('latin1');
    connection.send(Number(String.fromCharCode(message[0]!)), data);
  } else if (message[0] === CLOSE && socket.protocol === CLOSING_PROTOCOL) {
    if (message[1] !== undefined) connection.close(message[1]);
  } else connection.send(message[0]!, message.subarray(1).toString('latin1'));
}

/** Answers on a socket that has left the HTTP server, and closes it. */
function writePlain(socket: Duplex, { code, headers, body }: HttpResponse): void {
  const content = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const lines = Object.entries({ ...headers, 'Content-Length': content.length, Connection: 'close' });
  const text = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 ${code} ${STATUS_CODES[code] ?? ''}\r\n${text}\r\n`), content]));
}
