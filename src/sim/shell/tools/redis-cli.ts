import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { addressOf } from './lib/http.ts';
import { options } from './lib/options.ts';

const CONNECT_MS = 5000;

/** Where the commands go. */
interface Server {
  readonly host: string;
  readonly port: number;
  readonly address: string;
}

/** The client of redis: one command, those of its input, or a prompt on a terminal. */
const redisCli: Tool = {
  names: ['redis-cli'],
  *run(proc, args) {
    const { values, operands, flags } = options(args, '+h:p:a:n:r:u:vR', {
      raw: 'R',
      version: 'v',
      user: 'u',
      pass: 'a',
    });
    if (flags.has('v')) {
      yield* proc.print(`redis-cli ${proc.env.get('REDIS_VERSION') ?? '7.4.5'}\n`);
      return 0;
    }
    const host = values.get('h') ?? '127.0.0.1';
    const port = Number(values.get('p') ?? 6379);
    const { network } = proc.kernel.options;
    const found = network ? yield* addressOf(proc, network, host) : 'nxdomain';
    const isName = found === 'nxdomain' || found === 'timeout';
    const result = network && !isName ? yield* network.connect(found, port, CONNECT_MS) : 'refused';
    const isPlain = flags.has('R') || !proc.file(1).isTty;
    const server = { host, port, address: found };
    if (result !== 'ok') {
      const why = isName
        ? 'Name or service not known'
        : result === 'timeout'
          ? 'Connection timed out'
          : 'Connection refused';
      yield* proc.complain(`Could not connect to Redis at ${host}:${port}: ${why}`);
      return 1;
    }
    const times = Number(values.get('r') ?? 1);
    if (operands.length > 0) {
      let status = 0;
      for (let i = 0; i < times; i++) status = yield* ask(proc, server, operands.map(quoted).join(' '), isPlain);
      return status;
    }
    return yield* loop(proc, server, isPlain);
  },
};

function quoted(word: Bytes): string {
  return /^[^\s"'\\]+$/.test(word) ? word : `"${word.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

function* loop(proc: Proc, server: Server, isPlain: boolean): Process<number> {
  const input = proc.file(0);
  const prompt = input.isTty ? `${server.host}:${server.port}> ` : '';
  for (;;) {
    yield* proc.print(prompt);
    const line = input.line ? yield* input.line(proc) : yield* input.read(proc, 65_536);
    if (line === '') return 0;
    const text = line.trim();
    if (/^(quit|exit)$/i.test(text)) return 0;
    if (text !== '') yield* ask(proc, server, text, isPlain);
  }
}

function* ask(proc: Proc, { address, port }: Server, line: string, isPlain: boolean): Process<number> {
  const headers = new Map<string, string>();
  const request = { protocol: 'tcp', method: 'REDIS', path: '', headers, body: line } as const;
  const reply = yield* proc.kernel.options.network!.request(address, port, request, CONNECT_MS);
  if (typeof reply === 'string') {
    yield* proc.complain('Error: Server closed the connection');
    return 1;
  }
  if (reply.body === '') return 0;
  const { text } = isPlain ? plain(reply.body, 0) : pretty(reply.body, 0, '');
  yield* proc.print(`${text}\n`);
  return reply.body.startsWith('-') && isPlain ? 1 : 0;
}

interface Shown {
  readonly text: string;
  readonly end: number;
}

/** One value of the protocol from a place on: its mark, its line, and where what follows begins. */
function head(body: string, at: number): { mark: string; line: string; next: number } {
  const end = body.indexOf('\r\n', at);
  return { mark: body[at] ?? '', line: body.slice(at + 1, end), next: end + 2 };
}

function plain(body: string, at: number): Shown {
  const { mark, line, next } = head(body, at);
  if (mark === '$') return line === '-1' ? { text: '', end: next } : bulk(body, next, Number(line));
  if (mark !== '*') return { text: line, end: next };
  const parts: string[] = [];
  let end = next;
  for (let i = 0; i < Number(line); i++) {
    const one = plain(body, end);
    parts.push(one.text);
    end = one.end;
  }
  return { text: parts.join('\n'), end };
}

function bulk(body: string, from: number, length: number): Shown {
  return { text: body.slice(from, from + length), end: from + length + 2 };
}

function pretty(body: string, at: number, indent: string): Shown {
  const { mark, line, next } = head(body, at);
  if (mark === ':') return { text: `(integer) ${line}`, end: next };
  if (mark === '-') return { text: `(error) ${line}`, end: next };
  if (mark === '+') return { text: line, end: next };
  if (mark === '$') {
    if (line === '-1') return { text: '(nil)', end: next };
    const { text, end } = bulk(body, next, Number(line));
    const escaped = text.replace(/["\\]/g, '\\$&').replaceAll('\r', '\\r').replaceAll('\n', '\\n');
    return { text: `"${escaped}"`, end };
  }
  const count = Number(line);
  if (count === 0) return { text: '(empty array)', end: next };
  const parts: string[] = [];
  let end = next;
  for (let i = 1; i <= count; i++) {
    const number = `${String(i).padStart(String(count).length)}) `;
    const one = pretty(body, end, indent + ' '.repeat(number.length));
    parts.push((i === 1 ? '' : indent) + number + one.text);
    end = one.end;
  }
  return { text: parts.join('\n'), end };
}

export default redisCli;
