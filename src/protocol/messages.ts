import type { Lesson } from '../api/lesson/lesson.ts';
import type { FaultName, ImageSpec, SupportDeed, TrafficSpec } from '../api/scenario.ts';
import type { Situation } from '../api/situation/situation.ts';
import type { BootProgress } from './boot.ts';
import type { BranchRow } from './branch.ts';
import type { ControlPlaneRow, JourneyNews, RequestDetail } from './control-plane.ts';
import type { DecisionRow, PendingRow, QueueMoveRow, WhatIfRow } from './decisions.ts';
import type { DeedText } from './deed.ts';
import type { DiffResult } from './diff.ts';
import type { AuditNews, LogNews, LogQuery } from './dock.ts';
import type { GraphNews } from './graph.ts';
import type { AskWrite, HistoryNews, TellWrite } from './history.ts';
import type { KindRef, LifeRow, RelatedRow, TimerRow } from './inspect.ts';
import type { CaptionNews, Checked, Evaluated, GoalNews, LessonToWorker, Recorded } from './lesson.ts';
import type { MeasureNews, MeasureQuery } from './measure.ts';
import type { BesideToWorker, OutcomeAnswer } from './outcome.ts';
import type { OutputAnswer } from './output.ts';
import type { TrafficFrame } from './traffic.ts';
import type {
  AutoscalerRow,
  EventRow,
  Flag,
  MachineRow,
  MessageRow,
  NodeRow,
  PodRow,
  ServiceRow,
  WorkloadRow,
} from './view.ts';
import type { AskWhy, TellWhy } from './why.ts';

/** How far one step goes. */
export type StepUnit = 'event' | 'message' | 'write';

/** A view that is told more than the frames say, while it is shown. */
export type ViewFeed = 'none' | 'control-plane' | 'objects' | 'history';

/** Names an object of the cluster. `resource` is the plural, with the group: `deployments.apps`. */
export interface ObjectRef {
  /** Its kind, which says which object is meant where the plural is only guessed. */
  readonly kind?: string;
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
}

/** From the page to the worker. Calls carry an `id`; the answer repeats it. */
export type ToWorker =
  /** Starts a run: a scenario file's text, in place of the current run; or goes to a situation of it, and is paused there. */
  | {
      readonly type: 'load';
      readonly id: number;
      readonly scenario: string;
      readonly situation?: Pick<Situation, 'log' | 'atMs'>;
    }
  | BesideToWorker
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  /** Virtual seconds per wall second, 0.05 to 1000. */
  | { readonly type: 'speed'; readonly speed: number }
  | { readonly type: 'step'; readonly unit: StepUnit }
  /**
   * Runs until a condition holds: arguments of `kubectl wait`, `event REASON`, `time 5m`, `rest`, or CEL on `object`. Answered by
   * `reached` then, or when it is paused before; refused at once where it cannot be read.
   */
  | { readonly type: 'until'; readonly id: number; readonly condition: string }
  /** Goes to another moment: what was seen then is shown at once, and the run is computed up to it again. */
  | { readonly type: 'seek'; readonly toMs: number }
  /** Pauses at the last change before now. */
  | { readonly type: 'back' }
  /** Goes on in another branch where it was left. */
  | { readonly type: 'switchBranch'; readonly branch: number }
  | { readonly type: 'renameBranch'; readonly branch: number; readonly name: string }
  /** Takes the last input back: time returns to it, and a new branch goes on without it. Answered by `undone`. */
  | { readonly type: 'undo'; readonly id: number }
  /** Applies a YAML stream as `kubectl apply -f -` would. */
  | { readonly type: 'apply'; readonly id: number; readonly yaml: string }
  /** Asks how the objects of a YAML stream would be after apply: answered by `diffed`. */
  | { readonly type: 'diff'; readonly id: number; readonly yaml: string }
  /** Runs a line in the shell of the computer that kubectl runs on: `printed` messages while it runs, then `output`. */
  | {
      readonly type: 'shell';
      readonly id: number;
      readonly line: string;
      readonly columns: number;
      readonly rows: number;
    }
  /** What is typed while a line of that shell runs, as a terminal sends it. */
  | { readonly type: 'keys'; readonly data: string }
  /** What may stand before the cursor of a line that is being typed. */
  | { readonly type: 'complete'; readonly id: number; readonly line: string; readonly cursor: number }
  /** The text of an `edit` message as it was saved, null when it was left as it is. */
  | { readonly type: 'edited'; readonly text: string | null }
  /** Runs a kubectl command line (without the word kubectl). */
  | { readonly type: 'kubectl'; readonly id: number; readonly line: string }
  | {
      readonly type: 'fault';
      readonly id: number;
      readonly fault: FaultName;
      readonly target: string;
      readonly node?: string;
      /** After which it heals by itself. */
      readonly durationMs?: number;
      readonly latencyMs?: number;
      readonly jitterMs?: number;
      readonly percent?: number;
    }
  /** Gives the scheduler another configuration: the text of a KubeSchedulerConfiguration. */
  | { readonly type: 'configureScheduler'; readonly id: number; readonly yaml: string }
  /** A person does something by hand for machines beside the cluster, or their clients. */
  | { readonly type: 'support'; readonly id: number; readonly deed: SupportDeed }
  /** Pushes an image to the simulated registry. */
  | { readonly type: 'push'; readonly id: number; readonly image: ImageSpec }
  /** Begins, changes or stops (rps 0) a client. */
  | { readonly type: 'traffic'; readonly id: number; readonly spec: TrafficSpec }
  /** Asks how the scheduler would decide on a Pod now, with these weights, and what speaks against a node ('' for none). */
  | {
      readonly type: 'what-if';
      readonly id: number;
      readonly namespace: string;
      readonly name: string;
      readonly node: string;
      readonly weights: Readonly<Record<string, number>>;
    }
  /** Hides from now on what is decided of Pods that have no node yet, or tells everything again. */
  | { readonly type: 'predict'; readonly on: boolean }
  /** Tells what became of a Pod whose outcome is hidden. */
  | { readonly type: 'reveal'; readonly namespace: string; readonly name: string }
  /** Which view is shown. */
  | { readonly type: 'show'; readonly feed: ViewFeed }
  /** Follows a message by id and all that it leads to, the newest input, or every message: `journey` messages come. */
  | { readonly type: 'journey'; readonly root: number | 'newest' | 'all' }
  | LessonToWorker
  | AskWhy
  | AskWrite
  /** Asks for one request of the trace with its answer. */
  | { readonly type: 'request'; readonly id: number; readonly request: number }
  /** Follows the output of containers: `logs` messages come; null follows none. */
  | { readonly type: 'tail'; readonly query: LogQuery | null }
  /** Whether every request to the API server is told: `audit` messages come. */
  | { readonly type: 'audit'; readonly on: boolean }
  /** Follows what Pods or a node use and what they serve: `measure` messages come; null follows none. */
  | { readonly type: 'measure'; readonly query: MeasureQuery | null }
  /** Asks which objects have to do with one. */
  | { readonly type: 'related'; readonly id: number; readonly ref: KindRef }
  /** Asks for the names of all objects that no row of a frame tells of. */
  | { readonly type: 'names'; readonly id: number }
  /** Asks for the run as a text: what people have made as YAML, what they did as a shell script, Events as CSV. */
  | { readonly type: 'export'; readonly id: number; readonly form: 'yaml' | 'script' | 'events' }
  /** Follows an object: `object` messages come now and whenever it changes; null follows none. */
  | { readonly type: 'follow'; readonly ref: ObjectRef | null };

/** What became of one document of an applied stream. */
export interface ApplyResult {
  /** Line of the document's start in the stream, from 1. */
  readonly line: number;
  /** kubectl's line of output, e.g. `deployment.apps/web created`, '' when it failed. */
  readonly output: string;
  /** kubectl's whole error text, '' when all went well. */
  readonly stderr: string;
  /** Errors with the line that each concerns, 0 when no line of the stream is to blame. */
  readonly errors: readonly { readonly line: number; readonly message: string }[];
}

/** From the worker to the page. */
export type ToPage =
  | {
      readonly type: 'loaded';
      readonly id: number;
      readonly name: string;
      readonly title: string;
      readonly seed: number;
      /** What it teaches; null when nothing. */
      readonly lesson?: Lesson | null;
    }
  /** The scenario or the call was refused: what is wrong, in words. */
  | { readonly type: 'refused'; readonly id: number; readonly message: string }
  | { readonly type: 'applied'; readonly id: number; readonly results: readonly ApplyResult[] }
  | { readonly type: 'diffed'; readonly id: number; readonly results: readonly DiffResult[] }
  | OutputAnswer
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'reached'; readonly id: number; readonly how: 'met' | 'cancelled'; readonly atMs: number }
  | OutcomeAnswer
  /** What was taken back, in words; null when a person has done nothing yet. */
  | { readonly type: 'undone'; readonly id: number; readonly deed: DeedText | null }
  /** Output of a line of the shell that is still running. */
  | { readonly type: 'printed'; readonly id: number; readonly stream: 'stdout' | 'stderr'; readonly data: string }
  /** Words that may stand in place of the text from `from` to the cursor. */
  | { readonly type: 'completions'; readonly id: number; readonly from: number; readonly words: readonly string[] }
  /** A program wants a text edited: the answer is an `edited` message. */
  | { readonly type: 'edit'; readonly path: string; readonly text: string }
  | {
      readonly type: 'object';
      readonly ref: ObjectRef;
      /** null when it does not exist (any more). */
      readonly object: unknown;
      readonly yaml: string;
      readonly events: readonly EventRow[];
      /** For a Pod: its last scheduling attempts, newest first. */
      readonly decisions: readonly DecisionRow[];
      /** For a Pod: its last moves in the scheduling queue, newest last. */
      readonly moves: readonly QueueMoveRow[];
      /** For a Pod without a node: why. */
      readonly pending: PendingRow | null;
      /** How it has been, oldest first, as far as that is kept. */
      readonly life: readonly LifeRow[];
    }
  /** What the kubelet of the followed Pod waits for, whenever that has changed. */
  | { readonly type: 'timers'; readonly ref: ObjectRef; readonly timers: readonly TimerRow[] }
  | { readonly type: 'related'; readonly id: number; readonly rows: readonly RelatedRow[] }
  | { readonly type: 'names'; readonly id: number; readonly objects: readonly KindRef[] }
  | { readonly type: 'logs'; readonly news: LogNews }
  | { readonly type: 'audit'; readonly news: AuditNews }
  | { readonly type: 'measure'; readonly news: MeasureNews }
  | { readonly type: 'exported'; readonly id: number; readonly text: string }
  | { readonly type: 'journey'; readonly news: JourneyNews }
  | { readonly type: 'graph'; readonly news: GraphNews }
  | { readonly type: 'history'; readonly news: HistoryNews }
  | TellWhy
  | TellWrite
  | { readonly type: 'control-plane'; readonly row: ControlPlaneRow }
  /** null when it is no request, or is not kept any more. */
  | { readonly type: 'request'; readonly id: number; readonly detail: RequestDetail | null }
  /** null when the Pod or the scheduler is not there. */
  | { readonly type: 'what-if'; readonly id: number; readonly row: WhatIfRow | null }
  | Evaluated
  | Recorded
  | Checked
  /** The cluster is on its way up. */
  | ({ readonly type: 'booting' } & BootProgress)
  | Frame
  /** The simulation has failed (a bug): the page offers the last inputs. */
  | { readonly type: 'crashed'; readonly message: string };

/** A Pod of which the scheduler has decided, while the outcome is hidden for a class to guess. */
export interface HiddenRow {
  readonly namespace: string;
  readonly name: string;
  /** When it was decided. */
  readonly atMs: number;
}

/** One frame: the clock and what changed since the last frame. Rows replace those with the same key. */
export interface Frame extends TrafficFrame {
  readonly type: 'frame';
  /** A new run: forget everything first. */
  readonly reset: boolean;
  /** Virtual milliseconds since the cluster was up. */
  readonly nowMs: number;
  /** The cluster's own clock at `nowMs`, Unix milliseconds: relates the timestamps in objects to the run. */
  readonly unixMs?: number;
  /** How far the branch has been run: later than `nowMs` when one has gone back. */
  readonly endMs?: number;
  /** Marks and counts after this moment are of another branch from now on. */
  readonly cutMs?: number;
  /** The branch that is shown, and all there are; absent while they are the same. */
  readonly branch?: number;
  readonly branches?: readonly BranchRow[];
  readonly running: boolean;
  readonly speed: number;
  /** Nothing but periodic work (heartbeats, resyncs) is going on. Tests wait for it. */
  readonly settled: boolean;
  /** Store revision. */
  readonly revision: number;
  readonly eventsPerSecond: number;
  readonly nodes: readonly NodeRow[];
  readonly removedNodes: readonly string[];
  readonly pods: readonly PodRow[];
  /** uids */
  readonly removedPods: readonly string[];
  readonly workloads: readonly WorkloadRow[];
  readonly removedWorkloads: readonly string[];
  readonly services: readonly ServiceRow[];
  readonly removedServices: readonly string[];
  /** HorizontalPodAutoscalers that have reported something. */
  readonly autoscalers: readonly AutoscalerRow[];
  /** keys */
  readonly removedAutoscalers: readonly string[];
  readonly events: readonly EventRow[];
  readonly flags: readonly Flag[];
  /** Writes per virtual second since the last frame: [second, count] pairs. */
  readonly density: readonly (readonly [number, number])[];
  readonly messages: readonly MessageRow[];
  /** All machines beside the cluster, where something about one of them has changed; else none. */
  readonly machines: readonly MachineRow[];
  /** Machines of the control plane, sent with a reset. */
  readonly members?: readonly string[];
  /** Components that do not run, and machines of the control plane without power, by name. */
  readonly stopped: readonly string[];
  /** Pods whose outcome is hidden while a class predicts; null when nothing is predicted. */
  readonly hidden: readonly HiddenRow[] | null;
  /** The scheduler's configuration as it was given last, '' for the one by default; absent while it is the same. */
  readonly schedulerConfig?: string;
  /** How the goals of the exercise stand, when one has changed. */
  readonly goals?: GoalNews;
  /** Where the lecture is, when that has changed. */
  readonly caption?: CaptionNews;
}
