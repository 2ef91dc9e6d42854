/** What the dock's tabs show: output of containers, requests to the API server. Plain data; times are virtual ms of the run. */

/** Whose output is followed. */
export interface LogQuery {
  readonly pods: readonly {
    readonly namespace: string;
    readonly name: string;
    readonly node: string;
  }[];
  /** Of each container the run before the present one. */
  readonly previous: boolean;
}

/** A line that a container has written. */
export interface LogRow {
  readonly atMs: number;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** Lines that are new since the last such message. */
export interface LogNews {
  /** Forget all lines first. */
  readonly reset: boolean;
  readonly rows: readonly LogRow[];
  /** Pods whose node does not answer: nobody could read their output. */
  readonly unreachable: readonly string[];
}

/** A request to the API server, as an audit log would tell it. */
export interface AuditRow {
  /** Of its message in the trace. */
  readonly id: number;
  readonly atMs: number;
  /** `deployment-controller`, `kubectl`, a node's name. */
  readonly who: string;
  readonly user: string;
  readonly verb: string;
  readonly path: string;
  /** 0 before the answer. */
  readonly code: number;
  /** -1 before the answer. */
  readonly tookMs: number;
  /** Why it was refused. */
  readonly note: string;
}

/** Requests that are new, or have been answered, since the last such message. */
export interface AuditNews {
  readonly reset: boolean;
  readonly rows: readonly AuditRow[];
}
