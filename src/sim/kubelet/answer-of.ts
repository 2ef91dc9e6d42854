import type { AccessLogFormat, ServerPlace } from '../images/image.ts';
import type { ServerReply, ServerRequest } from '../shell/network-access.ts';
import type { Runtime } from './runtime.ts';
import type { RuntimeContainer } from './runtime-container.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What the server of a container answers, where its image says so; it writes its access log. */
export function answerOf(
  runtime: Runtime,
  container: RuntimeContainer,
  request: ServerRequest,
  clientIp: string,
): ServerReply | undefined {
  const { system } = container.image;
  const { unixMs } = runtime.options.engine;
  const reply = system.reply?.(request, placeOf(runtime, container, clientIp));
  if (system.accessLog && request.protocol !== 'tcp') {
    container.log.writeLine('stdout', accessLine(system.accessLog, request, reply, clientIp, unixMs), unixMs);
  }
  return reply;
}

/** What a server would answer, without a line in its log, and whether files that may have changed had a part in it. */
export function peekAnswer(
  runtime: Runtime,
  container: RuntimeContainer,
  request: ServerRequest,
  clientIp: string,
): { readonly reply: ServerReply | undefined; readonly readFiles: boolean } {
  const place = placeOf(runtime, container, clientIp);
  let readFiles = false;
  const watched = {
    ...place,
    get files() {
      readFiles = true;
      return runtime.worldOf(container).kernel.fs;
    },
  };
  const reply = container.image.system.reply?.(request, watched);
  return { reply, readFiles };
}

/** Where a container's server runs; its files are made when they are first needed. */
function placeOf(runtime: Runtime, container: RuntimeContainer, clientIp: string): ServerPlace {
  const { nowMs, unixMs } = runtime.options.engine;
  return {
    podName: container.sandbox.podKey.split('/')[1] ?? '',
    get files() {
      return runtime.worldOf(container).kernel.fs;
    },
    words: container.config.words,
    ip: container.sandbox.ip,
    clientIp,
    upMs: nowMs - container.startedMs,
    unixMs,
  };
}

/** One line of an access log. */
export function accessLine(
  format: AccessLogFormat,
  { method, path, headers }: ServerRequest,
  reply: ServerReply | undefined,
  clientIp: string,
  unixMs: number,
): string {
  const iso = new Date(unixMs).toISOString();
  const time = `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
  const size = reply?.body.length ?? 0;
  const start = `${clientIp} - - [${time}] "${method} ${path} HTTP/1.1" ${reply?.status ?? 200} ${size}`;
  if (format === 'common') return start;
  const header = (name: string): string => headers.get(name) ?? headers.get(name.toLowerCase()) ?? '-';
  const combined = `${start} "${header('Referer')}" "${header('User-Agent')}"`;
  return format === 'nginx' ? `${combined} "-"` : combined;
}
