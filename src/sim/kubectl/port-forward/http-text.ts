import type { Bytes } from '../../../base/bytes.ts';
import type { ServerReply, ServerRequest } from '../../shell/network-access.ts';

/** A request as it goes over a connection. */
export function requestText({ protocol, method, path, headers, body }: ServerRequest): Bytes {
  if (protocol === 'tcp') return `${body}\n`;
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const length = body === '' ? '' : `Content-Length: ${body.length}\r\n`;
  return `${method} ${path} HTTP/1.1\r\n${lines}${length}\r\n${body}`;
}

/** The answer in what has come so far; undefined while some of it is missing. */
export function replyOf({ protocol }: ServerRequest, text: Bytes): ServerReply | undefined {
  if (protocol === 'tcp') return text === '' ? undefined : { status: 200, headers: new Map(), body: text };
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const all = lines.map((line) => line.split(/:\s*(.*)/).slice(0, 2) as [string, string]);
  const length = Number(all.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? 0);
  const body = text.slice(end + 4);
  if (body.length < length) return undefined;
  const headers = all.filter(([name]) => !/^(content-length|connection)$/i.test(name));
  return { status: Number(first.split(' ')[1]), headers: new Map(headers), body: body.slice(0, length) };
}
