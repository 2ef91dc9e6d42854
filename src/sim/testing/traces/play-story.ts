import type { Event } from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { parseTime, rfc3339 } from '../../../base/time.ts';
import type { CommittedWrite } from '../../apiserver/api-server.ts';
import { createNormaliser, type Normaliser } from './normaliser.ts';
import type { Json, RecordedAction, RecordedChange, RecordedEvent, RecordedStory } from './recorded-story.ts';
import { createTraceWorld, type Phases, type TraceWorld } from './trace-world.ts';

/** A recorded kubectl wrote about so long before it ended, unless it waited for what followed. */
const WRITE_BEFORE_END_MS = 25;
const WAITS_MS = 1_000;
/** One that waited had read its configuration and the API's resources before. */
const READ_MS = 90;
/** Nothing happens in the recordings after the last delivery and so long. */
const TAIL_MS = 5_000;
const UNSEEN = new Set(['Lease', 'Event']);

/**
 * Does what was done in a recorded story, at the same times, on a cluster like the recorded one, and returns what the
 * watches deliver in the same format.
 */
export function playStory(story: RecordedStory, phases: Phases, seed: number): RecordedStory {
  const { namespace, startedAt } = story;
  const world = createTraceWorld(startedAt, namespace, phases, seed);
  const { engine, startMs } = world;
  const normaliser = createNormaliser(parseTime(startedAt));
  const changes: RecordedChange[] = [];
  const events: RecordedEvent[] = [];
  world.onCommit((write) => {
    const tMs = engine.nowMs - startMs;
    const { kind, object } = write;
    if (kind.kind === 'Event') noteEvent(write, tMs);
    else if (isOfStory(object, kind.kind, namespace) && !UNSEEN.has(kind.kind)) {
      changes.push(changeOf(write, tMs, normaliser));
    }
  });
  const initialObjects = world.initialObjects().map((object) => normaliser.value(object) as Json);
  const noteEvent = ({ object, type }: CommittedWrite, tMs: number): void => {
    const event = object as Event;
    const { involvedObject } = event;
    if ((involvedObject.namespace ?? namespace) !== namespace) return;
    events.push(eventOf(event, type, tMs, normaliser));
  };
  const actions = story.actions.map((action) => schedule(world, action, normaliser));
  const lastMs = Math.max(...[...story.changes, ...story.events, ...story.actions].map(({ tMs }) => tMs));
  engine.runUntil(startMs + lastMs + TAIL_MS);
  return { ...story, initialObjects, actions: actions.map((result) => result()), changes, events };
}

function isOfStory({ metadata }: KubeObject, kind: string, namespace: string): boolean {
  return (
    kind === 'Node' ||
    kind === 'PersistentVolume' ||
    (kind === 'Namespace' ? metadata.name : metadata.namespace) === namespace
  );
}

function changeOf({ kind, object, type }: CommittedWrite, tMs: number, { seen, value }: Normaliser): RecordedChange {
  const name = seen(object);
  const rest = type === 'DELETED' ? {} : { object: value(object) as Record<string, unknown> };
  return { tMs, type, kind: kind.kind, name, ...rest };
}

function eventOf(event: Event, watchType: string, tMs: number, { text }: Normaliser): RecordedEvent {
  const { type = '', reason = '', message = '', involvedObject, source, reportingComponent, action, count } = event;
  return {
    ...{ tMs, watchType, type, reason, message: text(message) },
    object: `${involvedObject.kind}/${text(involvedObject.name ?? '')}`,
    ...(source?.component ? { source: source.component } : {}),
    ...(reportingComponent ? { reportingComponent } : {}),
    ...(action ? { action } : {}),
    ...(count ? { count } : {}),
  };
}

/** When of the story a command does what it does. */
function beginMs({ tMs, tEndMs = tMs, command }: RecordedAction): number {
  if (command?.includes('rollout status')) return tMs;
  return tEndMs - tMs > WAITS_MS ? tMs + READ_MS : Math.max(tMs, tEndMs - WRITE_BEFORE_END_MS);
}

/** Has an action done at its time; returns what gives its result. */
function schedule(world: TraceWorld, action: RecordedAction, normaliser: Normaliser): () => RecordedAction {
  const { engine, startMs, kubelets } = world;
  const { tMs, command, stdin, note, request, body } = action;
  let result: Partial<RecordedAction> = {};
  const atMs = startMs + beginMs(action);
  const run = (): void => {
    if (note) actOnNodes(note, kubelets, command);
    if (request) engine.spawn(world.http(requestOf(request, body, normaliser)));
    if (!command) return;
    const done = engine.spawn(world.kubectl(normaliser.original(command), stdin ?? ''));
    done.onSettle(() => {
      const { stdout, stderr, exitCode } = done.value;
      result = { stdout: normaliser.text(stdout), stderr: normaliser.text(stderr), exit: exitCode };
    });
  };
  engine.at(atMs, run, undefined);
  return () => ({ tMs, ...(command ? { command } : {}), ...result });
}

/** `node-1 and node-2 stop`, `all nodes are back`, `the kubelet of node-3 starts and registers the Node again`. */
function actOnNodes(note: string, kubelets: TraceWorld['kubelets'], command: string | undefined): void {
  const named = note.match(/node-\d/g) ?? (note.startsWith('all nodes') ? [...kubelets.keys()] : []);
  for (const name of named) {
    if (/\bstops?\b|is stopped/.test(note) || command?.startsWith('kubectl delete node')) kubelets.get(name)?.stop();
    else if (/back|starts/.test(note)) kubelets.get(name)?.start();
  }
}

function requestOf(request: string, body: unknown, { original, startedAtMs }: Normaliser) {
  const [method = '', path = ''] = request.split(' ');
  const type = method === 'PATCH' ? 'application/strategic-merge-patch+json' : 'application/json';
  const absolute = (_: string, seconds: string): string =>
    rfc3339(Math.ceil(startedAtMs / 1000 + Number(seconds)) * 1000);
  return {
    method,
    path: original(path),
    headers: { 'content-type': type, accept: 'application/json' },
    body: JSON.parse(original(JSON.stringify(body)).replace(/<\+(\d+)s>/g, absolute)) as unknown,
  };
}
