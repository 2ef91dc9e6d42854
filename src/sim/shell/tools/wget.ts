import type { Process } from '../../../api/process.ts';
import { baseName } from '../fs/path.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { fetchFollowing, parseUrl } from './lib/http.ts';
import { options } from './lib/options.ts';

/** TCP gives a connection up after this time. */
const CONNECT_TIMEOUT_MS = 127_000;

/** Fetches files over HTTP, in busybox' words. */
const wget: Tool = {
  names: ['wget'],
  *run(proc, args) {
    const { flags, values, operands } = options(args, 'qO:T:t:ScU:P:', {
      quiet: 'q',
      'output-document': 'O',
      timeout: 'T',
      tries: 't',
      spider: 's',
      'no-check-certificate': 'c',
      'post-data': 'P',
      header: 'U',
    });
    const url = parseUrl(operands[0] ?? '');
    if (!url) {
      yield* proc.complain(
        operands.length === 0
          ? 'Usage: wget [-cqS] [-O FILE] [-T SEC] URL...'
          : `wget: not an http or ftp url: ${operands[0]}`,
      );
      return 1;
    }
    const isQuiet = flags.has('q');
    const timeoutMs = values.has('T') ? Number(values.get('T')) * 1000 : CONNECT_TIMEOUT_MS;
    const body = values.get('P') ?? '';
    const request = {
      method: body ? 'POST' : 'GET',
      headers: new Map([
        ['Host', url.port === 80 ? url.host : `${url.host}:${url.port}`],
        ['User-Agent', 'Wget'],
        ['Connection', 'close'],
      ]),
      body,
    };
    const { result, address } = yield* fetchFollowing(proc, url, request, timeoutMs);
    if (result === 'nxdomain' || result === 'no network')
      return yield* fail(proc, `bad address '${url.host}${portText(url.port)}'`);
    if (!isQuiet) yield* proc.complain(`Connecting to ${url.host}${portText(url.port)} (${address}:${url.port})`);
    if (result === 'refused') return yield* fail(proc, `can't connect to remote host (${address}): Connection refused`);
    if (result === 'closed') return yield* fail(proc, 'error getting response: Connection reset by peer');
    if (result === 'timeout')
      return yield* fail(
        proc,
        values.has('T') ? 'download timed out' : `can't connect to remote host (${address}): Connection timed out`,
      );
    if (result.status >= 400)
      return yield* fail(proc, `server returned error: HTTP/1.1 ${result.status} ${statusText(result.status)}`);
    if (args.includes('--spider')) {
      if (!isQuiet) yield* proc.complain('remote file exists');
      return 0;
    }
    const target = values.get('O') ?? (baseName(url.path.replace(/\?.*/, '')).replace(/^\/$/, '') || 'index.html');
    if (target === '-') {
      if (!isQuiet) yield* proc.complain(`writing to stdout`);
      yield* proc.print(result.body);
      if (!isQuiet)
        yield* proc.complain(
          `-                    100% |********************************|${String(result.body.length).padStart(6)}  0:00:00 ETA\nwritten to stdout`,
        );
      return 0;
    }
    proc.kernel.fs.writeFile(target, proc.cwd, result.body);
    if (!isQuiet)
      yield* proc.complain(
        `saving to '${target}'\n${target.padEnd(20)} 100% |********************************|${String(result.body.length).padStart(6)}  0:00:00 ETA\n'${target}' saved`,
      );
    return 0;
  },
};

function* fail(proc: Proc, text: string): Process<number> {
  yield* proc.complain(`wget: ${text}`);
  return 1;
}

function portText(port: number): string {
  return port === 80 || port === 443 ? '' : `:${port}`;
}

/** The usual words for an HTTP status. */
export function statusText(status: number): string {
  const texts: Record<number, string> = {
    200: 'OK',
    301: 'Moved Permanently',
    302: 'Found',
    403: 'Forbidden',
    404: 'Not Found',
    500: 'Internal Server Error',
    502: 'Bad Gateway',
    503: 'Service Unavailable',
    504: 'Gateway Timeout',
  };
  return texts[status] ?? '';
}

export default wget;
