import type { Process } from '../../../api/process.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { fetchFollowing, fetchUrl, hostHeader, parseUrl } from './lib/http.ts';
import { options } from './lib/options.ts';
import { statusText } from './wget.ts';

const LONG = {
  silent: 's',
  'show-error': 'S',
  fail: 'f',
  output: 'o',
  request: 'X',
  header: 'H',
  data: 'd',
  head: 'I',
  include: 'i',
  location: 'L',
  insecure: 'k',
  verbose: 'v',
  'max-time': 'm',
  'connect-timeout': 'm',
  'write-out': 'w',
  user: 'u',
};

/** Sends requests over HTTP. */
const curl: Tool = {
  names: ['curl'],
  *run(proc, args) {
    const { flags, values, all, operands } = options(args, 'sSfo:X:H:d:IiLkvm:w:u:AOG', LONG);
    const [target = ''] = operands;
    const url = parseUrl(target);
    if (!url) {
      yield* proc.complain(
        target === ''
          ? "curl: try 'curl --help' or 'curl --manual' for more information"
          : `curl: (1) Protocol "${target.split(':')[0]}" not supported`,
      );
      return target === '' ? 2 : 1;
    }
    const headers = new Map(
      all
        .filter(([letter]) => letter === 'H')
        .map(([, text]) => text.split(/:\s*(.*)/).slice(0, 2) as [string, string]),
    );
    if (!headers.has('Host')) headers.set('Host', hostHeader(url));
    if (!headers.has('User-Agent')) headers.set('User-Agent', values.get('A') ?? 'curl/8.14.1');
    if (!headers.has('Accept')) headers.set('Accept', '*/*');
    const body = values.get('d') ?? '';
    const method = values.get('X') ?? (flags.has('I') ? 'HEAD' : body ? 'POST' : 'GET');
    const limitMs = Number(values.get('m') ?? 130) * 1000;
    const beganMs = proc.nowMs;
    const fetch = flags.has('L') ? fetchFollowing : fetchUrl;
    const { result } = yield* fetch(proc, url, { method, headers, body }, limitMs);
    const tookMs = Math.round(proc.nowMs - beganMs);
    const isLoud = !flags.has('s') || flags.has('S');
    if (typeof result === 'string') {
      const { code, text } = failure(result, url.host, url.port, tookMs, values.has('m'));
      if (isLoud) yield* proc.complain(`curl: (${code}) ${text}`);
      if (values.has('w')) yield* writeOut(proc, values.get('w')!, 0, tookMs);
      return code;
    }
    if (flags.has('f') && result.status >= 400) {
      if (isLoud) yield* proc.complain(`curl: (22) The requested URL returned error: ${result.status}`);
      return 22;
    }
    const head = `HTTP/1.1 ${result.status} ${statusText(result.status)}\r\n${[...result.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('')}${result.headers.has('Content-Length') ? '' : `Content-Length: ${result.body.length}\r\n`}\r\n`;
    const shown = (flags.has('I') || flags.has('i') ? head : '') + (flags.has('I') ? '' : result.body);
    const output = values.get('o');
    if (output === undefined) yield* proc.print(shown);
    else if (output !== '/dev/null') proc.kernel.fs.writeFile(output, proc.cwd, shown);
    if (values.has('w')) yield* writeOut(proc, values.get('w')!, result.status, tookMs);
    return 0;
  },
};

function* writeOut(proc: Proc, template: string, status: number, tookMs: number): Process<void> {
  const text = template
    .replaceAll('%{http_code}', String(status).padStart(3, '0'))
    .replaceAll('%{time_total}', (tookMs / 1000).toFixed(6))
    .replaceAll('\\n', '\n');
  yield* proc.print(text);
}

function failure(
  result: string,
  host: string,
  port: number,
  tookMs: number,
  hasLimit: boolean,
): { code: number; text: string } {
  if (result === 'nxdomain' || result === 'no network') return { code: 6, text: `Could not resolve host: ${host}` };
  if (result === 'closed') return { code: 52, text: 'Empty reply from server' };
  if (result === 'timeout') {
    return {
      code: 28,
      text: hasLimit
        ? `Connection timed out after ${tookMs} milliseconds`
        : `Failed to connect to ${host} port ${port} after ${tookMs} ms: Couldn't connect to server`,
    };
  }
  return { code: 7, text: `Failed to connect to ${host} port ${port} after ${tookMs} ms: Couldn't connect to server` };
}

export default curl;
