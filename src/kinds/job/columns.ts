import type { Job } from '../../api/k8s/batch-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn, templateColumns } from '../../api/printing.ts';
import { formatLabelSelector } from '../../api/selectors.ts';
import { humanDuration } from '../../base/duration.ts';
import { parseTime } from '../../base/time.ts';

function completionsText({ spec, status }: Job): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function durationText({ status }: Job, nowMs: number): string {
  if (!status?.startTime) return '';
  const endMs = status.completionTime ? parseTime(status.completionTime) : nowMs;
  return humanDuration(endMs - parseTime(status.startTime));
}

function statusText({ metadata, status }: Job): string {
  const isTrue = (type: string): boolean =>
    status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
  if (isTrue('Complete')) return 'Complete';
  if (isTrue('Failed')) return 'Failed';
  if (metadata.deletionTimestamp) return 'Terminating';
  if (isTrue('Suspended')) return 'Suspended';
  if (isTrue('FailureTarget')) return 'FailureTarget';
  return isTrue('SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running';
}

const [containers, images] = templateColumns as unknown as readonly Column<Job>[];

/** Models printJob. */
export const jobColumns: readonly Column<Job>[] = [
  nameColumn,
  { name: 'Status', type: 'string', cell: statusText },
  { name: 'Completions', type: 'string', cell: completionsText },
  { name: 'Duration', type: 'string', cell: durationText },
  ageColumn,
  containers!,
  images!,
  { name: 'Selector', type: 'string', priority: 1, cell: (object) => formatLabelSelector(object.spec?.selector) },
];
