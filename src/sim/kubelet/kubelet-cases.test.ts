import { describe, expect, test } from 'vitest';
import type { ContainerStatus, PodSpec } from '../../api/k8s/core-v1.gen.ts';
import backoffCases from '../testing/testdata/cases/kubelet-backoff.json' with { type: 'json' };
import phaseCases from '../testing/testdata/cases/kubelet-phase.json' with { type: 'json' };
import probeCases from '../testing/testdata/cases/kubelet-probes.json' with { type: 'json' };
import terminationCases from '../testing/testdata/cases/kubelet-termination.json' with { type: 'json' };
import { type BackoffEntry, backoffLeftMs, nextBackoff } from './backoff.ts';
import { containersReadyCondition, initializedCondition, readyCondition } from './conditions.ts';
import { podPhase } from './phase.ts';
import { afterProbe, initialProbeState, type ProbeOutcome, type ProbeType, skipProbe } from './probe-state.ts';
import { graceLeftMs, MINIMUM_GRACE_MS, terminationOrder } from './termination-order.ts';

describe('phase and conditions', () => {
  for (const { title, given, then } of phaseCases) {
    test(title, () => {
      const spec = given.pod.spec as unknown as PodSpec;
      const statuses = given.containerStatuses as unknown as ContainerStatus[];
      const { podIsTerminal: isTerminal, podHasInitialized: hasInitialized } = given;
      const phase = podPhase({ spec, statuses, isTerminal, hasInitialized });
      const ready = containersReadyCondition(spec, statuses, phase);
      const conditions = [
        initializedCondition(spec, statuses, phase, hasInitialized),
        readyCondition(spec, ready, []),
        ready,
      ].map(({ type, status, reason = '', message = '' }) => ({ message, reason, status, type }));
      expect({ phase, conditions }).toEqual(then);
    });
  }
});

describe('restart back-off', () => {
  for (const { title, given, then } of backoffCases.filter((c) => 'containerRunSeconds' in c.given)) {
    test(title, () => {
      let nowMs = 0;
      let entry: BackoffEntry | undefined;
      const waits = (given.containerRunSeconds ?? []).map((seconds) => {
        const exitMs = nowMs + seconds * 1000;
        const waitMs = backoffLeftMs(entry, exitMs, exitMs);
        nowMs = exitMs + waitMs;
        entry = nextBackoff(entry, exitMs, nowMs);
        return waitMs / 1000;
      });
      expect(waits).toEqual(then.secondsBetweenExitAndRestart);
    });
  }

  test('failed pulls wait 10 s doubling to 300 s', () => {
    const pulls = backoffCases.find(({ id }) => id === 'backoff-image-pull')!;
    let nowMs = 0;
    let entry: BackoffEntry | undefined;
    const waits: number[] = [];
    for (let i = 1; i < pulls.when.pullsFail!; i++) {
      entry = nextBackoff(entry, nowMs, nowMs);
      const waitMs = backoffLeftMs(entry, nowMs, nowMs);
      waits.push(waitMs / 1000);
      nowMs += waitMs;
    }
    expect(waits).toEqual(pulls.then.secondsFromFailureToNextAttempt);
  });
});

describe('probes', () => {
  for (const { title, given, when, then } of probeCases) {
    test(title, () => {
      const type = given.probeType as ProbeType;
      let state = initialProbeState(type);
      const seen = when.probeOutcomes.map((outcome) => {
        const container = {
          startedSecondsAgo: given.containerStartedSecondsAgo,
          started: given.containerStarted ?? type !== 'startup',
          podBeingDeleted: given.podBeingDeleted ?? false,
        };
        state =
          skipProbe(state, type, given.probe, container) ??
          afterProbe(state, type, given.probe, outcome as ProbeOutcome);
        return { onHold: state.onHold, result: state.result, workerKeepsRunning: state.keepsRunning };
      });
      expect(seen).toEqual(then.afterEachProbe);
    });
  }
});

describe('termination order', () => {
  for (const { title, given, then } of terminationCases.filter((c) => 'order' in c.then)) {
    test(title, () => {
      const running = new Set([...given.containers.filter((name) => !name.includes('exited')), ...given.sidecars]);
      const spec = {
        containers: given.containers.map((name) => ({ name: name.split(' ')[0]! })),
        initContainers: given.sidecars.map((name) => ({ name, restartPolicy: 'Always' })),
      } as PodSpec;
      expect(terminationOrder(spec, (name) => running.has(name))).toEqual(then.order);
    });
  }

  test('a container whose turn comes after the grace period still gets 2 s', () => {
    const { given, then } = terminationCases.find(({ id }) => id === 'term-grace-used-up')!;
    const graceMs = given.gracePeriodSeconds * 1000;
    expect(graceLeftMs(graceMs, then.sidecarStopBeginsAtSeconds! * 1000)).toBe(then.minimumGraceSeconds! * 1000);
    expect(MINIMUM_GRACE_MS).toBe(2000);
  });
});
