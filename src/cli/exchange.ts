import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { WatchEvent } from '../api/request.ts';
import { ApiError } from '../api/status.ts';
import type { Bytes } from '../base/bytes.ts';
import type { HttpResponse } from '../sim/apiserver/request.ts';
import type { Cluster } from '../sim/cluster/cluster.ts';
import { decodeProtobuf } from './protobuf/decode-protobuf.ts';
import type { RealTime } from './real-time.ts';

/** A request body may have this many bytes, as the API server limits it. */
const MAX_BODY_BYTES = 3 * 1024 * 1024;
/** Answers from this size on are packed, for clients that can unpack them. */
const GZIP_FROM_BYTES = 128 * 1024;

const pack = promisify(gzip);

/** Carries one HTTP request into the simulated cluster and its answer out; a watch goes on until either side ends it. */
export async function exchange(
  cluster: Cluster,
  realTime: RealTime,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const scope = cluster.operator.scope.child('connection');
  let stop: (() => void) | undefined;
  response.once('close', () => {
    stop?.();
    scope.kill();
  });
  const headers = headersOf(request);
  let body: unknown;
  try {
    body = readBody(await bytesOf(request), headers);
  } catch (error) {
    if (error instanceof ApiError) send(request, response, refusal(error));
    else response.destroy();
    return;
  }
  const events = eventWriter(response);
  const { method = 'GET', url: path = '/' } = request;
  const receiver = { host: cluster.operator, scope, onItem: events.add, onEnd: events.end };
  const channels = { host: cluster.operator, scope, onData: events.addBytes, onEnd: events.end };
  const follows = FOLLOWED_LOG.test(path);
  const reply = cluster.http({ method, path, headers, body, receiver, ...(follows ? { channels } : {}) }, scope);
  reply.onSettle(() => {
    let answer: HttpResponse;
    try {
      answer = reply.value;
    } catch (error) {
      // The API server is stopped or out of reach: what kubectl proxy says then.
      response.writeHead(502, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${(error as Error).message}\n`);
      return;
    }
    const { connection } = answer;
    if (!answer.stop && !connection) {
      send(request, response, answer);
      return;
    }
    stop = answer.stop ?? (() => connection?.stop());
    response.writeHead(answer.code, { ...answer.headers, ...NO_CACHE });
    events.begin();
  });
  realTime.hurry(() => reply.settled);
}

/** Logs that go on: their text comes bit by bit. */
const FOLLOWED_LOG = /\/pods\/[^/]+\/log\?(.*&)?follow=(true|1)(&|$)/;
const NO_CACHE = { 'Cache-Control': 'no-cache, private' };

/** Reads a request's body. Throws ApiError 413, or what the connection fails with. */
async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    // What is too much is read all the same: only then does the client listen.
    if (size <= MAX_BODY_BYTES) chunks.push(chunk as Buffer);
  }
  if (size > MAX_BODY_BYTES) {
    throw new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${MAX_BODY_BYTES}`);
  }
  return Buffer.concat(chunks);
}

/** The body as the simulated server takes it; protobuf becomes what it stands for. Throws ApiError 400. */
/** Headers by their lower-case names; those that name groups may come several times: the simulation wants one a line. */
function headersOf({ headers, headersDistinct }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const isList = name === 'impersonate-group' || name.startsWith('impersonate-extra-');
      return [name, isList ? (headersDistinct[name] ?? []).join('\n') : String(value)];
    }),
  );
}

function readBody(bytes: Buffer, headers: Record<string, string>): unknown {
  if (bytes.length === 0) return undefined;
  const type = headers['content-type']?.split(';')[0]?.trim();
  if (type !== 'application/vnd.kubernetes.protobuf') return bytes.toString('utf8');
  try {
    const value = decodeProtobuf(bytes);
    headers['content-type'] = 'application/json';
    return value;
  } catch (error) {
    throw new ApiError(400, 'BadRequest', (error as Error).message);
  }
}

function refusal({ code, status }: ApiError): HttpResponse {
  return { code, headers: { 'Content-Type': 'application/json' }, body: status };
}

function send(request: IncomingMessage, response: ServerResponse, { code, headers, body }: HttpResponse): void {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const end = (content: Buffer, encoding: Record<string, string>): void => {
    response.writeHead(code, { ...headers, ...NO_CACHE, ...encoding, 'Content-Length': content.length });
    response.end(request.method === 'HEAD' ? undefined : content);
  };
  const packs = bytes.length >= GZIP_FROM_BYTES && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (!packs) end(bytes, {});
  else {
    void pack(bytes, { level: constants.Z_BEST_SPEED }).then((packed) =>
      end(packed, { 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' }),
    );
  }
}

/** Writes the events of a watch, those of one moment together; those that come before it has begun wait. */
function eventWriter(response: ServerResponse): {
  add(event: WatchEvent): void;
  /** The same of what is no event but bytes, as of a log. */
  addBytes(channel: number, data: Bytes): void;
  begin(): void;
  end(): void;
} {
  let waiting: Buffer[] = [];
  let begun = false;
  let ended = false;
  const flush = (): void => {
    if (!begun || response.destroyed || response.writableEnded) return;
    if (waiting.length > 0) response.write(Buffer.concat(waiting));
    waiting = [];
    if (ended) response.end();
  };
  const take = (bytes: Buffer): void => {
    waiting.push(bytes);
    if (waiting.length === 1) queueMicrotask(flush);
  };
  return {
    add: (event) => take(Buffer.from(`${JSON.stringify(event)}\n`)),
    addBytes: (_channel, data) => take(Buffer.from(data, 'latin1')),
    begin() {
      begun = true;
      response.flushHeaders();
      flush();
    },
    end() {
      ended = true;
      flush();
    },
  };
}
