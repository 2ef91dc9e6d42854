/** What a chart of the inspector is about. */
export interface MeasureQuery {
  /** `namespace/name` of the Pods whose use is added up. */
  readonly pods: readonly string[];
  /** A node, '' for none. */
  readonly node: string;
  /** `namespace/name` of a Service whose requests are counted, instead of those of the Pods; '' for none. */
  readonly service: string;
}

/** What was used, as metrics.k8s.io said it at a time. */
export interface UsageRow {
  readonly second: number;
  readonly cpuMilli: number;
  readonly memoryBytes: number;
}

/** Requests that came in a second. */
export interface RequestSecond {
  readonly second: number;
  readonly ok: number;
  readonly lost: number;
}

/** What is known of the last ten minutes of use and the last minute of requests, oldest first. */
export interface MeasureNews {
  readonly query: MeasureQuery;
  readonly usage: readonly UsageRow[];
  readonly requests: readonly RequestSecond[];
}
