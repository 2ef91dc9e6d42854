import { rfc3339, rfc3339Micro } from '../../base/time.ts';
import {
  type AttemptStatus,
  type NodeStatus,
  SCHEDULING_DECISION,
  type SchedulingDecision,
  type VictimStatus,
} from '../apiserver/decisions/decision-kind.ts';
import type { DecisionSource } from '../apiserver/decisions/decision-source.ts';
import type { Decision, NodeVerdict, Victim } from './decision.ts';
import type { DecisionLog, PodRecord } from './decision-log.ts';

const DETAIL = { all: 'All', best: 'Best', none: 'None' } as const;

/** The log as the API server serves it; `epochMs` is the Unix time of the engine's time 0. */
export function createDecisionSource(log: DecisionLog, epochMs: number): DecisionSource {
  return {
    get version() {
      return log.version;
    },
    get removedVersion() {
      return log.removedVersion;
    },
    get(namespace, name) {
      const record = log.get(`${namespace}/${name}`);
      return record && decisionObject(record, epochMs);
    },
    list: () =>
      [...log.all()].sort((a, b) => (a.key < b.key ? -1 : 1)).map((record) => decisionObject(record, epochMs)),
    onChange: (listener) =>
      log.onChange(({ type, record }) => listener({ type, object: decisionObject(record, epochMs) })),
  };
}

/** A Pod's record as an object of the API. */
export function decisionObject(record: PodRecord, epochMs: number): SchedulingDecision {
  const { key, uid, version, createdAtMs, decisions, moves } = record;
  const [namespace = '', name = ''] = key.split('/');
  const time = (atMs: number): string => rfc3339Micro(epochMs + atMs);
  const queue = moves.at(-1)?.to;
  return {
    apiVersion: `${SCHEDULING_DECISION.group}/${SCHEDULING_DECISION.version}`,
    kind: SCHEDULING_DECISION.kind,
    metadata: {
      name,
      namespace,
      uid,
      resourceVersion: String(version),
      creationTimestamp: rfc3339(epochMs + createdAtMs),
    },
    status: {
      ...(queue ? { queue } : {}),
      queueMoves: moves.map(({ atMs, to, cause }) => ({ time: time(atMs), to, cause })),
      attempts: decisions.map((decision) => attemptStatus(decision, time(decision.atMs))),
    },
  };
}

function attemptStatus(decision: Decision, time: string): AttemptStatus {
  const { attempt, chosen, message, nodeCount, feasibleCount, rejectedCount, detail, ties, preemption } = decision;
  const nodes = decision.nodes();
  return {
    attempt,
    time,
    ...(chosen ? { node: chosen } : {}),
    ...(message ? { message } : {}),
    ...{ nodeCount, feasibleCount, rejectedCount },
    detail: DETAIL[detail],
    ...(ties.length > 0 ? { ties } : {}),
    ...(nodes.length > 0 ? { nodes: nodes.map(nodeStatus) } : {}),
    ...(preemption
      ? {
          preemption: {
            ...(preemption.nominatedNode ? { nominatedNode: preemption.nominatedNode } : {}),
            victims: preemption.victims.map(victimStatus),
            candidates: preemption.candidates.map(({ node, pdbViolations, victims }) => ({
              node,
              pdbViolations,
              victims: victims.map(victimStatus),
            })),
          },
        }
      : {}),
  };
}

function nodeStatus({ node, plugin, reasons, scores, total }: NodeVerdict): NodeStatus {
  if (plugin !== '') return { name: node, fits: false, plugin, reasons };
  return scores.length > 0 ? { name: node, fits: true, scores, total } : { name: node, fits: true };
}

function victimStatus({ pod, priority }: Victim): VictimStatus {
  const [namespace = '', name = ''] = pod.split('/');
  return { namespace, name, priority };
}
