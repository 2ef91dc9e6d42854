import { encodeUtf8 } from '../../../base/bytes.ts';
import type { ServerReply, ServerRequest } from '../../shell/network-access.ts';
import type { ServerPlace } from '../image.ts';
import { httpDate, mimeType } from '../static-files.ts';
import type { Directive } from './config.ts';
import { nginxTime } from './log.ts';
import { passOn } from './proxy.ts';
import { expression, type NginxConfig, type Site } from './site.ts';
import { fill } from './variables.ts';

/** A request to a site. */
export interface Asked {
  readonly config: NginxConfig;
  readonly version: string;
  readonly site: Site;
  readonly request: ServerRequest;
  readonly place: ServerPlace;
  readonly host: string;
}

/** The directives that hold at a place, the innermost first, and the path that is asked for. */
export interface Scope {
  readonly asked: Asked;
  readonly blocks: readonly (readonly Directive[])[];
  /** Decoded, without its query. */
  readonly uri: string;
  readonly location: string;
  /** How often it has been sent on inside. */
  readonly depth: number;
}

const MAX_REDIRECTS = 10;
const STATUS: Readonly<Record<number, string>> = {
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Authorization Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Not Allowed',
  410: 'Gone',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

/** What a site answers. */
export function answer(asked: Asked): ServerReply {
  return process(asked, decodePath(asked.request.path), 0);
}

function process(asked: Asked, uri: string, depth: number): ServerReply {
  const location = findLocation(asked.site.block, uri);
  const blocks = [...(location ? [location.block ?? []] : []), asked.site.block, asked.config.http];
  const scope: Scope = { asked, blocks, uri, location: location?.args.at(-1) ?? '/', depth };
  if (depth > MAX_REDIRECTS) return errorPage(scope, 500);
  const returned = directive(scope, 'return', 2);
  if (returned) return withHeaders(scope, returning(scope, returned.args));
  const rewritten = rewrite(scope);
  if (typeof rewritten === 'object') return rewritten;
  if (rewritten !== undefined) return process(asked, rewritten, depth + 1);
  if (isDenied(scope)) return errorPage(scope, 403, `access forbidden by rule`);
  const auth = directive(scope, 'auth_basic')?.args[0];
  if (auth !== undefined && auth !== 'off' && !asked.request.headers.has('Authorization')) {
    const page = errorPage(scope, 401);
    return { ...page, headers: new Map([...page.headers, ['WWW-Authenticate', `Basic realm="${auth}"`]]) };
  }
  if (directive(scope, 'stub_status', 1)) return stubStatus();
  const proxied = passOn(scope);
  if (proxied) return proxied;
  if (!/^(GET|HEAD)$/.test(asked.request.method)) return errorPage(scope, 405);
  return withHeaders(scope, files(scope));
}

/** The exact one, the longest prefix, and between them the first regular expression. Models ngx_http_core_find_location. */
function findLocation(block: readonly Directive[], uri: string): Directive | undefined {
  const all = block.filter(({ name }) => name === 'location');
  const exact = all.find(({ args }) => args[0] === '=' && args[1] === uri);
  if (exact) return exact;
  const prefixes = all.filter(({ args }) => (args.length === 1 || args[0] === '^~') && uri.startsWith(args.at(-1)!));
  const longest = prefixes.reduce<Directive | undefined>(
    (best, one) => ((one.args.at(-1)?.length ?? 0) > (best?.args.at(-1)?.length ?? -1) ? one : best),
    undefined,
  );
  const inner = longest?.block && findLocation(longest.block, uri);
  if (inner) return inner;
  if (longest?.args[0] === '^~') return longest;
  const pattern = all.find(
    ({ args }) => /^~\*?$/.test(args[0] ?? '') && expression(args[1] ?? '', args[0] === '~*' ? 'i' : '')?.test(uri),
  );
  return pattern ?? longest;
}

/** The innermost directive of a name; `levels` says how many blocks count. */
export function directive({ blocks }: Scope, name: string, levels = 3): Directive | undefined {
  for (const block of blocks.slice(0, levels)) {
    const found = block.find((one) => one.name === name);
    if (found) return found;
  }
  return undefined;
}

function returning(scope: Scope, [first = '', second]: readonly string[]): ServerReply {
  const isUrl = !/^\d+$/.test(first);
  const status = isUrl ? 302 : Number(first);
  const text = isUrl ? first : second;
  if (text === undefined) return status >= 300 ? errorPage(scope, status) : reply(scope, status, '', 'text/plain');
  if (status >= 300 && status < 400) return redirect(scope, status, fill(scope, text));
  return reply(scope, status, fill(scope, text), directive(scope, 'default_type')?.args[0] ?? 'text/plain');
}

function rewrite(scope: Scope): string | ServerReply | undefined {
  for (const block of scope.blocks.slice(0, 2)) {
    for (const { args } of block.filter(({ name }) => name === 'rewrite')) {
      const [pattern = '', target = '', flag = ''] = args;
      const found = expression(pattern, '')?.exec(scope.uri);
      if (!found) continue;
      const text = fill(
        scope,
        target.replace(/\$(\d)/g, (_, digit: string) => found[Number(digit)] ?? ''),
      );
      if (flag === 'redirect' || flag === 'permanent') return redirect(scope, flag === 'redirect' ? 302 : 301, text);
      if (text !== scope.uri) return text;
    }
  }
  return undefined;
}

function isDenied(scope: Scope): boolean {
  const { clientIp } = scope.asked.place;
  const rules = scope.blocks.map((block) => block.filter(({ name }) => name === 'allow' || name === 'deny'));
  const first = rules.find((list) => list.length > 0)?.find(({ args }) => args[0] === 'all' || args[0] === clientIp);
  return first?.name === 'deny';
}

function files(scope: Scope): ServerReply {
  const { asked, uri } = scope;
  const tries = directive(scope, 'try_files', 2)?.args;
  if (!tries) return staticFile(scope, uri);
  for (const candidate of tries.slice(0, -1)) {
    const path = fill(scope, candidate);
    const node = asked.place.files.find(diskPath(scope, path), '/')?.node;
    if (path.endsWith('/') ? node?.type === 'dir' : node?.type === 'file') return staticFile(scope, path);
  }
  const last = fill(scope, tries.at(-1)!);
  if (last.startsWith('=')) return errorPage(scope, Number(last.slice(1)));
  return process(asked, last.replace(/\?.*/, ''), scope.depth + 1);
}

function staticFile(scope: Scope, uri: string): ServerReply {
  const { place, request } = scope.asked;
  const path = diskPath(scope, uri);
  const found = place.files.find(path, '/');
  if (!found) return errorPage(scope, 404, `open() "${path}" failed (2: No such file or directory)`);
  if (found.node.type === 'dir') {
    if (!uri.endsWith('/')) return redirect(scope, 301, `http://${scope.asked.host || 'localhost'}${uri}/`);
    for (const name of directive(scope, 'index')?.args ?? ['index.html']) {
      const inside = place.files.find(`${path}${fill(scope, name)}`, '/');
      if (inside?.node.type === 'file') return process(scope.asked, `${uri}${fill(scope, name)}`, scope.depth + 1);
    }
    if (directive(scope, 'autoindex')?.args[0] === 'on')
      return reply(scope, 200, listing(scope, uri, path), 'text/html');
    return errorPage(scope, 403, `directory index of "${path}" is forbidden`);
  }
  if ((found.node.mode & 0o004) === 0 && found.node.uid !== WORKER_UID)
    return errorPage(scope, 403, `open() "${path}" failed (13: Permission denied)`);
  const body = place.files.readFile(path, '/');
  const type = mimeType(path) ?? directive(scope, 'default_type')?.args[0] ?? 'text/plain';
  const made = reply(scope, 200, body, type);
  const { mtimeMs } = found.node;
  const headers = new Map(made.headers);
  headers.delete('Connection');
  headers.set('Last-Modified', httpDate(mtimeMs)).set('Connection', 'keep-alive');
  headers.set('ETag', `"${Math.floor(mtimeMs / 1000).toString(16)}-${body.length.toString(16)}"`);
  headers.set('Accept-Ranges', 'bytes');
  return { ...made, headers, body: request.method === 'HEAD' ? '' : body };
}

/** Workers run as this user. */
const WORKER_UID = 101;

function listing({ asked }: Scope, uri: string, path: string): string {
  const names = asked.place.files.list(path, '/').filter((name) => !name.startsWith('.'));
  const rows = names.map((name) => {
    const node = asked.place.files.find(`${path}${name}`, '/')?.node;
    const shown = node?.type === 'dir' ? `${name}/` : name;
    const size = node?.type === 'file' ? String(node.data.length) : '-';
    return `<a href="${shown}">${shown}</a>${' '.repeat(Math.max(1, 51 - shown.length))}05-Jan-2026 00:00${size.padStart(20)}\r\n`;
  });
  return `<html>\r\n<head><title>Index of ${uri}</title></head>\r\n<body>\r\n<h1>Index of ${uri}</h1><hr><pre><a href="../">../</a>\r\n${rows.join('')}</pre><hr></body>\r\n</html>\r\n`;
}

/** Where a path of the site lies: below `root`, or in place of the location below `alias`. */
function diskPath(scope: Scope, uri: string): string {
  const alias = directive(scope, 'alias', 1)?.args[0];
  if (alias !== undefined && uri.startsWith(scope.location)) return alias + uri.slice(scope.location.length);
  const root = fill(scope, directive(scope, 'root')?.args[0] ?? 'html');
  return (root.startsWith('/') ? root : `/etc/nginx/${root}`) + uri;
}

/** A page of nginx' own, or the one that the site has for a status. */
export function errorPage(scope: Scope, status: number, problem?: string): ServerReply {
  const { asked } = scope;
  const { request, place, site } = asked;
  const errorLog =
    problem === undefined
      ? {}
      : {
          errorLog: `${nginxTime(place.unixMs)} [error] 29#29: *1 ${problem}, client: ${place.clientIp}, server: ${site.names[0] ?? ''}, request: "${request.method} ${request.path} HTTP/1.1", host: "${asked.host}"`,
        };
  const own = scope.blocks.flatMap((block) =>
    block.filter(({ name, args }) => name === 'error_page' && args.slice(0, -1).includes(String(status))),
  )[0];
  const target = own?.args.at(-1);
  if (target?.startsWith('/') && scope.depth === 0) {
    const page = process(asked, target, scope.depth + 1);
    const changed = own!.args.find((word) => word.startsWith('='));
    if (page.status === 200)
      return { ...page, status: changed && changed !== '=' ? Number(changed.slice(1)) : status, ...errorLog };
  }
  const words = `${status} ${STATUS[status] ?? ''}`;
  const name = directive(scope, 'server_tokens')?.args[0] === 'off' ? 'nginx' : `nginx/${asked.version}`;
  const body = `<html>\r\n<head><title>${words}</title></head>\r\n<body>\r\n<center><h1>${words}</h1></center>\r\n<hr><center>${name}</center>\r\n</body>\r\n</html>\r\n`;
  return { ...reply(scope, status, body, 'text/html'), ...errorLog };
}

function redirect(scope: Scope, status: number, to: string): ServerReply {
  const page = errorPage({ ...scope, depth: 1 }, status);
  const target = to.startsWith('/') ? `http://${scope.asked.host}${to}` : to;
  return { ...page, headers: new Map([...page.headers, ['Location', target]]) };
}

function reply({ asked, blocks }: Scope, status: number, body: string, type: string): ServerReply {
  const isShort = blocks.some((block) => block.some(({ name, args }) => name === 'server_tokens' && args[0] === 'off'));
  const headers = new Map([
    ['Server', isShort ? 'nginx' : `nginx/${asked.version}`],
    ['Date', httpDate(asked.place.unixMs)],
    ['Content-Type', type],
    ['Content-Length', String(encodeUtf8(body).length)],
    ['Connection', 'keep-alive'],
  ]);
  return { status, headers, body: asked.request.method === 'HEAD' ? '' : encodeUtf8(body) };
}

function withHeaders(scope: Scope, made: ServerReply): ServerReply {
  const list = scope.blocks
    .map((block) => block.filter(({ name }) => name === 'add_header'))
    .find((one) => one.length > 0);
  if (!list) return made;
  const shown = list.filter(({ args }) => made.status < 400 || args[2] === 'always');
  return {
    ...made,
    headers: new Map([...made.headers, ...shown.map(({ args }) => [args[0]!, fill(scope, args[1] ?? '')] as const)]),
  };
}

function stubStatus(): ServerReply {
  const body = 'Active connections: 1 \nserver accepts handled requests\n 1 1 1 \nReading: 0 Writing: 1 Waiting: 0 \n';
  return { status: 200, headers: new Map([['Content-Type', 'text/plain']]), body };
}

function decodePath(path: string): string {
  const bare = path.replace(/[?#].*/s, '').replace(/\/{2,}/g, '/');
  const decoded = bare.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const parts: string[] = [];
  for (const part of decoded.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/') || '/';
}
