import { encodeUtf8 } from '../../../base/bytes.ts';
import type { ServerRequest } from '../../shell/network-access.ts';
import { statusText } from '../../shell/tools/wget.ts';
import type { KubeletState, PodRecord } from '../kubelet-state.ts';
import type { RuntimeContainer } from '../runtime-container.ts';
import { createLink } from './link.ts';
import type { KubeletRequest, KubeletResponse } from './requests.ts';

/** Forwards connections to ports of a Pod. Servers answer whole HTTP requests. Models the kubelet's portForward. */
export function servePortForward(
  kubelet: KubeletState,
  record: PodRecord,
  { ports, client }: KubeletRequest & { what: 'portForward' },
): KubeletResponse {
  const { runtime } = kubelet;
  const received = new Map<number, string>();
  const link = createLink(
    kubelet,
    client!,
    {
      data(channel, data) {
        const port = ports[channel >> 1];
        if (port === undefined || channel % 2 === 1) return;
        const text = (received.get(channel) ?? '') + data;
        received.set(channel, text);
        const request = requestOf(text);
        if (!request) return;
        received.delete(channel);
        const sandbox = runtime.sandboxes.get(record.uid);
        const made = sandbox?.containers.find((one) => runtime.answers(one, port) === 'yes');
        if (made) link.send(channel, answer(kubelet, made, request));
        else link.send(channel + 1, refusal(record.uid, port));
      },
      close: (channel) => void received.delete(channel),
      end: () => received.clear(),
    },
    'portforward',
  );
  return { body: '', connection: link.connection };
}

/** The request in what has come so far, of HTTP or a line of another protocol; undefined while some is missing. */
function requestOf(text: string): ServerRequest | undefined {
  const end = text.indexOf('\r\n\r\n');
  const first = text.split(/\r?\n/, 1)[0]!;
  const [method = '', path = '/', version] = first.split(' ');
  if (!version?.startsWith('HTTP/')) {
    if (!text.includes('\n')) return undefined;
    return { protocol: 'tcp', method: 'REDIS', path: '', headers: new Map(), body: first };
  }
  if (end < 0) return undefined;
  const lines = text.slice(0, end).split('\r\n').slice(1);
  const headers = new Map(lines.map((line) => line.split(/:\s*(.*)/).slice(0, 2) as [string, string]));
  const body = text.slice(end + 4);
  const length = Number(headers.get('Content-Length') ?? headers.get('content-length') ?? 0);
  return body.length < length ? undefined : { protocol: 'http', method, path, headers, body };
}

function answer({ runtime }: KubeletState, made: RuntimeContainer, request: ServerRequest): string {
  const reply = runtime.reply(made, request);
  if (request.protocol === 'tcp') return reply?.body ?? '';
  const content = reply?.body ?? encodeUtf8(`Hello from ${made.sandbox.podKey.split('/')[1]}\n`);
  const shown = [...(reply?.headers ?? new Map([['Content-Type', 'text/plain']]))].map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const status = reply?.status ?? 200;
  return `HTTP/1.1 ${status} ${statusText(status)}\r\n${shown.join('')}${reply?.headers.has('Content-Length') ? '' : `Content-Length: ${content.length}\r\n`}Connection: close\r\n\r\n${content}`;
}

function refusal(uid: string, port: number): string {
  return `error forwarding port ${port} to pod ${uid}, uid : failed to execute portforward in network namespace "/var/run/netns/cni-${uid}": failed to connect to localhost:${port} inside namespace "${uid}", IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6: address localhost: no suitable address found `;
}
