import { encodeUtf8 } from '../../../base/bytes.ts';
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
        if (!text.includes('\r\n\r\n')) return;
        received.delete(channel);
        const sandbox = runtime.sandboxes.get(record.uid);
        const made = sandbox?.containers.find((one) => runtime.answers(one, port) === 'yes');
        if (made) link.send(channel, answer(kubelet, made, text));
        else link.send(channel + 1, refusal(record.uid, port));
      },
      close: (channel) => void received.delete(channel),
      end: () => received.clear(),
    },
    'portforward',
  );
  return { body: '', connection: link.connection };
}

function answer({ runtime }: KubeletState, made: RuntimeContainer, text: string): string {
  const [head = '', body = ''] = text.split(/\r\n\r\n(.*)/s);
  const [first = '', ...lines] = head.split('\r\n');
  const [method = 'GET', path = '/'] = first.split(' ');
  const headers = new Map(lines.map((line) => line.split(/:\s*(.*)/).slice(0, 2) as [string, string]));
  const reply = runtime.reply(made, { protocol: 'http', method, path, headers, body });
  const content = reply?.body ?? encodeUtf8(`Hello from ${made.sandbox.podKey.split('/')[1]}\n`);
  const shown = [...(reply?.headers ?? new Map([['Content-Type', 'text/plain']]))].map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `HTTP/1.1 ${reply?.status ?? 200} OK\r\n${shown.join('')}Content-Length: ${content.length}\r\nConnection: close\r\n\r\n${content}`;
}

function refusal(uid: string, port: number): string {
  return `error forwarding port ${port} to pod ${uid}, uid : failed to execute portforward in network namespace "/var/run/netns/cni-${uid}": failed to connect to localhost:${port} inside namespace "${uid}", IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6: address localhost: no suitable address found `;
}
