/** The three kinds of probes. */
export type ProbeType = 'startup' | 'liveness' | 'readiness';

/** What one run of a probe found; `error` is a probe that could not be run. */
export type ProbeOutcome = 'success' | 'failure' | 'error';

/** What the kubelet believes of a container because of one probe. */
export type ProbeResult = 'Success' | 'Failure' | 'Unknown';

/** Thresholds and delay of a probe. */
export interface ProbeLimits {
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
  readonly initialDelaySeconds?: number;
}

/** The memory of a probe worker for one container. Models pkg/kubelet/prober/worker.go. */
export interface ProbeState {
  readonly result: ProbeResult;
  readonly lastOutcome: ProbeOutcome | undefined;
  /** How often the last outcome came in a row. */
  readonly run: number;
  /** No more probing until the container is a new one. */
  readonly onHold: boolean;
  /** The worker goes on; false when it has ended for good. */
  readonly keepsRunning: boolean;
}

/** What a probe worker knows of its container when its time comes. */
export interface ProbedContainer {
  readonly startedSecondsAgo: number;
  /** The startup probe, if there is one, has succeeded. */
  readonly started: boolean;
  readonly podBeingDeleted: boolean;
}

/** The state for a container that has just appeared. */
export function initialProbeState(type: ProbeType): ProbeState {
  const result = { startup: 'Unknown', liveness: 'Success', readiness: 'Failure' } as const;
  return { result: result[type], lastOutcome: undefined, run: 0, onHold: false, keepsRunning: true };
}

/** Whether the probe is to be run now; otherwise the state after this turn without a run. */
export function skipProbe(
  state: ProbeState,
  type: ProbeType,
  limits: ProbeLimits,
  container: ProbedContainer,
): ProbeState | undefined {
  if (state.onHold) return state;
  if (container.podBeingDeleted && type !== 'readiness') return { ...state, result: 'Success', keepsRunning: false };
  if (container.startedSecondsAgo < (limits.initialDelaySeconds ?? 0)) return state;
  if (container.started === (type === 'startup')) return state;
  return undefined;
}

/** The state after a run of the probe. */
export function afterProbe(state: ProbeState, type: ProbeType, limits: ProbeLimits, outcome: ProbeOutcome): ProbeState {
  if (outcome === 'error') return state;
  const run = outcome === state.lastOutcome ? state.run + 1 : 1;
  const threshold = outcome === 'success' ? (limits.successThreshold ?? 1) : (limits.failureThreshold ?? 3);
  if (run < threshold) return { ...state, lastOutcome: outcome, run };
  const result = outcome === 'success' ? 'Success' : 'Failure';
  const holds = type === 'startup' || (type === 'liveness' && result === 'Failure');
  return { ...state, lastOutcome: outcome, run: holds ? 0 : run, result, onHold: holds };
}
