import type { CronJob } from '../../api/k8s/batch-v1.gen.ts';
import type { KindView, Saying } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';

const nameOf = (cronJob: CronJob) => cronJob.metadata.name ?? '';
const namespaceOf = (cronJob: CronJob) => cronJob.metadata.namespace ?? 'default';

const overlaps: Readonly<Record<string, string>> = {
  Allow: 'Each start makes a Job, whether the one before is over or not.',
  Forbid: 'A start is left out while the Job before still runs.',
  Replace: 'A start takes the place of a Job that still runs.',
};

function sayCronJob({ spec, status }: CronJob): Saying {
  if (spec?.suspend) return { title: 'Suspended', text: 'It starts no Jobs. Those that run go on.' };
  const active = status?.active?.length ?? 0;
  return {
    title: active === 0 ? `Starts at ${spec?.schedule}` : `${active} running, starts at ${spec?.schedule}`,
    text: overlaps[spec?.concurrencyPolicy ?? 'Allow'] ?? '',
  };
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
      { term: 'Schedule', value: `${spec?.schedule ?? ''} ${spec?.timeZone ?? 'UTC'}` },
      {
        term: 'Running',
        value:
          active.length === 0
            ? 'none'
            : active.map(({ uid, name = '' }) => (
                <LinkTo key={uid} kind="Job" namespace={namespaceOf(cronJob)} name={name} context={context} />
              )),
      },
      { term: 'Last start', value: context.clock(status?.lastScheduleTime) },
      { term: 'Last success', value: context.clock(status?.lastSuccessfulTime) },
      {
        term: 'Keeps',
        value: `${spec?.successfulJobsHistoryLimit ?? 3} complete and ${spec?.failedJobsHistoryLimit ?? 1} failed Jobs`,
      },
      { term: 'Created', value: context.clock(cronJob.metadata.creationTimestamp) },
    ];
  },
  actions: (cronJob, context) => [
    {
      label: 'Run now',
      icon: 'play',
      run: () =>
        context.run(
          `create job ${nameOf(cronJob)}-${Math.floor(context.nowMs)} --from=cronjob/${nameOf(cronJob)} -n ${namespaceOf(cronJob)}`,
        ),
    },
    {
      label: 'Delete',
      icon: 'kill',
      alarming: true,
      run: () => context.run(`delete cronjob ${nameOf(cronJob)} -n ${namespaceOf(cronJob)}`),
    },
  ],
};

export default CronJobView;
