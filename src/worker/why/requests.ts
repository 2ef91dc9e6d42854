import type { Hop } from '../../protocol/hop.ts';
import type { KindRef } from '../../protocol/inspect.ts';
import type { LossCause } from '../../protocol/loss.ts';
import type { WhyQuery, WhyStep } from '../../protocol/why.ts';
import type { Message } from '../../sim/engine/trace.ts';
import { isRequest, requestLine } from '../journey/request-line.ts';
import { userOf } from '../journey/who.ts';
import type { LoggedWrite } from '../write-log.ts';
import { lossTold, refAt } from './loss-told.ts';
import { originOf } from './origin.ts';
import { inputStep } from './roots.ts';
import { authorOf, plainStep } from './step.ts';
import type { WhyWorld } from './world.ts';

/** What a request is explained by: its own steps, and the object whose story goes on, there or not. */
export interface Traced {
  readonly steps: readonly WhyStep[];
  readonly object?: KindRef | undefined;
  readonly write?: LoggedWrite | undefined;
}

/** Why a client's requests were lost as they were. */
export function tracedLoss(client: string, cause: LossCause, atMs: number): Traced {
  const { say, facts, object, actor = '' } = lossTold(cause);
  return { steps: [plainStep(say, { ...facts, client }, object ?? null, atMs, actor)], object };
}

/** Why a request was answered by this Pod, or by none: the last that was decided on its way. */
export function tracedWay({ client, path, atMs }: Extract<WhyQuery, { about: 'way' }>): Traced {
  const target = path.findLast((hop): hop is Extract<Hop, { at: 'target' }> => hop.at === 'target');
  const rules = path.findLast((hop): hop is Extract<Hop, { at: 'service' }> => hop.at === 'service');
  const last = path.at(-1);
  if (target?.outcome === 'ok' && last?.at !== 'retry') {
    const pod = target.pod === '' ? undefined : refAt('Pod', target.pod);
    const facts = {
      client,
      pod: pod?.name ?? target.ip,
      service: rules ? refAt('Service', rules.service).name : 'none',
      node: rules?.node ?? '',
      endpoints: rules?.endpoints ?? 0,
      sticky: rules?.isSticky ? 'yes' : 'no',
    };
    return { steps: [plainStep('answered', facts, pod ?? null, atMs, rules ? 'kube-proxy' : '')], object: pod };
  }
  const cause = causeOf(path);
  return cause ? tracedLoss(client, cause, atMs) : { steps: [plainStep('lossClient', { client }, null, atMs)] };
}

/** What a way that led to no answer was ended by. */
function causeOf(path: readonly Hop[]): LossCause | undefined {
  const hop = path.findLast(({ at }) => at !== 'retry');
  switch (hop?.at) {
    case 'dns':
      return {
        at: 'dns',
        name: hop.name,
        answer: hop.answer === 'NXDOMAIN' ? 'NXDOMAIN' : 'no answer',
        ...(hop.isOutside ? { isOutside: true } : {}),
      };
    case 'load-balancer':
      return { at: 'balancer', service: hop.service, node: hop.node };
    case 'service':
      return { at: 'service', service: hop.service, node: hop.node, refused: !hop.isBarred };
    case 'ingress':
      return { at: 'ingress', ingress: hop.ingress, service: hop.service, status: 503 };
    case 'policy':
      return { at: 'policy', direction: hop.direction, policies: hop.policies, pod: '', ip: '' };
    case 'target': {
      const rules = path.findLast((each): each is Extract<Hop, { at: 'service' }> => each.at === 'service');
      return {
        at: 'target',
        service: rules?.service ?? '',
        node: rules?.node ?? '',
        endpoints: rules?.endpoints ?? 0,
        ip: hop.ip,
        port: hop.port,
        pod: hop.pod,
        refused: hop.outcome === 'refused',
      };
    }
    case 'server':
      return { at: 'server', ip: '', pod: hop.pod, what: hop.waitMs < 0 ? 'full' : 'late' };
    default:
      return undefined;
  }
}

/** How far behind a request its answer is looked for. */
const MOST_MESSAGES = 8_000;

/** Why a request to the API server was sent, and refused if it was. */
export function tracedRequest(world: WhyWorld, id: number): Traced {
  const { trace, log, originMs } = world;
  const message = trace.get(id);
  if (!message || !isRequest(message.subject)) return { steps: [] };
  const [write] = log.causedBy(id);
  if (write) return { steps: [], write };
  const answer = answerTo(world, message);
  const actor = authorOf(userOf(message));
  const line = requestLine(message.subject);
  const atMs = message.sentMs - originMs;
  const refused = answer !== undefined && answer.code >= 400;
  const step = refused
    ? plainStep(
        'refused',
        { actor, line, code: answer.code, message: answer.note },
        null,
        answer.sentMs - originMs,
        'kube-apiserver',
      )
    : plainStep('asked', { actor, line }, null, atMs, actor);
  const origin = originOf(trace, id);
  if (origin.input) return { steps: [step, inputStep(world, origin.input.action, origin.input.sentMs - originMs)] };
  return { steps: [step], write: origin.revision > 0 ? log.atRevision(origin.revision) : undefined };
}

function answerTo({ trace }: WhyWorld, request: Message): Message | undefined {
  let seen = 0;
  for (const message of trace.since(request.id + 1)) {
    if (++seen > MOST_MESSAGES) return undefined;
    if (message.kind === 'response' && message.subject === request.subject && message.to === request.from)
      return message;
  }
  return undefined;
}

/** The newest refusal to create an object of a name, as far as the trace goes back; 0 for none. */
export function refusedCreate({ trace }: WhyWorld, { kind, name }: KindRef): number {
  const from = Math.max(1, trace.head - 50_000);
  let found = 0;
  for (const message of trace.since(from)) {
    if (message.kind !== 'response' || message.code < 400 || !isRequest(message.subject)) continue;
    const { body } = message.subject as { body?: unknown };
    const object = (typeof body === 'string' ? parsed(body) : body) as
      | { kind?: string; metadata?: { name?: string } }
      | undefined;
    if (object?.metadata?.name !== name || (object.kind !== undefined && object.kind !== kind)) continue;
    found = requestOf(trace, message);
  }
  return found;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // A patch or another form: it names no object that it would create.
    return undefined;
  }
}

/** The id of the request that a response answers: somewhere among what led to it. */
function requestOf(trace: WhyWorld['trace'], response: Message): number {
  let at: Message | undefined = response;
  while (at && !(at.kind === 'request' && at.subject === response.subject && at.from === response.to))
    at = trace.get(at.cause);
  return at?.id ?? 0;
}
