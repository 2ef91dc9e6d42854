import type { Column, Kind } from '../../../api/kind.ts';
import type { KubeObject } from '../../../api/object.ts';
import { ageColumn, nameColumn } from '../../../api/printing.ts';

/** The API group of what only this model can tell. */
export const ORRERY_GROUP = 'orrery.kube-orrery.io';

/** One plugin's say on one node. */
export interface ScoreStatus {
  readonly plugin: string;
  readonly raw: number;
  /** 0…100. */
  readonly normalized: number;
  readonly weight: number;
}

/** What became of one node in an attempt. */
export interface NodeStatus {
  readonly name: string;
  readonly fits: boolean;
  /** First plugin that turned the node down. */
  readonly plugin?: string;
  readonly reasons?: readonly string[];
  readonly scores?: readonly ScoreStatus[];
  readonly total?: number;
}

/** A Pod that would have to go. */
export interface VictimStatus {
  readonly namespace: string;
  readonly name: string;
  readonly priority: number;
}

/** One attempt to schedule a Pod. */
export interface AttemptStatus {
  readonly attempt: number;
  readonly time: string;
  /** The node chosen; absent when none fits. */
  readonly node?: string;
  /** The failure in the scheduler's words. */
  readonly message?: string;
  readonly nodeCount: number;
  readonly feasibleCount: number;
  readonly rejectedCount: number;
  /** Whether the verdicts on all nodes looked at are kept, those on the best, or none. */
  readonly detail: 'All' | 'Best' | 'None';
  /** Nodes that shared the highest total. */
  readonly ties?: readonly string[];
  readonly nodes?: readonly NodeStatus[];
  readonly preemption?: {
    readonly nominatedNode?: string;
    readonly victims: readonly VictimStatus[];
    /** The candidate that hurts least first. */
    readonly candidates: readonly {
      readonly node: string;
      readonly pdbViolations: number;
      readonly victims: readonly VictimStatus[];
    }[];
  };
}

/** What the scheduler has decided on a Pod; it has the Pod's name. */
export interface SchedulingDecision extends KubeObject {
  readonly status: {
    /** Where the Pod waits, or waited last. */
    readonly queue?: string;
    readonly queueMoves: readonly { readonly time: string; readonly to: string; readonly cause: string }[];
    /** Newest first. */
    readonly attempts: readonly AttemptStatus[];
  };
}

const columns: readonly Column<SchedulingDecision>[] = [
  nameColumn,
  { name: 'Attempts', type: 'integer', cell: ({ status }) => status.attempts[0]?.attempt ?? 0 },
  { name: 'Node', type: 'string', cell: ({ status }) => status.attempts[0]?.node ?? '<none>' },
  { name: 'Feasible', type: 'string', cell: ({ status }) => feasible(status.attempts[0]) },
  { name: 'Queue', type: 'string', cell: ({ status }) => status.queue ?? '<none>' },
  ageColumn,
  { name: 'Message', type: 'string', priority: 1, cell: ({ status }) => status.attempts[0]?.message ?? '' },
];

/** Kept by the scheduler, never stored: the API server asks it. Not a kind of Kubernetes. */
export const SCHEDULING_DECISION: Kind = {
  group: ORRERY_GROUP,
  version: 'v1',
  kind: 'SchedulingDecision',
  plural: 'schedulingdecisions',
  singular: 'schedulingdecision',
  shortNames: ['decision', 'decisions'],
  namespaced: true,
  verbs: ['get', 'list', 'watch'],
  schema: 'io.kube-orrery.orrery.v1.SchedulingDecision',
  columns,
  fidelity: [],
};

/** `2/3`: how many of the nodes fit. */
function feasible(attempt: AttemptStatus | undefined): string {
  return attempt ? `${attempt.feasibleCount}/${attempt.nodeCount}` : '<none>';
}
