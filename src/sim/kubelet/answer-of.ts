import type { ListeningServer } from '../containers/server-program.ts';
import type { AccessLogFormat, ServerPlace } from '../images/image.ts';
import type { LoadedServer } from '../images/server-model.ts';
import type { ServerReply, ServerRequest } from '../shell/network-access.ts';
import type { Runtime } from './runtime.ts';
import type { RuntimeContainer } from './runtime-container.ts';
import { filesOf, hasOwnFiles } from './server-files.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What the server of a container answers, where its image says so; it writes its access log. */
export function answerOf(
  runtime: Runtime,
  container: RuntimeContainer,
  request: ServerRequest,
  clientIp: string,
): ServerReply | undefined {
  // What its server holds in memory is its own, too.
  if (container.image.system.keepsData) runtime.worldOf(container);
  const reply = replierOf(container)?.(request, placeOf(runtime, container, clientIp));
  logAccess(runtime, container, request, reply, clientIp);
  return reply;
}

/** Writes the line that a server leaves in its log for a request. */
export function logAccess(
  runtime: Runtime,
  container: RuntimeContainer,
  request: ServerRequest,
  reply: ServerReply | undefined,
  clientIp: string,
): void {
  const format = serverOf(container)?.model?.accessLog ?? container.image.system.accessLog;
  const { unixMs } = runtime.options.engine;
  if (format && request.protocol !== 'tcp') {
    const { stream, text } = accessLine(format, request, reply, clientIp, unixMs);
    container.log.writeLine(stream, text, unixMs);
  }
  if (reply?.errorLog !== undefined && !reply.passTo) container.log.writeLine('stderr', reply.errorLog, unixMs);
}

/** What a server would answer, without a line in its log, and whether files that may change had a part in it. */
export function peekAnswer(
  runtime: Runtime,
  container: RuntimeContainer,
  request: ServerRequest,
  clientIp: string,
): { readonly reply: ServerReply | undefined; readonly readFiles: boolean } {
  let readFiles = false;
  const watched = placeOf(runtime, container, clientIp, () => {
    readFiles = hasOwnFiles(container);
  });
  const reply = replierOf(container)?.(request, watched);
  return { reply, readFiles };
}

function replierOf(container: RuntimeContainer): LoadedServer['reply'] | undefined {
  return serverOf(container)?.loaded?.reply ?? container.loaded?.reply ?? container.image.system.reply;
}

function placeOf(runtime: Runtime, container: RuntimeContainer, clientIp: string, onFiles?: () => void): ServerPlace {
  const { nowMs, unixMs } = runtime.options.engine;
  const server = serverOf(container);
  return {
    podName: container.sandbox.podKey.split('/')[1] ?? '',
    get files() {
      onFiles?.();
      return filesOf(runtime, container);
    },
    words: server?.words ?? container.config.words,
    ip: container.sandbox.ip,
    variable: (name) => container.config.env().get(name),
    clientIp,
    upMs: nowMs - (server?.startedMs ?? container.startedMs),
    unixMs,
    raise: (signal) => {
      const { mainServer, servers } = runtime.worldOf(container);
      (mainServer ?? servers[0])?.proc.signal(signal);
    },
  };
}

/** The server that answers in a container, if it has a process. */
function serverOf({ world }: RuntimeContainer): ListeningServer | undefined {
  return world?.mainServer ?? world?.servers[0];
}

/** One line of an access log. */
export function accessLine(
  format: AccessLogFormat,
  { method, path, headers }: ServerRequest,
  reply: ServerReply | undefined,
  clientIp: string,
  unixMs: number,
): { readonly stream: 'stdout' | 'stderr'; readonly text: string } {
  const iso = new Date(unixMs).toISOString();
  const date = `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}`;
  const asked = `"${method} ${path} HTTP/1.1" ${reply?.status ?? 200}`;
  if (format === 'python') {
    return { stream: 'stderr', text: `${clientIp} - - [${date} ${iso.slice(11, 19)}] ${asked} -` };
  }
  const time = `${date}:${iso.slice(11, 19)} +0000`;
  const size = reply?.body.length ?? 0;
  const start = `${clientIp} - - [${time}] ${asked} ${size}`;
  if (format === 'common') return { stream: 'stdout', text: start };
  const header = (name: string): string => headers.get(name) ?? headers.get(name.toLowerCase()) ?? '-';
  const combined = `${start} "${header('Referer')}" "${header('User-Agent')}"`;
  return { stream: 'stdout', text: format === 'nginx' ? `${combined} "-"` : combined };
}
