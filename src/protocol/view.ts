/**
 * What the page draws: slim rows, computed in the worker from API objects (what the control plane knows), sent as
 * changes each frame. Whole objects are sent only on request.
 */
import type { DeedText } from './deed.ts';

/** The visual states of a Pod (shared design, "Visual language"). */
export type PodState =
  | 'pending'
  | 'creating'
  | 'notready'
  | 'ready'
  | 'terminating'
  | 'crash'
  | 'imgpull'
  | 'failed'
  | 'evicted'
  | 'completed'
  | 'unknown';

/** A Pod as the figure shows it. Times are virtual milliseconds since the start of the run. */
export interface PodRow {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  /** '' while it is pending. */
  readonly node: string;
  readonly state: PodState;
  /** The STATUS column of kubectl get pods. */
  readonly status: string;
  /** Why it is pending or wrong: the message of the condition or waiting container, else ''. */
  readonly reason: string;
  /** The workload that owns it: name of the topmost controller (Deployment rather than ReplicaSet), '' if none. */
  readonly owner: string;
  readonly ownerKind: string;
  /** Short name on the slab: the owner's name, else the Pod's. */
  readonly label: string;
  /** The random or ordinal suffix that tells it from its siblings, '' if none. */
  readonly suffix: string;
  /** Age of its revision among its owner's: 0 newest, 1 the one before, … */
  readonly revisionAge: number;
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly cpuUsedMilli: number;
  readonly memoryUsedBytes: number;
  readonly readyContainers: number;
  readonly containers: number;
  readonly restarts: number;
  readonly ip: string;
  readonly createdMs: number;
  /** While creating: when that began and when it is expected to end; for the rising wash. 0 if unknown. */
  readonly progressFromMs: number;
  readonly progressToMs: number;
  /** While terminating: when it was asked to, and when its grace period ends. */
  readonly terminatingFromMs: number;
  readonly terminatingToMs: number;
  /** Whether it is an endpoint of some Service: 'in' as ready, 'out' not ready, '' if of none. */
  readonly endpoint: 'in' | 'out' | '';
}

/** A node as the figure shows it. */
export interface NodeRow {
  readonly name: string;
  readonly ready: 'True' | 'False' | 'Unknown';
  /** When the Ready condition last changed. */
  readonly readySinceMs: number;
  readonly unschedulable: boolean;
  /** Taints other than those the control plane sets for conditions and cordon, as `key=value:Effect`. */
  readonly taints: readonly string[];
  readonly zone: string;
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly maxPods: number;
  readonly cpuRequestedMilli: number;
  readonly memoryRequestedBytes: number;
  readonly memoryUsedBytes: number;
  readonly podCount: number;
  /** When its Lease was last renewed, as the API server knows it. */
  readonly heartbeatMs: number;
  /** What the user has done to the machine: running, powered off, cut off from the network, kubelet stopped. */
  readonly machine: 'on' | 'off' | 'cut' | 'kubelet-stopped';
  /** Whose the machine is: nobody's, a cloud's, or of one of its node groups. */
  readonly cloud: 'none' | 'machine' | 'group';
}

/** A machine without Kubernetes, with the containers that somebody has started on it. */
export interface MachineRow {
  readonly name: string;
  readonly ip: string;
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly state: 'on' | 'off' | 'booting';
  /** When it last got or lost its power. */
  readonly sinceMs: number;
  /** When support will be there; -1 when nobody is on the way. */
  readonly repairMs: number;
  readonly containers: readonly {
    readonly name: string;
    readonly image: string;
    /** Port of the machine at which it is reached. */
    readonly port: number;
    readonly state: 'running' | 'starting' | 'exited';
    readonly exitCode: number;
    /** When it started, or ended. */
    readonly sinceMs: number;
  }[];
}

/** What makes Pods by itself, made by no other workload, in order of creation (its hue follows from the order). */
export interface WorkloadRow {
  readonly key: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly desired: number;
  readonly ready: number;
  /** What `ready` counts: Pods that are ready, or have succeeded (a Job's); Jobs that run (a CronJob's, `desired` too). */
  readonly counts: 'ready' | 'succeeded' | 'running';
  readonly image: string;
}

/** A Service with its endpoints, for the overlay and the list. */
export interface ServiceRow {
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  readonly clusterIP: string;
  /** As kubectl prints it: addresses of load balancers and outer ones, `<none>`, `<pending>`. */
  readonly externalIP: string;
  readonly ports: string;
  readonly readyEndpoints: number;
  readonly endpoints: number;
  /** Names of the Pods that are its endpoints, in its namespace, ready or not; the first few hundred. */
  readonly pods: readonly string[];
}

/** A HorizontalPodAutoscaler: what its first metric is and what it makes of it. */
export interface AutoscalerRow {
  /** `namespace/name`. */
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  /** What it scales: `Deployment web`. */
  readonly of: string;
  readonly least: number;
  readonly most: number;
  /** Name of the resource, or type of the metric. */
  readonly metric: string;
  /** What the average should be, in per cent of the requests; null where it is no such share. */
  readonly target: number | null;
  readonly isShare: boolean;
  /** What it has reported, change by change, oldest first: the last few hundred. */
  readonly points: readonly {
    readonly atMs: number;
    readonly current: number | null;
    readonly replicas: number;
    readonly desired: number;
  }[];
}

/** An Event object of the cluster. */
export interface EventRow {
  readonly uid: string;
  readonly atMs: number;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A mark on the timeline: something a person did, or a fault, or a change of a node's condition. */
export interface Flag extends DeedText {
  readonly atMs: number;
  readonly kind: 'input' | 'fault' | 'change';
}

/** A message on the simulated network, for the picture and the trace list. */
export interface MessageRow {
  readonly id: number;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly sentMs: number;
  /** -1 for one that was lost. */
  readonly arrivesMs: number;
  readonly cause: number;
  /** What it says in a few words: `PUT pods/web-x7c2d status`, `MODIFIED Pod web-x7c2d`. */
  readonly text: string;
}
