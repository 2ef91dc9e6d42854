import type { Client } from '../../api/client.ts';
import type { EventRecorder, InformerFactory } from '../../api/controller.ts';
import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { isPodTerminal } from '../../api/pod.ts';
import { type Process, wait, waitAll } from '../../api/process.ts';
import type { Random } from '../../base/random.ts';
import type { PendingRow, WhatIfRow } from '../../protocol/decisions.ts';
import { spawnGuarded } from '../client/guard.ts';
import type { Engine } from '../engine/engine.ts';
import { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import { runBindingCycle } from './binding-cycle.ts';
import { type Cache, createCache } from './cache.ts';
import { DEFAULT_CONFIG, type SchedulerConfig } from './config.ts';
import { decide } from './decide.ts';
import type { Decision, QueueMove } from './decision.ts';
import { createDecisionLog, type DecisionLog } from './decision-log.ts';
import { watchCluster } from './event-handlers.ts';
import { handleFailure } from './failure.ts';
import type { Handle } from './framework.ts';
import { findKind, kindNamed } from './kinds.ts';
import { buildProfile, eventKinds, type Profile } from './profile.ts';
import { createQueue, type QueuePlace, type SchedulingQueue } from './queue.ts';
import type { QueuedPod } from './queued-pod.ts';
import { createScoreBuffers } from './score-buffers.ts';
import { createThought } from './thought/thought.ts';

/** What a scheduler is started with. */
export interface SchedulerOptions {
  readonly engine: Engine;
  readonly client: Client;
  readonly informers: InformerFactory;
  /** Its events name `default-scheduler`. */
  readonly recorder: EventRecorder;
  readonly random: Random;
  /** Ends the scheduler when it is killed. */
  readonly scope: Scope;
  readonly config?: SchedulerConfig;
  /** Where its decisions are kept; default is a log of its own. */
  readonly log?: DecisionLog;
}

/** A running scheduler. */
export interface Scheduler {
  /** The last attempts to schedule a Pod (`namespace/name`), newest first. */
  decisions(podKey: string): readonly Decision[];
  /** The Pod's last moves in the queue, oldest first. */
  moves(podKey: string): readonly QueueMove[];
  /** How many Pods wait in each part of the queue. */
  queueSizes(): Readonly<Record<QueuePlace, number>>;
  /** Why a Pod (`namespace/name`) has no node now; undefined for one that has, and for one that is not known. */
  whyPending(podKey: string): PendingRow | undefined;
  /** How it would decide now on a Pod; see Thought. */
  whatIf(podKey: string, node: string, weights: Readonly<Record<string, number>>): WhatIfRow | undefined;
  /** Replaces the configuration from the next decision on, and tries the waiting Pods again. */
  configure(config: SchedulerConfig): void;
}

/** What the parts of a running scheduler share. */
export interface SchedulerContext {
  readonly engine: Engine;
  readonly client: Client;
  readonly recorder: EventRecorder;
  readonly scope: Scope;
  readonly cache: Cache;
  readonly queue: SchedulingQueue;
  profileOf(pod: Pod): Profile | undefined;
  /** The scheduler's own view of Pods, by key. */
  pod(key: string): Pod | undefined;
}

/** Kinds that plugins look up, besides Pods and nodes: nothing is decided before they are known. */
const LOOKED_UP = [
  'Namespace',
  'Service',
  'ReplicaSet',
  'StatefulSet',
  'ReplicationController',
  'PodDisruptionBudget',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StorageClass',
  'CSINode',
  'CSIDriver',
  'CSIStorageCapacity',
  'VolumeAttachment',
] as const;

/**
 * Starts a scheduler: watches Pods and nodes, decides one Pod at a time, binds in the background.
 * Must be called before the informers start. Models pkg/scheduler of v1.32.
 */
export function startScheduler(options: SchedulerOptions): Scheduler {
  const { engine, informers, scope } = options;
  let config = options.config ?? DEFAULT_CONFIG;
  const handle = createHandle(options);
  const pods = informers.of(kindNamed<Pod>('Pod'));
  const synced = [pods, informers.of(kindNamed<Node>('Node'))].map((informer) => informer.synced);
  for (const kind of lookedUpKinds()) synced.push(informers.of(kind).synced);
  const log = options.log ?? createDecisionLog();
  let profiles = buildProfiles(config, handle);
  let awake = new Future<void>();
  const profileOf = (pod: Pod): Profile | undefined => profiles.get(pod.spec?.schedulerName ?? 'default-scheduler');
  const queue = createQueue({
    nowMs: () => engine.nowMs,
    after: (delayMs, action) => void engine.after(delayMs, action, undefined, scope),
    profileOf,
    get initialBackoffMs() {
      return config.podInitialBackoffSeconds * 1_000;
    },
    get maxBackoffMs() {
      return config.podMaxBackoffSeconds * 1_000;
    },
    onActive: () => awake.resolve(),
    onMove: (queued, to, cause) => log.recordMove(queued, { atMs: engine.nowMs, to, cause }),
  });
  const context: SchedulerContext = { ...options, cache: createCache(), queue, profileOf, pod: (key) => pods.get(key) };
  watchCluster(context, informers, eventKinds());
  const scheduleOne = createCycle(context, options.random, log);

  function* run(): Process {
    yield* waitAll(synced);
    for (;;) {
      const queued = queue.pop();
      if (queued) {
        yield* scheduleOne(queued);
        continue;
      }
      awake = new Future();
      yield* wait(awake);
    }
  }
  spawnGuarded(engine, scope, run());
  const thought = createThought({ ...context, nominated: queue.nominator.on, nowMs: () => engine.nowMs });
  return {
    whyPending(podKey) {
      const pod = pods.get(podKey);
      return pod && thought.whyPending(pod);
    },
    whatIf(podKey, node, weights) {
      const pod = pods.get(podKey);
      return pod && thought.whatIf(pod, node, weights);
    },
    decisions: log.decisions,
    moves: log.moves,
    queueSizes: () => queue.sizes(),
    configure(next) {
      const known = new Set(profiles.keys());
      config = next;
      profiles = buildProfiles(next, handle);
      queue.restart();
      for (const pod of pods.list()) if (isNewlyOurs(pod, known, profileOf)) queue.add(pod);
    },
  };
}

/** Whether a Pod waits for a scheduler whose name has only now become one of ours. */
function isNewlyOurs(pod: Pod, known: ReadonlySet<string>, profileOf: SchedulerContext['profileOf']): boolean {
  if (pod.spec?.nodeName || isPodTerminal(pod)) return false;
  return !known.has(pod.spec?.schedulerName ?? 'default-scheduler') && profileOf(pod) !== undefined;
}

/** The scheduling cycle of one Pod after the other. Models ScheduleOne. */
function createCycle(context: SchedulerContext, random: Random, log: DecisionLog): (queued: QueuedPod) => Process {
  const { engine, scope, cache, queue } = context;
  const buffers = createScoreBuffers();
  let start = 0;
  return function* scheduleOne(queued) {
    const profile = context.profileOf(queued.info.pod);
    if (!profile || shouldSkip(queued, context)) {
      queue.done(queued.uid);
      return;
    }
    const outcome = decide(queued.info, cache, profile, { random, start, nominated: queue.nominator.on, buffers });
    start = outcome.nextStart;
    log.record(queued, engine.nowMs, outcome);
    const costMs = cycleMs(outcome.feasible.length + outcome.statuses.rejections.size);
    if (outcome.chosen) {
      const binding = runBindingCycle(context, queued, profile, outcome.chosen);
      yield costMs;
      spawnGuarded(engine, scope, binding);
    } else {
      yield costMs;
      yield* handleFailure(context, queued, { kind: 'unschedulable', outcome });
    }
  };
}

/** Virtual time of a scheduling cycle: about 1 ms in a small cluster, 2 ms when 500 nodes are looked at. */
export function cycleMs(visitedNodes: number): number {
  return 0.5 + Math.min(visitedNodes, 1_000) * 0.003;
}

function buildProfiles(config: SchedulerConfig, handle: Handle): ReadonlyMap<string, Profile> {
  return new Map(
    config.profiles.map((profile) => [
      profile.schedulerName,
      buildProfile(profile, config.percentageOfNodesToScore, handle),
    ]),
  );
}

/** The kinds that plugins look up, beside Pods and nodes. */
export function lookedUpKinds(): readonly Kind[] {
  return LOOKED_UP.flatMap((name) => findKind(name) ?? []);
}

/** What plugins may ask of a process with these informers. */
export function createHandle({
  engine,
  informers,
  random,
}: Pick<SchedulerOptions, 'engine' | 'informers' | 'random'>): Handle {
  return {
    random,
    nowMs: () => engine.unixMs,
    list<T extends KubeObject>(name: string, namespace?: string): Iterable<T> {
      const kind = findKind<T>(name);
      return kind ? informers.of(kind).list(namespace) : [];
    },
    get<T extends KubeObject>(name: string, key: string): T | undefined {
      const kind = findKind<T>(name);
      return kind ? informers.of(kind).get(key) : undefined;
    },
  };
}

function shouldSkip(queued: QueuedPod, { cache, recorder }: SchedulerContext): boolean {
  const { pod } = queued.info;
  if (pod.metadata.deletionTimestamp !== undefined) {
    const message = `skip schedule deleting pod: ${queued.key}`;
    recorder.event(pod, 'Warning', 'FailedScheduling', message, { action: 'Scheduling' });
    return true;
  }
  return cache.isAssumed(queued.key);
}
