import type { ContainerStatus, PodSpec } from '../../../../api/k8s/core-v1.gen.ts';
import { type BackoffEntry, backoffLeftMs, nextBackoff } from '../../../kubelet/backoff.ts';
import { containersReadyCondition, initializedCondition, readyCondition } from '../../../kubelet/conditions.ts';
import { podPhase } from '../../../kubelet/phase.ts';
import {
  afterProbe,
  initialProbeState,
  type ProbeOutcome,
  type ProbeType,
  skipProbe,
} from '../../../kubelet/probe-state.ts';
import { graceLeftMs, terminationOrder } from '../../../kubelet/termination-order.ts';
import { differencesOf } from '../compare.ts';
import type { Case, CaseReader } from '../reader.ts';
import { runItem } from '../result.ts';

type Given = Readonly<Record<string, never>>;

/** What the kubelet decides, by what a case holds; each gives the case's `then`. */
const QUESTIONS: readonly (readonly [keyword: string, answer: (entry: Case) => unknown])[] = [
  ['containerStatuses', ({ given }) => phaseAndConditions(given as Given)],
  ['containerRunSeconds', ({ given }) => ({ secondsBetweenExitAndRestart: restartWaits(given as Given) })],
  ['pullsFail', ({ when, then }) => ({ ...then, secondsFromFailureToNextAttempt: pullWaits(when as Given) })],
  ['probeOutcomes', (entry) => ({ afterEachProbe: probes(entry) })],
  ['sidecars', termination],
];

function phaseAndConditions(given: Given): unknown {
  const { spec } = given['pod'] as unknown as { spec: PodSpec };
  const statuses = given['containerStatuses'] as unknown as ContainerStatus[];
  const [isTerminal, hasInitialized] = [given['podIsTerminal'], given['podHasInitialized']];
  const phase = podPhase({ spec, statuses, isTerminal: isTerminal!, hasInitialized: hasInitialized! });
  const ready = containersReadyCondition(spec, statuses, phase);
  const conditions = [
    initializedCondition(spec, statuses, phase, hasInitialized!),
    readyCondition(spec, ready, []),
    ready,
  ].map(({ type, status, reason = '', message = '' }) => ({ message, reason, status, type }));
  return { phase, conditions };
}

function restartWaits(given: Given): number[] {
  let nowMs = 0;
  let entry: BackoffEntry | undefined;
  return (given['containerRunSeconds'] as unknown as number[]).map((seconds) => {
    const exitMs = nowMs + seconds * 1000;
    const waitMs = backoffLeftMs(entry, exitMs, exitMs);
    nowMs = exitMs + waitMs;
    entry = nextBackoff(entry, exitMs, nowMs);
    return waitMs / 1000;
  });
}

function pullWaits(when: Given): number[] {
  let nowMs = 0;
  let entry: BackoffEntry | undefined;
  const waits: number[] = [];
  for (let i = 1; i < (when['pullsFail'] as unknown as number); i++) {
    entry = nextBackoff(entry, nowMs, nowMs);
    const waitMs = backoffLeftMs(entry, nowMs, nowMs);
    waits.push(waitMs / 1000);
    nowMs += waitMs;
  }
  return waits;
}

function probes({ given, when }: Case): unknown {
  const type = given['probeType'] as ProbeType;
  const probe = given['probe'] as Parameters<typeof afterProbe>[2];
  let state = initialProbeState(type);
  return (when['probeOutcomes'] as ProbeOutcome[]).map((outcome) => {
    const container = {
      startedSecondsAgo: given['containerStartedSecondsAgo'] as number,
      started: (given['containerStarted'] as boolean | undefined) ?? type !== 'startup',
      podBeingDeleted: (given['podBeingDeleted'] as boolean | undefined) ?? false,
    };
    state = skipProbe(state, type, probe, container) ?? afterProbe(state, type, probe, outcome);
    return { onHold: state.onHold, result: state.result, workerKeepsRunning: state.keepsRunning };
  });
}

function termination({ given, then }: Case): unknown {
  const { containers, sidecars, gracePeriodSeconds } = given as unknown as {
    readonly containers: readonly string[];
    readonly sidecars: readonly string[];
    readonly gracePeriodSeconds: number;
  };
  if (!('order' in then)) {
    const startsMs = (then['sidecarStopBeginsAtSeconds'] as number) * 1000;
    const minimumGraceSeconds = graceLeftMs(gracePeriodSeconds * 1000, startsMs) / 1000;
    return { sidecarStopBeginsAtSeconds: gracePeriodSeconds, minimumGraceSeconds };
  }
  const running = new Set([...containers.filter((name) => !name.includes('exited')), ...sidecars]);
  const spec = {
    containers: containers.map((name) => ({ name: name.split(' ')[0]! })),
    initContainers: sidecars.map((name) => ({ name, restartPolicy: 'Always' })),
  } as PodSpec;
  return { order: terminationOrder(spec, (name) => running.has(name)) };
}

function questionOf({ given, when }: Case): ((entry: Case) => unknown) | undefined {
  return QUESTIONS.find(([keyword]) => keyword in given || keyword in when)?.[1];
}

/** What the kubelet decides alone: phases and conditions, waits, probes, the order in which containers are stopped. */
const reader: CaseReader = {
  areas: ['kubelet-phase', 'kubelet-backoff', 'kubelet-probes', 'kubelet-termination'],
  fits: (entry) => questionOf(entry) !== undefined,
  run: (cases) =>
    cases.map((entry) =>
      runItem(entry.id, () => {
        const answer = questionOf(entry);
        if (!answer) throw new Error('nobody knows what is asked');
        return differencesOf(entry.then, answer(entry));
      }),
    ),
};

export default reader;
