import type { CronJob, Job, JobSpec } from '../../../api/k8s/batch-v1.gen.ts';
import { selectorText } from '../../../api/printing.ts';
import { humanDuration } from '../../../base/duration.ts';
import { parseTime } from '../../../base/time.ts';
import { rfc1123z } from '../print/time.ts';
import type { Describer } from './context.ts';
import { eventsSection } from './events.ts';
import { metadataLines } from './metadata.ts';
import { controllerLine } from './pod.ts';
import { templateText } from './template.ts';
import { annotationLines, boolText, fields, labelLines, line, orUnset } from './text.ts';

/** Models JobDescriber. */
export const describeJob: Describer<Job> = function* (job, context) {
  const { metadata, spec, status } = job;
  return [
    line(0, `Name:\t${metadata.name}`),
    line(0, `Namespace:\t${metadata.namespace}`),
    spec?.selector ? line(0, `Selector:\t${selectorText(spec.selector)}`) : '',
    labelLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    controllerLine(job),
    fields(0, [
      ['Parallelism', spec?.parallelism],
      ['Completions', orUnset(spec?.completions)],
      ['Completion Mode', spec?.completionMode],
      ['Suspend', spec?.suspend],
      ['Backoff Limit', spec?.backoffLimit],
      ['TTL Seconds After Finished', spec?.ttlSecondsAfterFinished],
      ['Start Time', status?.startTime && rfc1123z(status.startTime)],
      ['Completed At', status?.completionTime && rfc1123z(status.completionTime)],
    ]),
    durationLine(job),
    secondsLine('Active Deadline Seconds', spec?.activeDeadlineSeconds),
    line(0, `Pods Statuses:\t${podCounts(job)}`),
    spec?.completionMode === 'Indexed' ? line(0, `Completed Indexes:\t${indexesText(status?.completedIndexes)}`) : '',
    templateText(spec?.template),
    yield* eventsSection(context, job as never),
  ].join('');
};

function durationLine({ status }: Job): string {
  if (!status?.startTime || !status.completionTime) return '';
  return line(0, `Duration:\t${humanDuration(parseTime(status.completionTime) - parseTime(status.startTime))}`);
}

function secondsLine(title: string, seconds: number | undefined): string {
  return seconds === undefined ? '' : line(0, `${title}:\t${seconds}s`);
}

function podCounts({ status }: Job): string {
  const ready = status?.ready === undefined ? '' : ` (${status.ready} Ready)`;
  return `${status?.active ?? 0} Active${ready} / ${status?.succeeded ?? 0} Succeeded / ${status?.failed ?? 0} Failed`;
}

/** Longer lists of indexes are cut at the first comma from here on. Models capIndexesListOrNone. */
const MAX_INDEXES = 50;

function indexesText(indexes: string | undefined): string {
  if (!indexes) return '<none>';
  const comma = indexes.indexOf(',', MAX_INDEXES);
  return comma < 0 ? indexes : `${indexes.slice(0, comma + 1)}...`;
}

/** Models CronJobDescriber. */
export const describeCronJob: Describer<CronJob> = function* (cronJob, context) {
  const { metadata, spec, status } = cronJob;
  const active = (status?.active ?? []).map(({ name }) => name ?? '');
  return [
    metadataLines(metadata as never),
    line(0, `Schedule:\t${spec?.schedule ?? ''}`),
    line(0, `Concurrency Policy:\t${spec?.concurrencyPolicy ?? ''}`),
    line(0, `Suspend:\t${spec?.suspend === undefined ? '<unset>' : boolText(spec.suspend)}`),
    line(0, `Successful Job History Limit:\t${orUnset(spec?.successfulJobsHistoryLimit)}`),
    line(0, `Failed Job History Limit:\t${orUnset(spec?.failedJobsHistoryLimit)}`),
    spec?.startingDeadlineSeconds === undefined
      ? line(0, 'Starting Deadline Seconds:\t<unset>')
      : secondsLine('Starting Deadline Seconds', spec.startingDeadlineSeconds),
    jobTemplateText(spec?.jobTemplate?.spec),
    line(0, `Last Schedule Time:\t${status?.lastScheduleTime ? rfc1123z(status.lastScheduleTime) : '<unset>'}`),
    line(0, `Active Jobs:\t${active.join(', ') || '<none>'}`),
    yield* eventsSection(context, cronJob as never),
  ].join('');
};

function jobTemplateText(spec: JobSpec | undefined): string {
  return [
    line(0, `Selector:\t${spec?.selector ? selectorText(spec.selector) : '<unset>'}`),
    line(0, `Parallelism:\t${orUnset(spec?.parallelism)}`),
    line(0, `Completions:\t${orUnset(spec?.completions)}`),
    secondsLine('Active Deadline Seconds', spec?.activeDeadlineSeconds),
    templateText(spec?.template),
  ].join('');
}
