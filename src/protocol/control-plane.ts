/** What the Control plane view draws: messages with what they led to, and the state of the components. Plain data. */
import type { DeedSaid } from './deed.ts';

/** What a message of a journey is. `forward` passes a load balancer; `store` and `stored` are etcd's request and answer. */
export type JourneyKind =
  | 'input'
  | 'request'
  | 'forward'
  | 'response'
  | 'watch'
  | 'store'
  | 'stored'
  | 'raft'
  | 'feed'
  | 'probe';

/** A message of a journey. Times are virtual milliseconds since the start of the run. */
export interface JourneyRow {
  readonly id: number;
  /** Id of the message that led to it. */
  readonly cause: number;
  readonly kind: JourneyKind;
  /** Machines. */
  readonly from: string;
  readonly to: string;
  readonly sentMs: number;
  /** -1 for one that was lost. */
  readonly arrivesMs: number;
  /** The component that asks, that is answered, or that watches; the machine where that is not known. */
  readonly who: string;
  /** `PATCH deployments/web/scale`, `MODIFIED Deployment/web`. */
  readonly text: string;
  /** Of everything that belongs to a request: its id; 0 for others. */
  readonly request: number;
  /** Of a response. */
  readonly code: number;
  /** Of a response that is a refusal: why. */
  readonly note: string;
}

/** A write that a request of a journey has led to. */
export interface JourneyWrite {
  readonly request: number;
  readonly revision: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What became known of a journey since the last such message. */
export interface JourneyNews {
  /** The message that it begins with; 0 for all messages. */
  readonly root: number;
  /** In words: the command. */
  readonly title: string;
  /** What it was, where that is no command. */
  readonly said?: DeedSaid;
  /** Forget what was told before. */
  readonly reset: boolean;
  readonly rows: readonly JourneyRow[];
  readonly writes: readonly JourneyWrite[];
  /** There are more messages than are told. */
  readonly cut: boolean;
}

/** A field that the API server has set beyond what was asked for. */
export interface SetField {
  /** `spec.template.spec.restartPolicy`. */
  readonly path: string;
  readonly value: string;
  readonly by: 'defaults' | 'admission';
}

/** One request with its answer, in full. */
export interface RequestDetail {
  readonly id: number;
  readonly method: string;
  readonly path: string;
  readonly verb: string;
  readonly user: string;
  readonly groups: readonly string[];
  readonly authentication: string;
  readonly authorization: string;
  readonly allowed: boolean;
  /** 0 before the answer. */
  readonly code: number;
  readonly note: string;
  readonly sentMs: number;
  /** -1 before the answer. */
  readonly answeredMs: number;
  /** Of the write that it led to; 0 for none. */
  readonly revision: number;
  /** What defaults and admission have added to the object of a create. */
  readonly set: readonly SetField[];
  /** The change as `diff -u` prints it, '' for none. */
  readonly diff: string;
  /** What was sent, as YAML; '' for no body. */
  readonly body: string;
}

/** A machine of the control plane and what runs there. */
export interface MemberRow {
  readonly name: string;
  readonly alive: boolean;
  /** Components that run on it. */
  readonly running: readonly string[];
  /** Of a group of several; null for an etcd alone. */
  readonly raft: {
    readonly role: 'follower' | 'preCandidate' | 'candidate' | 'leader';
    readonly term: number;
    readonly lastIndex: number;
    /** The newest entry on the disk. */
    readonly stable: number;
    readonly committed: number;
  } | null;
}

/** A controller's work queues, taken together. */
export interface QueueRow {
  readonly component: string;
  readonly controller: string;
  /** The service account by which its requests are known. */
  readonly account: string;
  readonly waiting: number;
  /** Keys in back-off after a failure. */
  readonly failing: number;
  readonly retries: number;
}

/** A Lease by which a component leads. */
export interface LeaseRow {
  readonly name: string;
  readonly holder: string;
  readonly renewedMs: number;
  readonly transitions: number;
  readonly durationMs: number;
}

/** The control plane as it is. */
export interface ControlPlaneRow {
  readonly members: readonly MemberRow[];
  readonly queues: readonly QueueRow[];
  /** Pods in each part of the scheduler's queue; null when no scheduler leads. */
  readonly scheduling: Readonly<Record<'active' | 'backoff' | 'unschedulable' | 'gated', number>> | null;
  readonly leases: readonly LeaseRow[];
}
