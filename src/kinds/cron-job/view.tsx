import type { CronJob } from '../../api/k8s/batch-v1.gen.ts';
import { parseTime, rfc3339 } from '../../base/time.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindContext, KindView, Saying, Timer } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';
import { scheduleOf } from './schedule.ts';

const nameOf = (cronJob: CronJob) => cronJob.metadata.name ?? '';
const namespaceOf = (cronJob: CronJob) => cronJob.metadata.namespace ?? 'default';

function sayCronJob({ spec, status }: CronJob): Saying {
  if (spec?.suspend) return { title: kinds('suspended'), text: kinds('cronSuspended') };
  const active = status?.active?.length ?? 0;
  return {
    title:
      active === 0
        ? kinds('startsAt', { schedule: spec?.schedule ?? '' })
        : kinds('runningStartsAt', { count: active, schedule: spec?.schedule ?? '' }),
    text: kinds(`overlap.${(spec?.concurrencyPolicy ?? 'Allow') as 'Allow' | 'Forbid' | 'Replace'}`),
  };
}

/** Its next start, from the last one on. None while it is suspended or its schedule cannot be read. */
function nextStart(cronJob: CronJob, context: KindContext): Timer[] {
  const from = cronJob.status?.lastScheduleTime ?? cronJob.metadata.creationTimestamp;
  if (cronJob.spec?.suspend || from === undefined) return [];
  let next: number | undefined;
  try {
    next = scheduleOf(cronJob)(parseTime(from));
  } catch {
    return [];
  }
  const fromMs = context.timeOf(from);
  const toMs = next === undefined ? null : context.timeOf(rfc3339(next));
  if (fromMs === null || toMs === null) return [];
  return [{ id: 'start', label: kinds('nextStart'), note: cronJob.spec?.schedule ?? '', fromMs, toMs }];
}

const CronJobView: KindView<CronJob> = {
  kind: 'CronJob',
  resource: 'cronjobs.batch',
  namespaced: true,
  say: sayCronJob,
  facts: (cronJob, context) => {
    const { spec, status } = cronJob;
    const active = status?.active ?? [];
    return [
      { term: terms('Schedule'), value: `${spec?.schedule ?? ''} ${spec?.timeZone ?? 'UTC'}` },
      {
        term: terms('Running'),
        value:
          active.length === 0
            ? terms('none')
            : active.map(({ uid, name = '' }) => (
                <LinkTo key={uid} kind="Job" namespace={namespaceOf(cronJob)} name={name} context={context} />
              )),
      },
      { term: terms('LastStart'), value: context.clock(status?.lastScheduleTime) },
      { term: terms('LastSuccess'), value: context.clock(status?.lastSuccessfulTime) },
      {
        term: terms('Keeps'),
        value: kinds('keeps', {
          complete: spec?.successfulJobsHistoryLimit ?? 3,
          failed: spec?.failedJobsHistoryLimit ?? 1,
        }),
      },
      { term: terms('Created'), value: context.clock(cronJob.metadata.creationTimestamp) },
    ];
  },
  timers: nextStart,
  actions: (cronJob, context) => [
    {
      label: kinds('runNow'),
      icon: 'play',
      run: () =>
        context.run(
          `create job ${nameOf(cronJob)}-${Math.floor(context.nowMs)} --from=cronjob/${nameOf(cronJob)} -n ${namespaceOf(cronJob)}`,
        ),
    },
    {
      label: terms('Delete'),
      icon: 'kill',
      alarming: true,
      run: () => context.run(`delete cronjob ${nameOf(cronJob)} -n ${namespaceOf(cronJob)}`),
    },
  ],
};

export default CronJobView;
