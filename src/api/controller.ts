import type { Random } from '../base/random.ts';
import type { Client } from './client.ts';
import type { Kind } from './kind.ts';
import type { KubeObject } from './object.ts';
import type { Effect, Process, Waitable } from './process.ts';

/** The read side of an informer cache: what this component knows, which lags behind the API server. */
export interface Lister<T extends KubeObject> {
  /** By key as `objectKey` makes it. */
  get(key: string): T | undefined;
  /** All, or those of one namespace, in no particular but a deterministic order. */
  list(namespace?: string): Iterable<T>;
  /** Objects whose index function (see `addIndex`) gave this value. */
  byIndex(index: string, value: string): Iterable<T>;
  /** Count of all objects. */
  readonly size: number;
}

/** What is called when the cache changes; runs atomically, must not yield. */
export interface EventHandler<T extends KubeObject> {
  onAdd?(object: T): void;
  onUpdate?(object: T, previous: T): void;
  /** `object` is its last state as the API server had it, `previous` the one that the cache had. */
  onDelete?(object: T, previous: T): void;
}

/** A cache of all objects of a kind, kept up to date by list and watch. Models client-go's SharedIndexInformer. */
export interface Informer<T extends KubeObject> extends Lister<T> {
  /** Whether the first list has arrived. */
  readonly synced: Waitable<void>;
  addHandler(handler: EventHandler<T>): void;
  /** Adds an index before the informer starts: the values under which an object is found. Adding one twice is harmless. */
  addIndex(name: string, values: (object: T) => readonly string[]): void;
}

/** The shared informers of one component (one process on one machine). */
export interface InformerFactory {
  of<T extends KubeObject>(kind: Kind<T>): Informer<T>;
}

/** The back-off of one key: it doubles from the base to the limit, in milliseconds. */
export interface BackOff {
  readonly baseMs: number;
  readonly maxMs: number;
}

/** A queue of keys with de-duplication and per-key exponential back-off. Models client-go's workqueue. */
export interface WorkQueue {
  add(key: string): void;
  addAfter(key: string, delayMs: number): void;
  /** Adds after the key's back-off: 5 ms doubling to 1000 s, within 10 a second, burst 100. */
  addRateLimited(key: string): void;
  /** Ends the key's back-off. */
  forget(key: string): void;
  /** How often the key has been re-queued by addRateLimited since it was forgotten. */
  requeues(key: string): number;
  /** Waits for a key and takes it; it must be given back with `done`. */
  take(): Process<string>;
  done(key: string): void;
  readonly length: number;
  /** Keys that failed when they were last worked on: they are put back after their back-off. */
  readonly failing: number;
  /** How often keys have been put back since the start. */
  readonly retries: number;
}

/** What an Event may say beyond its message. */
export interface EventDetail {
  /** The part of the object that it is about, e.g. `spec.containers{app}`. */
  readonly fieldPath?: string;
  /** What the component was doing, e.g. Binding; only in Events of the newer API. */
  readonly action?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Writes Events; never blocks the caller, drops and aggregates as upstream's recorder and correlator do. */
export interface EventRecorder {
  event(about: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string, detail?: EventDetail): void;
}

/** What a controller gets from the controller manager. */
export interface ControllerContext {
  readonly client: Client;
  readonly informers: InformerFactory;
  readonly random: Random;
  /** All kinds that the API server serves, for the generic controllers. */
  readonly kinds: readonly Kind[];
  /** Unix milliseconds of the cluster's clock. */
  nowMs(): number;
  /** Starts a process that dies with the controller manager. */
  spawn<T>(process: Generator<Effect, T, unknown>): Waitable<T>;
  /** Runs an action after a delay, unless the controller manager dies before. Returns its cancellation. */
  after(delayMs: number, action: () => void): () => void;
  /** Makes a queue; a key's back-off is 5 ms to 1000 s unless the controller has its own. */
  queue(name: string, backOff?: BackOff): WorkQueue;
  /** A recorder whose events name this source component, e.g. `deployment-controller`. */
  recorder(component: string): EventRecorder;
  /** Starts `workers` processes that take keys from the queue and reconcile them; an error re-queues rate-limited. */
  run(queue: WorkQueue, workers: number, reconcile: (key: string) => Process<void>): void;
}

/** A controller: default export of a kind's controller.ts, or of a file in sim/controllers. */
export interface Controller {
  /** Upstream's name, e.g. `deployment-controller`. */
  readonly name: string;
  /** The service account whose credentials its client has, where that is not named as the controller. */
  readonly account?: string;
  /** What its client may send, where upstream gives it more than the others: requests a second, and at once. */
  readonly rate?: { readonly qps: number; readonly burst: number };
  /** Registers handlers and starts workers; called before the informers start. */
  start(context: ControllerContext): void;
}
