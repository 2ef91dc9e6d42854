import { rfc3339 } from '../../../base/time.ts';
import type { GroupFailure } from './back-off.ts';

export const STATUS_NAME = 'cluster-autoscaler-status';
export const LAST_UPDATED = 'cluster-autoscaler.kubernetes.io/last-updated';

/** Nodes by their state. */
export interface NodeCounts {
  readonly total: number;
  readonly ready: number;
  readonly notStarted: number;
  readonly unready: number;
  /** Machines of which no Node has registered. */
  readonly unregistered: number;
}

/** What the autoscaler says of the cluster or of a group. */
export interface ActivityStatus {
  readonly counts: NodeCounts;
  readonly scaleUp: 'Needed' | 'NotNeeded' | 'InProgress' | 'NoActivity' | 'Backoff';
  /** How many nodes are not needed. */
  readonly candidates: number;
}

/** The same of a group. */
export interface GroupStatus extends ActivityStatus {
  readonly name: string;
  readonly target: number;
  readonly min: number;
  readonly max: number;
  /** Why it is left alone. */
  readonly failure: GroupFailure | undefined;
}

/** Remembers since when each status is as it is. */
export type Since = (key: string, status: string) => number;

/** The text of the ConfigMap that tells people what the autoscaler does. Models clusterstate/api (since 1.30, YAML). */
export function statusText(all: ActivityStatus, groups: readonly GroupStatus[], nowMs: number, since: Since): string {
  const probe = rfc3339(nowMs);
  const condition = (key: string, status: string, more: readonly string[] = []): string[] => [
    `status: ${status}`,
    ...more,
    `lastProbeTime: "${probe}"`,
    `lastTransitionTime: "${rfc3339(since(key, status))}"`,
  ];
  const conditions = (key: string, one: ActivityStatus, more: readonly string[], failure?: GroupFailure): string[] => {
    const candidates = one.candidates > 0 ? [`candidates: ${one.candidates}`] : [];
    const health = condition(`${key} health`, 'Healthy', [...countsText(one.counts), ...more]);
    const down = one.candidates > 0 ? 'CandidatesPresent' : 'NoCandidates';
    return [
      'health:',
      ...indent(health),
      'scaleUp:',
      ...indent(condition(`${key} up`, one.scaleUp, failureText(failure))),
      'scaleDown:',
      ...indent(condition(`${key} down`, down, candidates)),
    ];
  };
  const lines = [
    `time: ${goTime(nowMs)}`,
    'autoscalerStatus: Running',
    'clusterWide:',
    ...indent(conditions('', all, [])),
    ...(groups.length > 0 ? ['nodeGroups:'] : []),
    ...groups.flatMap(({ name, target, min, max, failure, ...one }) => {
      const more = [`cloudProviderTarget: ${target}`, `minSize: ${min}`, `maxSize: ${max}`];
      return [`- name: ${name}`, ...indent(conditions(name, one, more, failure))];
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function failureText(failure: GroupFailure | undefined): string[] {
  if (!failure) return [];
  const { code, message } = failure;
  const text = message.includes(': ') ? `'${message}'` : message;
  return ['backoffInfo:', ...indent([`errorCode: ${code}`, `errorMessage: ${text}`])];
}

function countsText({ total, ready, notStarted, unready, unregistered }: NodeCounts): string[] {
  const registered = [`total: ${total}`, `ready: ${ready}`, `notStarted: ${notStarted}`];
  const rest = ['unready:', `  total: ${unready}`, '  resourceUnready: 0'];
  return [
    'nodeCounts:',
    '  registered:',
    ...indent(indent([...registered, ...rest])),
    '  longUnregistered: 0',
    `  unregistered: ${unregistered}`,
  ];
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

/** As Go prints a time: `2025-01-01 00:00:10 +0000 UTC`. */
export function goTime(unixMs: number): string {
  return `${rfc3339(unixMs).replace('T', ' ').replace('Z', '')} +0000 UTC`;
}
