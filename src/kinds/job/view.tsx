import type { Job } from '../../api/k8s/batch-v1.gen.ts';
import { controllerOf } from '../../api/object.ts';
import type { KindContext, KindView, Saying, Timer } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';
import { LinkTo } from '../../widgets/link-to.tsx';

const nameOf = (job: Job) => job.metadata.name ?? '';
const namespaceOf = (job: Job) => job.metadata.namespace ?? 'default';
const findCondition = (job: Job, type: string) =>
  job.status?.conditions?.find((condition) => condition.type === type && condition.status === 'True');

function sayJob(job: Job): Saying {
  const { active = 0, succeeded = 0, failed = 0 } = job.status ?? {};
  const failure = findCondition(job, 'Failed') ?? findCondition(job, 'FailureTarget');
  if (failure) return { title: 'Failed', wrong: true, text: `${failure.message}. It starts no more Pods.` };
  if (findCondition(job, 'Complete'))
    return { title: 'Complete', text: 'Enough of its Pods have succeeded. They stay so that their logs can be read.' };
  if (job.spec?.suspend)
    return { title: 'Suspended', text: 'It has no Pods until it is resumed; what has succeeded stays counted.' };
  const wanted = job.spec?.completions;
  const title = wanted === undefined ? `${succeeded} succeeded` : `${succeeded} of ${wanted} succeeded`;
  if (active === 0 && failed > 0)
    return { title, text: 'Its Pods have failed. The next one comes after a while that doubles with each failure.' };
  return { title, text: 'It starts Pods until enough of them have succeeded, and replaces those that fail.' };
}

function limitsOf({ spec }: Job): string {
  const { backoffLimit, backoffLimitPerIndex, activeDeadlineSeconds } = spec ?? {};
  const failures =
    backoffLimitPerIndex === undefined ? `${backoffLimit ?? 6} failures` : `${backoffLimitPerIndex} failures an index`;
  return activeDeadlineSeconds === undefined ? failures : `${failures}, ${activeDeadlineSeconds} s`;
}

/** Its deadline while it works, then how long it is kept. */
function jobTimers(job: Job, context: KindContext): Timer[] {
  const { activeDeadlineSeconds, ttlSecondsAfterFinished } = job.spec ?? {};
  const end = findCondition(job, 'Complete') ?? findCondition(job, 'Failed');
  const [label, seconds, from] =
    end === undefined
      ? ['Active deadline', activeDeadlineSeconds, job.status?.startTime]
      : ['Deleted', ttlSecondsAfterFinished, end.lastTransitionTime];
  const fromMs = context.timeOf(from);
  if (seconds === undefined || fromMs === null) return [];
  return [{ id: 'job', label, note: `after ${seconds} s`, fromMs, toMs: fromMs + seconds * 1000 }];
}

function Owner({ job, context }: { readonly job: Job; readonly context: KindContext }) {
  const owner = controllerOf(job);
  if (!owner) return 'none';
  return (
    <>
      {owner.kind} <LinkTo kind={owner.kind} namespace={namespaceOf(job)} name={owner.name} context={context} />
    </>
  );
}

const JobView: KindView<Job> = {
  kind: 'Job',
  resource: 'jobs.batch',
  namespaced: true,
  say: sayJob,
  facts: (job, context) => {
    const { active = 0, ready = 0, succeeded = 0, failed = 0, completedIndexes } = job.status ?? {};
    return [
      { term: 'Owner', value: <Owner job={job} context={context} /> },
      { term: 'Pods', value: `${active} active (${ready} ready), ${succeeded} succeeded, ${failed} failed` },
      { term: 'At a time', value: String(job.spec?.parallelism ?? 1) },
      { term: 'Done', value: completedIndexes === undefined ? undefined : `indexes ${completedIndexes}` },
      { term: 'Limits', value: limitsOf(job) },
      { term: 'Selector', value: <Labels labels={job.spec?.selector?.matchLabels} /> },
      { term: 'Started', value: context.clock(job.status?.startTime) },
      { term: 'Completed', value: context.clock(job.status?.completionTime) },
    ];
  },
  conditions: (job, context) =>
    (job.status?.conditions ?? []).map((condition) => ({
      type: condition.type,
      status: condition.status,
      note: context.clock(condition.lastTransitionTime),
      message: condition.message ?? '',
      badWhenTrue: condition.type === 'Failed' || condition.type === 'FailureTarget',
    })),
  timers: jobTimers,
  actions: (job, context) => [
    {
      label: job.spec?.suspend ? 'Resume' : 'Suspend',
      icon: job.spec?.suspend ? 'play' : 'pause',
      run: () =>
        context.run(
          `patch job ${nameOf(job)} -n ${namespaceOf(job)} -p '{"spec":{"suspend":${job.spec?.suspend !== true}}}'`,
        ),
    },
    {
      label: 'Delete',
      icon: 'kill',
      alarming: true,
      run: () => context.run(`delete job ${nameOf(job)} -n ${namespaceOf(job)}`),
    },
  ],
};

export default JobView;
