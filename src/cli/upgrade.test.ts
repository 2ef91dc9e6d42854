import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { ChannelConnection } from '../sim/apiserver/channels.ts';
import type { HttpRequest, HttpResponse } from '../sim/apiserver/request.ts';
import type { Cluster } from '../sim/cluster/cluster.ts';
import { Engine } from '../sim/engine/engine.ts';
import { Future } from '../sim/engine/future.ts';
import { upgrade } from './upgrade.ts';

let server: Server | undefined;
afterEach(() => void server?.close());

/** Serves one answer; `said` is what the client's messages became. */
async function serve(
  answer: (request: HttpRequest, connection: ChannelConnection) => HttpResponse,
): Promise<{ readonly address: string; readonly said: string[] }> {
  const engine = new Engine(1);
  const said: string[] = [];
  const connection: ChannelConnection = {
    send: (channel, data) => void said.push(`send ${channel} ${data}`),
    close: (channel) => void said.push(`close ${channel}`),
    stop: () => void said.push('stop'),
  };
  const operator = { name: 'operator', scope: engine.root.child('operator') };
  const http = (request: HttpRequest): Future<HttpResponse> => {
    const reply = new Future<HttpResponse>();
    reply.resolve(answer(request, connection));
    return reply;
  };
  const cluster = { operator, http } as unknown as Cluster;
  const realTime = { hurry: () => engine.runUntil(engine.nowMs + 1), stop: () => {} };
  server = createServer();
  server.on('upgrade', (request, socket, head) => upgrade(cluster, realTime, request, socket, head));
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return { address: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, said };
}

/** Collects the messages of a socket until it closes, as text with the channel's number first. */
async function talk(address: string, protocol: string, say: readonly Buffer[]): Promise<readonly string[]> {
  const socket = new WebSocket(address, [protocol]);
  const heard: string[] = [];
  socket.on('message', (data: Buffer) => {
    heard.push(protocol.includes('base64') ? data.toString() : `${data[0]}${data.subarray(1).toString('latin1')}`);
  });
  socket.on('open', () => {
    for (const each of say) socket.send(each);
    socket.close();
  });
  await new Promise((resolve) => socket.on('close', resolve));
  return heard;
}

const EXEC = '/api/v1/namespaces/default/pods/p/exec?command=sh';

it.each([
  [
    'v5.channel.k8s.io',
    [Buffer.from('\0ls\n'), Buffer.from([255, 0])],
    ['1', '1hi'],
    ['send 0 ls\n', 'close 0', 'stop'],
  ],
  ['v4.channel.k8s.io', [Buffer.from('\0ls\n')], ['1', '1hi'], ['send 0 ls\n', 'stop']],
  ['base64.channel.k8s.io', [Buffer.from('0bHMK')], ['1', '1aGk='], ['send 0 ls\n', 'stop']],
])('%s carries channels both ways', async (protocol, say, hears, wanted) => {
  const { address, said } = await serve(({ channels }, connection) => {
    channels?.onData(1, 'hi');
    return { code: 101, headers: {}, body: '', connection };
  });
  expect(await talk(address + EXEC, protocol, say)).toEqual(hears);
  await expect.poll(() => said).toEqual(wanted);
});

it('a port-forward begins on each channel with its port', async () => {
  const { address } = await serve((_request, connection) => ({ code: 101, headers: {}, body: '', connection }));
  const path = '/api/v1/namespaces/default/pods/p/portforward?ports=8080';
  expect(await talk(address + path, 'v4.channel.k8s.io', [])).toEqual(['0\x90\x1f', '1\x90\x1f']);
});

it('a refusal is answered as plain HTTP', async () => {
  const body = { kind: 'Status', code: 404 };
  const { address } = await serve(() => ({ code: 404, headers: { 'Content-Type': 'application/json' }, body }));
  const socket = new WebSocket(address + EXEC, ['v5.channel.k8s.io']);
  const code = await new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.on('error', () => {});
  });
  expect(code).toBe(404);
});
