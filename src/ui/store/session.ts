import { create } from 'zustand';
import type { Situation } from '../../api/situation/situation.ts';
import { shell } from '../../language/en/shell.ts';
import type { DecisionRow, PendingRow, QueueMoveRow } from '../../protocol/decisions.ts';
import type { LifeRow, TimerRow } from '../../protocol/inspect.ts';
import type { ObjectRef, ToPage, ToWorker } from '../../protocol/messages.ts';
import type { EventRow } from '../../protocol/view.ts';
import { forgetFrames, takeFrame, useCluster } from './cluster-store.ts';
import { type Link, type OpenLink, openWorker } from './link.ts';

type Call = Extract<ToWorker, { id: number }>;
type Answer = Exclude<Extract<ToPage, { id: number }>, never>;
/** What the worker tells a view while it is shown. */
export type ViewNews = Extract<
  ToPage,
  { type: 'journey' | 'control-plane' | 'graph' | 'history' | 'logs' | 'audit' | 'measure' }
>;
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** The object that the inspector follows, as the worker last sent it. */
export interface Followed {
  readonly ref: ObjectRef | null;
  /** undefined until the first answer; null when it does not exist (any more). */
  readonly object: unknown;
  readonly yaml: string;
  readonly events: readonly EventRow[];
  readonly decisions: readonly DecisionRow[];
  readonly moves: readonly QueueMoveRow[];
  readonly pending: PendingRow | null;
  readonly life: readonly LifeRow[];
  /** Of a Pod: what its kubelet waits for. */
  readonly timers: readonly TimerRow[];
}

const nothing: Followed = {
  ref: null,
  object: undefined,
  yaml: '',
  events: [],
  decisions: [],
  moves: [],
  pending: null,
  life: [],
  timers: [],
};

/** A scenario that cannot be had: why, in words. */
export class LoadError extends Error {}

export const useFollowed = create<Followed>(() => nothing);

let open: OpenLink = openWorker;
let link: Link | null = null;
let lastId = 0;
let scenarioText = '';
const deedTypes = ['apply', 'kubectl', 'fault', 'push', 'traffic', 'support', 'configureScheduler'] as const;
/** What a person does to the cluster. */
export type Deed = WithoutId<Extract<Call, { type: (typeof deedTypes)[number] }>>;
let echo: ((deed: Deed) => void) | null = null;
let mayChange = true;
const calls = new Map<number, (answer: Answer) => void>();
const printers = new Map<number, (stream: 'stdout' | 'stderr', data: string) => void>();
const newsListeners = new Set<(news: ViewNews) => void>();
let edit: (path: string, text: string) => void = () => tell({ type: 'edited', text: null });

/** Makes the session talk to something else than the worker. For tests of the page. */
export function connectWith(other: OpenLink): void {
  open = other;
}

function sameRef(a: ObjectRef | null, b: ObjectRef): boolean {
  return a !== null && a.name === b.name && a.namespace === b.namespace && a.resource === b.resource;
}

function answerAllRefused(message: string): void {
  for (const [id, resolve] of calls) resolve({ type: 'refused', id, message });
  calls.clear();
  printers.clear();
}

/** Calls back with what the worker tells the view that is shown. Returns how to stop. */
export function onNews(listener: (news: ViewNews) => void): () => void {
  newsListeners.add(listener);
  return () => newsListeners.delete(listener);
}

/** Who opens a text for the person when a program of the shell asks for an editor. */
export function editWith(open: (path: string, text: string) => void): void {
  edit = open;
}

function receive(message: ToPage): void {
  switch (message.type) {
    case 'frame':
      takeFrame(message);
      return;
    case 'object': {
      const { ref } = useFollowed.getState();
      if (!sameRef(ref, message.ref)) return;
      const { object, yaml, events, decisions, moves, pending, life } = message;
      useFollowed.setState({ object, yaml, events, decisions, moves, pending, life });
      return;
    }
    case 'timers':
      if (sameRef(useFollowed.getState().ref, message.ref)) useFollowed.setState({ timers: message.timers });
      return;
    case 'printed':
      printers.get(message.id)?.(message.stream, message.data);
      return;
    case 'edit':
      edit(message.path, message.text);
      return;
    case 'booting':
      useCluster.setState({ boot: message });
      return;
    case 'crashed':
      useCluster.setState({ phase: 'crashed', trouble: message.message, running: false });
      answerAllRefused(shell('simStopped'));
      return;
    case 'journey':
    case 'control-plane':
    case 'graph':
    case 'history':
    case 'logs':
    case 'audit':
    case 'measure':
      for (const listener of newsListeners) listener(message);
      return;
    default: {
      const resolve = calls.get(message.id);
      calls.delete(message.id);
      printers.delete(message.id);
      resolve?.(message);
    }
  }
}

/** Sends a message that has no answer. */
export function tell(message: Exclude<ToWorker, Call>): void {
  link?.send(message);
}

const changing: ReadonlySet<Call['type']> = new Set([...deedTypes, ...(['shell', 'undo', 'play-deeds'] as const)]);

/** From now on nothing that the page does changes the cluster: it is shown where nobody should. */
export function forbidChanges(): void {
  mayChange = false;
}

/** Sends a call and waits for its answer; `print` gets what comes before it. */
export function call(
  message: WithoutId<Call>,
  print?: (stream: 'stdout' | 'stderr', data: string) => void,
): Promise<Answer> {
  const id = ++lastId;
  return new Promise((resolve) => {
    if (link === null) {
      resolve({ type: 'refused', id, message: shell('simNotRunning') });
      return;
    }
    if (!mayChange && changing.has(message.type)) {
      resolve({ type: 'refused', id, message: shell('mayNotChange') });
      return;
    }
    calls.set(id, resolve);
    if (print) printers.set(id, print);
    link.send({ ...message, id } as Call);
    if (echo !== null && (deedTypes as readonly string[]).includes(message.type)) echo(message as Deed);
  });
}

/** Tells of every deed that is sent. Returns how to stop. */
export function echoDeeds(listener: (deed: Deed) => void): () => void {
  echo = listener;
  return () => {
    echo = null;
  };
}

/** Follows an object for the inspector and the views; null follows none. What is followed already stays as it is. */
export function follow(ref: ObjectRef | null): void {
  if (ref !== null && sameRef(useFollowed.getState().ref, ref)) return;
  useFollowed.setState({ ...nothing, ref });
  tell({ type: 'follow', ref });
}

/** The text of the scenario that runs. */
export function currentScenario(): string {
  return scenarioText;
}

/**
 * Starts a run of a scenario, whose text `load` brings, in a fresh worker, or in the present one when it works. With a
 * situation it is paused at that moment.
 */
export async function startRun(
  load: () => Promise<string>,
  situation?: Pick<Situation, 'log' | 'atMs'>,
): Promise<void> {
  if (link === null || useCluster.getState().phase === 'crashed') {
    link?.close();
    forgetFrames();
    link = open(receive);
  }
  useCluster.setState({ phase: 'starting', boot: null, trouble: '', goals: null, caption: null });
  try {
    scenarioText = await load();
  } catch (error) {
    const trouble = error instanceof LoadError ? error.message : shell('textNotLoaded');
    useCluster.setState({ phase: 'refused', trouble });
    return;
  }
  const answer = await call({ type: 'load', scenario: scenarioText, ...(situation ? { situation } : {}) });
  if (answer.type === 'loaded') {
    const { name, title, seed, lesson = null } = answer;
    useCluster.setState({ run: { name, title, seed, lesson } });
    if (!situation) tell({ type: 'play' });
  } else if (answer.type === 'refused' && useCluster.getState().phase !== 'crashed') {
    useCluster.setState({ phase: 'refused', trouble: answer.message });
  }
}

/** Starts the present scenario again, after a failure or on request. */
export function restartRun(): Promise<void> {
  return startRun(() => Promise.resolve(scenarioText));
}
