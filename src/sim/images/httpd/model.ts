import { encodeUtf8 } from '../../../base/bytes.ts';
import type { FileSystem } from '../../shell/fs/file-system.ts';
import { SIGHUP, SIGTERM, SIGUSR1, SIGWINCH } from '../../shell/kernel/signals.ts';
import type { ServerReply, ServerRequest } from '../../shell/network-access.ts';
import type { ServerPlace } from '../image.ts';
import type { LoadedServer, ServerLine, ServerModel, SignalPlace, StartPlace, StartProblem } from '../server-model.ts';
import { httpDate, mimeType } from '../static-files.ts';

const CONFIG = '/usr/local/apache2/conf/httpd.conf';
const WORKER_UID = 33;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface ApacheConfig {
  readonly ports: readonly number[];
  readonly root: string;
  readonly names: readonly string[];
}

/** Directives that the image's modules know, as far as a mistake in a name can be told. */
const KNOWN =
  /^(ServerRoot|Listen|LoadModule|User|Group|ServerAdmin|ServerName|ServerAlias|DocumentRoot|DirectoryIndex|ErrorLog|LogLevel|LogFormat|CustomLog|ScriptAlias|Alias|AliasMatch|Redirect|RedirectMatch|RequestHeader|Header|TypesConfig|AddType|AddHandler|AddEncoding|AddOutputFilter\w*|Include|IncludeOptional|Options|AllowOverride|Require|Rewrite\w+|Proxy\w*|SSL\w+|Set\w+|BrowserMatch|Timeout|KeepAlive\w*|MaxKeepAliveRequests|Max\w+|Min\w+|Start\w+|Server\w+|Thread\w+|ErrorDocument|FallbackResource|Auth\w+|Order|Allow|Deny|Directory\w*|Index\w*|Define|PidFile|TraceEnable|HostnameLookups|Enable\w+|Mutex|User\w*|Files\w*|Location\w*|Limit\w*|If\w*|VirtualHost|NameVirtualHost|Charset\w*|Add\w+|Force\w+|Expires\w+|Deflate\w*|Substitute|File\w+|Pass\w+|Unset\w+)$/i;

function read(files: FileSystem): ApacheConfig | string {
  if (files.find(CONFIG, '/')?.node.type !== 'file')
    return `httpd: Could not open configuration file ${CONFIG}: No such file or directory`;
  const lines = files.readFile(CONFIG, '/').split('\n');
  const values = (name: string): string[] =>
    lines.flatMap((line) => new RegExp(`^\\s*${name}\\s+"?([^"\\s]+)"?`, 'i').exec(line)?.[1] ?? []);
  for (const [i, line] of lines.entries()) {
    const word = /^\s*([A-Za-z]\w*)/.exec(line)?.[1];
    if (word !== undefined && !KNOWN.test(word)) {
      return `AH00526: Syntax error on line ${i + 1} of ${CONFIG}:\nInvalid command '${word}', perhaps misspelled or defined by a module not included in the server configuration`;
    }
  }
  const root = values('DocumentRoot')[0] ?? '/usr/local/apache2/htdocs';
  if (!files.find(root, '/'))
    return `AH00526: Syntax error on line ${lines.findIndex((line) => /^\s*DocumentRoot/i.test(line)) + 1} of ${CONFIG}:\nDocumentRoot '${root}' is not a directory, or is not readable`;
  const ports = values('Listen').map((address) => Number(address.replace(/^.*:/, '')));
  return { ports, root, names: values('ServerName') };
}

/** A line of Apache's log of errors. */
function notice(unixMs: number, pid: number, text: string): ServerLine {
  const iso = new Date(unixMs).toISOString();
  const day = DAYS[Math.floor(unixMs / 86_400_000 + 4) % 7];
  const time = `${day} ${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(8, 10)} ${iso.slice(11, 23)}000 ${iso.slice(0, 4)}`;
  return {
    stream: 'stderr',
    text: `[${time}] [${text.startsWith('AH00094') ? 'core' : 'mpm_event'}:notice] [pid ${pid}:tid ${pid}] ${text}`,
  };
}

/** The Apache server of a version as processes. */
export function httpdModel(version: string): ServerModel {
  const says =
    (text: string) =>
    ({ unixMs, pid }: SignalPlace): readonly ServerLine[] => [notice(unixMs, pid, text)];
  const ends = { afterMs: 50, exitCode: 0 };
  return {
    comm: 'httpd',
    title: () => 'httpd -DFOREGROUND',
    workers: () => [1, 2, 3].map(() => ({ title: 'httpd -DFOREGROUND', uid: WORKER_UID })),
    pidsUsed: 8,
    configuredBy: () => ['/usr/local/apache2/conf'],
    stopSignal: SIGWINCH,
    signals: {
      [SIGTERM]: { log: says('AH00491: caught SIGTERM, shutting down'), ends },
      [SIGWINCH]: { log: says('AH00492: caught SIGWINCH, shutting down gracefully'), ends },
      [SIGHUP]: { log: says('AH00494: SIGHUP received.  Attempting to restart'), reloads: true },
      [SIGUSR1]: { log: says('AH00493: SIGUSR1 received.  Doing graceful restart'), reloads: true },
    },
    load: ({ files }) => load(files),
    startLog: (place) => startLog(place, version),
  };
}

function load(files: FileSystem): LoadedServer | StartProblem {
  const config = read(files);
  if (typeof config === 'string') return { log: [{ stream: 'stderr', text: config }], exitCode: 1 };
  return { ports: config.ports, readsFiles: true, reply: (request, place) => reply(config, request, place) };
}

function startLog({ unixMs, pid, ip, files }: StartPlace, version: string): readonly ServerLine[] {
  const config = read(files);
  const isNamed = typeof config !== 'string' && config.names.length > 0;
  const text = `AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using ${ip}. Set the 'ServerName' directive globally to suppress this message`;
  const warnings: ServerLine[] = isNamed ? [] : [text, text].map((line) => ({ stream: 'stderr', text: line }));
  return [
    ...warnings,
    notice(unixMs, pid, `AH00489: Apache/${version} (Unix) configured -- resuming normal operations`),
    notice(unixMs, pid, `AH00094: Command line: 'httpd -D FOREGROUND'`),
  ];
}

const WORDS: Readonly<Record<number, readonly [string, string]>> = {
  403: ['Forbidden', "You don't have permission to access this resource."],
  404: ['Not Found', 'The requested URL was not found on this server.'],
  405: ['Method Not Allowed', 'The requested method is not allowed for this URL.'],
};

function page(status: number, { unixMs }: ServerPlace): ServerReply {
  const [title, text] = WORDS[status]!;
  const body = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${status} ${title}</title>\n</head><body>\n<h1>${title}</h1>\n<p>${text}</p>\n</body></html>\n`;
  return { status, headers: headersOf(unixMs, body.length, 'text/html; charset=iso-8859-1'), body };
}

function headersOf(unixMs: number, length: number, type: string): Map<string, string> {
  return new Map([
    ['Date', httpDate(unixMs)],
    ['Server', 'Apache/2.4.65 (Unix)'],
    ['Content-Length', String(length)],
    ['Content-Type', type],
  ]);
}

function reply({ root }: ApacheConfig, request: ServerRequest, place: ServerPlace): ServerReply | undefined {
  if (request.protocol === 'tcp') return undefined;
  const { files, unixMs } = place;
  const path = root + request.path.replace(/[?#].*/s, '');
  const found = files.find(path, '/');
  if (!found) return page(404, place);
  if (found.node.type === 'file') {
    const body = files.readFile(path, '/');
    const headers = headersOf(unixMs, body.length, mimeType(path) ?? 'text/plain');
    headers.set('Last-Modified', httpDate(found.node.mtimeMs));
    return { status: 200, headers, body: request.method === 'HEAD' ? '' : body };
  }
  if (files.find(`${path}/index.html`, '/')) {
    return reply(
      { root, ports: [], names: [] },
      { ...request, path: `${request.path.replace(/[?#].*/s, '')}/index.html` },
      place,
    );
  }
  const names = files.list(path, '/').filter((name) => !name.startsWith('.'));
  const rows = names.map((name) => `<li><a href="${name}"> ${name}</a></li>\n`).join('');
  const title = request.path.replace(/[?#].*/s, '').replace(/(.)\/$/, '$1');
  const body = encodeUtf8(
    `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n<html>\n <head>\n  <title>Index of ${title}</title>\n </head>\n <body>\n<h1>Index of ${title}</h1>\n<ul>${rows}</ul>\n</body></html>\n`,
  );
  return { status: 200, headers: headersOf(unixMs, body.length, 'text/html;charset=ISO-8859-1'), body };
}
