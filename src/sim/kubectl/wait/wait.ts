import { type Process, sleep } from '../../../api/process.ts';
import { isReason, notFound } from '../../../api/status.ts';
import type { AnyObject } from '../client/resource.ts';
import { ALL_FLAG, type Command, FILE_FLAGS, PRINT_FLAGS, SELECTOR_FLAG } from '../command.ts';
import { throwAll } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { checkOutput, printResult } from '../print/result.ts';
import { type Info, targetOf } from '../resource/info.ts';
import { fetchAll, select } from '../resource/select.ts';
import { byName, openWatch } from '../watch.ts';
import { type Condition, parseCondition } from './condition.ts';

const WEEK_MS = 168 * 3_600_000;
const POLL_MS = 500;

/** `kubectl wait`. Models kubectl/pkg/cmd/wait. */
export const waitCommand: Command = {
  name: 'wait',
  flags: [
    ...FILE_FLAGS,
    ...PRINT_FLAGS,
    SELECTOR_FLAG,
    ALL_FLAG,
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'field-selector', type: 'string' },
    { name: 'for', type: 'string' },
    { name: 'local', type: 'bool', missing: true },
    { name: 'timeout', type: 'duration', default: '30s' },
  ],
  run: waitFor,
};

interface Wait {
  readonly condition: Condition;
  /** Only look: `--timeout=0`. */
  readonly once: boolean;
  /** When the time for all objects together is over, as the engine counts. */
  readonly deadlineMs: number;
}

function* waitFor(invocation: Invocation): Process<void> {
  const { flags, env } = invocation;
  const condition = parseCondition(flags.string('for'));
  checkOutput(invocation);
  const timeoutMs = flags.durationMs('timeout');
  const deadlineMs = env.engine.nowMs + (timeoutMs < 0 ? WEEK_MS : timeoutMs);
  if (condition.kind === 'create') yield* untilCreated(invocation, deadlineMs);
  const { infos, errors } = yield* find(invocation);
  const isForDelete = condition.kind === 'delete';
  const kept = isForDelete ? errors.filter((error) => !isReason(error, 'NotFound')) : errors;
  for (const info of infos) {
    try {
      const object = yield* waitForOne(invocation, info, { condition, once: timeoutMs === 0, deadlineMs });
      printResult(invocation, info, object, 'condition met');
    } catch (error) {
      kept.push(error);
    }
  }
  throwAll(kept);
  if (infos.length === 0 && !isForDelete) throw new Error('no matching resources found');
}

type Found = Info & { readonly object: AnyObject };

function* find(invocation: Invocation): Process<{ readonly infos: readonly Found[]; readonly errors: unknown[] }> {
  const { flags } = invocation;
  const allNamespaces = flags.bool('all-namespaces');
  const selection = yield* select(invocation, { all: flags.bool('all'), allNamespaces });
  const errors: unknown[] = [...selection.errors];
  return { infos: yield* fetchAll(invocation, selection, errors, allNamespaces), errors };
}

/** Looks every half second whether all objects that are named are there. */
function* untilCreated(invocation: Invocation, deadlineMs: number): Process<void> {
  const { engine } = invocation.env;
  for (;;) {
    const { errors } = yield* find(invocation);
    if (!errors.some((error) => isReason(error, 'NotFound'))) return;
    if (engine.nowMs + POLL_MS > deadlineMs) {
      yield* sleep(Math.max(0, deadlineMs - engine.nowMs));
      throw new Error('timed out waiting for the condition');
    }
    yield* sleep(POLL_MS);
  }
}

function* waitForOne(invocation: Invocation, info: Found, wait: Wait): Process<AnyObject> {
  const { condition } = wait;
  if (condition.kind === 'create') return info.object;
  if (condition.kind === 'delete') return yield* untilDeleted(invocation, info, wait);
  if (!wait.once) return yield* untilMet(invocation, info, wait, condition.isMet);
  const object = yield* invocation.api.get(targetOf(info));
  if (!condition.isMet(object)) throw notMet(info);
  return object;
}

function notMet({ resource, name }: Info): Error {
  return new Error(`condition not met for ${resource.plural}/${name}`);
}

function timedOut({ resource, name }: Info): Error {
  return new Error(`timed out waiting for the condition on ${resource.plural}/${name}`);
}

function* untilDeleted(invocation: Invocation, info: Found, { once, deadlineMs }: Wait): Process<AnyObject> {
  const { object } = info;
  try {
    yield* invocation.api.get(targetOf(info));
  } catch (error) {
    if (isReason(error, 'NotFound')) return object;
    throw error;
  }
  if (once) throw notMet(info);
  const isOther = (now: AnyObject): boolean => now.metadata?.uid !== object.metadata?.uid;
  const gone = yield* follow(invocation, info, deadlineMs, (event, now) =>
    event === 'DELETED' || event === 'ABSENT' || isOther(now) ? object : undefined,
  );
  return gone;
}

function* untilMet(
  invocation: Invocation,
  info: Found,
  { deadlineMs }: Wait,
  isMet: (object: AnyObject) => boolean,
): Process<AnyObject> {
  return yield* follow(invocation, info, deadlineMs, (event, now) => {
    if (event === 'ABSENT') throw notFound(info.resource, info.name);
    return event !== 'DELETED' && isMet(now) ? now : undefined;
  });
}

type Seen = 'ADDED' | 'MODIFIED' | 'DELETED' | 'ABSENT';

/** Lists one object and watches it until something is found in what is seen of it. Models watchtools.UntilWithSync. */
function* follow(
  invocation: Invocation,
  info: Info,
  deadlineMs: number,
  look: (event: Seen, object: AnyObject) => AnyObject | undefined,
): Process<AnyObject> {
  const { api, env } = invocation;
  const { name: _, ...collection } = targetOf(info);
  for (;;) {
    if (env.engine.nowMs >= deadlineMs) throw timedOut(info);
    const list = yield* api.list(collection, byName(info.name));
    const [first] = list.items;
    const now = first ? look('ADDED', withKind(info, first)) : look('ABSENT', {});
    if (now) return now;
    const watch = yield* openWatch(env, targetOf(info), { resourceVersion: list.metadata?.resourceVersion });
    for (;;) {
      const event = yield* watch.next(deadlineMs);
      if (!event || event.type === 'ERROR') break;
      if (event.type === 'BOOKMARK') continue;
      const found = look(event.type, event.object as unknown as AnyObject);
      if (!found) continue;
      watch.stop();
      return found;
    }
    watch.stop();
  }
}

/** Items of a typed list carry neither kind nor apiVersion. */
function withKind({ resource }: Info, object: AnyObject): AnyObject {
  const apiVersion = resource.group ? `${resource.group}/${resource.version}` : resource.version;
  return { apiVersion, kind: resource.kind, ...object };
}
