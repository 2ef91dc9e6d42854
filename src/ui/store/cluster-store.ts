import { create } from 'zustand';
import type { Lesson } from '../../api/lesson/lesson.ts';
import type { BootProgress } from '../../protocol/boot.ts';
import type { BranchRow } from '../../protocol/branch.ts';
import type { CaptionNews, GoalNews } from '../../protocol/lesson.ts';
import type { Frame, HiddenRow } from '../../protocol/messages.ts';
import { createDelta, createMirror, type Delta } from './mirror.ts';

export interface Run {
  readonly name: string;
  readonly title: string;
  readonly seed: number;
  /** What the scenario teaches; null when nothing. */
  readonly lesson: Lesson | null;
}

/** What the page knows of the cluster. The rows themselves are in `mirror`; here are counters that say when they changed. */
export interface ClusterState {
  /** starting: no frame yet. refused: the scenario is wrong. crashed: the simulation failed. */
  readonly phase: 'starting' | 'live' | 'refused' | 'crashed';
  /** How far the cluster has come up; null where it is not known yet. */
  readonly boot: BootProgress | null;
  /** What is wrong, in words. */
  readonly trouble: string;
  readonly run: Run | null;
  readonly nowMs: number;
  /** The cluster's own clock minus `nowMs`, in Unix ms; null until the worker has told it. */
  readonly zeroUnixMs: number | null;
  /** How far the branch has been run: later than `nowMs` when one has gone back. */
  readonly endMs: number;
  /** The branch that is shown, and all there are. */
  readonly branch: number;
  readonly branches: readonly BranchRow[];
  readonly running: boolean;
  readonly speed: number;
  readonly settled: boolean;
  readonly revision: number;
  readonly eventsPerSecond: number;
  /** Rises with every new run. */
  readonly epoch: number;
  readonly pods: number;
  readonly nodes: number;
  readonly workloads: number;
  readonly services: number;
  readonly events: number;
  readonly flags: number;
  readonly density: number;
  /** Rises at most four times a second. */
  readonly traffic: number;
  /** Machines of the control plane. */
  readonly members: readonly string[];
  /** Components that do not run, and machines of the control plane without power. */
  readonly stopped: ReadonlySet<string>;
  /** Pods whose outcome is hidden while a class predicts; null when nothing is predicted. */
  readonly hidden: readonly HiddenRow[] | null;
  /** The scheduler's configuration as it was given last, '' for the one by default. */
  readonly schedulerConfig: string;
  /** How the goals of an exercise stand; null where there is none. */
  readonly goals: GoalNews | null;
  /** Where a lecture is; null where there is none. */
  readonly caption: CaptionNews | null;
}

export const mirror = createMirror();

export const useCluster = create<ClusterState>(() => ({
  phase: 'starting',
  boot: null,
  trouble: '',
  run: null,
  nowMs: 0,
  endMs: 0,
  branch: 1,
  branches: [],
  zeroUnixMs: null,
  running: false,
  speed: 1,
  settled: false,
  revision: 0,
  eventsPerSecond: 0,
  epoch: 0,
  pods: 0,
  nodes: 0,
  workloads: 0,
  services: 0,
  events: 0,
  flags: 0,
  density: 0,
  traffic: 0,
  members: [],
  stopped: new Set(),
  hidden: null,
  schedulerConfig: '',
  goals: null,
  caption: null,
}));

const listeners = new Set<(delta: Delta) => void>();
let waiting: Frame[] = [];
let scheduled = 0;

type RunPart = Partial<Pick<ClusterState, 'running' | 'speed'>>;

/** What the person has just asked for; frames that were under way then still say what was before. */
let asked: { readonly part: RunPart; readonly untilMs: number } = { part: {}, untilMs: 0 };
const patienceMs = 400;

/** Shows at once what has been asked of the worker; a frame confirms or, after a while, corrects it. */
export function expectRun(part: RunPart): void {
  asked = { part: { ...asked.part, ...part }, untilMs: performance.now() + patienceMs };
  useCluster.setState(part);
}

function runOf(frame: Frame): Required<RunPart> {
  const told = { running: frame.running, speed: frame.speed };
  if (performance.now() > asked.untilMs) asked = { part: {}, untilMs: 0 };
  return { ...told, ...asked.part };
}

/** The same set as before as long as it says the same. */
function stoppedOf(before: ReadonlySet<string>, names: readonly string[]): ReadonlySet<string> {
  return before.size === names.length && names.every((name) => before.has(name)) ? before : new Set(names);
}

/** The same list as before as long as it says the same. */
function hiddenOf(before: readonly HiddenRow[] | null, now: readonly HiddenRow[] | null): readonly HiddenRow[] | null {
  const same =
    before?.length === now?.length &&
    (now ?? []).every(({ name, atMs }, index) => {
      const known = before?.[index];
      return known?.name === name && known.atMs === atMs;
    });
  return same ? before : now;
}

/** Counts of traffic change with every frame: they are shown four times a second. */
let trafficWaits = false;
let trafficShownMs = 0;

function trafficIsDue(delta: Delta): boolean {
  trafficWaits ||= delta.traffic || delta.reset;
  if (!trafficWaits || performance.now() - trafficShownMs < 250) return false;
  trafficWaits = false;
  trafficShownMs = performance.now();
  return true;
}

/** Calls back after each batch of frames, with what it has changed. Returns how to stop. */
export function onDelta(listener: (delta: Delta) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes a frame in; frames that arrive between two pictures are applied together. */
export function takeFrame(frame: Frame): void {
  waiting.push(frame);
  if (document.hidden || waiting.length > 120) applyFrames();
  else if (scheduled === 0) scheduled = requestAnimationFrame(applyFrames);
}

function applyFrames(): void {
  cancelAnimationFrame(scheduled);
  scheduled = 0;
  const frames = waiting;
  waiting = [];
  const last = frames.at(-1);
  if (last === undefined) return;
  const delta = createDelta();
  for (const frame of frames) mirror.apply(frame, delta);
  const trafficDue = trafficIsDue(delta);
  useCluster.setState((state) => ({
    phase: state.phase === 'starting' ? 'live' : state.phase,
    nowMs: last.nowMs,
    endMs: last.endMs ?? last.nowMs,
    branch: frames.findLast((frame) => frame.branch !== undefined)?.branch ?? state.branch,
    branches: frames.findLast((frame) => frame.branches !== undefined)?.branches ?? state.branches,
    zeroUnixMs: last.unixMs === undefined ? state.zeroUnixMs : last.unixMs - last.nowMs,
    ...runOf(last),
    settled: last.settled,
    revision: last.revision,
    eventsPerSecond: last.eventsPerSecond,
    epoch: state.epoch + (delta.reset ? 1 : 0),
    pods: state.pods + (delta.pods.size > 0 || delta.reset ? 1 : 0),
    nodes: state.nodes + (delta.nodes.size > 0 || delta.reset ? 1 : 0),
    workloads: state.workloads + (delta.workloads || delta.reset ? 1 : 0),
    services: state.services + (delta.services || delta.reset ? 1 : 0),
    events: state.events + (delta.events || delta.reset ? 1 : 0),
    flags: state.flags + (delta.flags || delta.reset ? 1 : 0),
    density: state.density + (delta.density || delta.reset ? 1 : 0),
    traffic: state.traffic + (trafficDue ? 1 : 0),
    members: frames.findLast((frame) => frame.members !== undefined)?.members ?? state.members,
    stopped: stoppedOf(state.stopped, last.stopped),
    hidden: hiddenOf(state.hidden, last.hidden),
    schedulerConfig:
      frames.findLast((frame) => frame.schedulerConfig !== undefined)?.schedulerConfig ?? state.schedulerConfig,
    goals: frames.findLast((frame) => frame.goals !== undefined)?.goals ?? state.goals,
    caption: frames.findLast((frame) => frame.caption !== undefined)?.caption ?? state.caption,
  }));
  for (const listener of listeners) listener(delta);
}

/** Drops frames that have not been shown: their run is over. */
export function forgetFrames(): void {
  waiting = [];
}
