import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn, orNone, timeSince } from '../../api/printing.ts';
import { podSummary } from './summary.ts';

const memo = new WeakMap<Pod, ReturnType<typeof podSummary>>();

function summary(pod: Pod): ReturnType<typeof podSummary> {
  const known = memo.get(pod);
  if (known) return known;
  const made = podSummary(pod);
  memo.set(pod, made);
  return made;
}

function ready(pod: Pod): string {
  const { readyContainers, totalContainers } = summary(pod);
  return `${readyContainers}/${totalContainers}`;
}

function restarts(pod: Pod, nowMs: number): string {
  const { restarts: count, lastRestart } = summary(pod);
  return count > 0 && lastRestart ? `${count} (${timeSince(lastRestart, nowMs)} ago)` : String(count);
}

function readinessGates({ spec, status }: Pod): string {
  const gates = spec?.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const open = gates.filter(({ conditionType }) =>
    status?.conditions?.some((condition) => condition.type === conditionType && condition.status === 'True'),
  );
  return `${open.length}/${gates.length}`;
}

/** Models printPod. */
export const podColumns: readonly Column<Pod>[] = [
  nameColumn,
  { name: 'Ready', type: 'string', cell: ready },
  { name: 'Status', type: 'string', cell: (pod) => summary(pod).reason },
  { name: 'Restarts', type: 'string', cell: restarts },
  ageColumn,
  { name: 'IP', type: 'string', priority: 1, cell: ({ status }) => orNone(status?.podIPs?.[0]?.ip ?? status?.podIP) },
  { name: 'Node', type: 'string', priority: 1, cell: ({ spec }) => orNone(spec?.nodeName) },
  { name: 'Nominated Node', type: 'string', priority: 1, cell: ({ status }) => orNone(status?.nominatedNodeName) },
  { name: 'Readiness Gates', type: 'string', priority: 1, cell: readinessGates },
];
