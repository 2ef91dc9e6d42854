import type { KubeObject } from '../../api/object.ts';
import { toYaml } from '../../api/yaml/to-yaml.ts';
import type { RequestDetail } from '../../protocol/control-plane.ts';
import type { HttpRequest, ResourceRequest } from '../../sim/apiserver/request.ts';
import type { Cluster } from '../../sim/cluster/cluster.ts';
import type { Message } from '../../sim/engine/trace.ts';
import { unifiedDiff } from '../../sim/kubectl/diff/unified.ts';
import type { LoggedWrite, WriteLog } from '../write-log.ts';
import { isRequest, requestMethod, requestPath, requestVerb } from './request-line.ts';
import { setFields } from './set-fields.ts';

/** How far behind a request its answer is looked for. */
const MOST_MESSAGES = 8_000;
const MOST_BODY = 20_000;

/** A request of the trace with its answer and what it did; null when it is no request, or is not kept any more. */
export function requestDetail(cluster: Cluster, log: WriteLog, id: number): RequestDetail | null {
  const message = cluster.trace.get(id);
  if (message?.kind !== 'request' || !isRequest(message.subject)) return null;
  const { subject } = message;
  const { user, authentication, allowed, authorization } = cluster.controlPlane.apiServer.explain(subject);
  const { answer, forwards } = answerTo(cluster, message);
  const write = [id, ...forwards].flatMap((each) => log.causedBy(each))[0];
  const body = bodyOf(subject);
  const isCreate = write?.type === 'ADDED' && requestVerb(subject) === 'create';
  const origin = cluster.upAtMs;
  return {
    id,
    method: requestMethod(subject),
    path: requestPath(subject),
    verb: requestVerb(subject),
    user: user?.name ?? '',
    groups: user?.groups ?? [],
    authentication,
    allowed,
    authorization,
    code: answer?.code ?? 0,
    note: answer?.note ?? '',
    sentMs: message.sentMs - origin,
    answeredMs: answer && answer.arrivesMs !== Infinity ? answer.arrivesMs - origin : -1,
    revision: write?.revision ?? 0,
    set: isCreate ? setFields(write.kind, body, write.object) : [],
    diff: write ? diffOf(write) : '',
    body: body === undefined ? '' : toYaml(body).slice(0, MOST_BODY),
  };
}

/** The answer to a request, and the messages by which a load balancer passed it on. */
function answerTo({ trace }: Cluster, request: Message): { answer: Message | undefined; forwards: number[] } {
  const forwards: number[] = [];
  let seen = 0;
  for (const message of trace.since(request.id + 1)) {
    if (++seen > MOST_MESSAGES) break;
    if (message.subject !== request.subject) continue;
    if (message.kind === 'request') forwards.push(message.id);
    else if (message.kind === 'response' && message.to === request.from) return { answer: message, forwards };
  }
  return { answer: undefined, forwards };
}

function bodyOf(request: ResourceRequest | HttpRequest): unknown {
  const { body } = request;
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** What a write has changed, as `diff -u` prints it. */
export function diffOf({ type, object, previous }: LoggedWrite): string {
  const before = type === 'ADDED' || previous === undefined ? '' : plain(type === 'DELETED' ? object : previous);
  return unifiedDiff(before, type === 'DELETED' ? '' : plain(object));
}

function plain(object: KubeObject): string {
  const { managedFields: _left, ...metadata } = object.metadata;
  return toYaml({ ...object, metadata });
}
