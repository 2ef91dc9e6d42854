import type { Job } from '../../api/k8s/batch-v1.gen.ts';
import { controllerOf } from '../../api/object.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
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
  if (failure)
    return { title: kinds('failed'), wrong: true, text: kinds('jobFailed', { message: failure.message ?? '' }) };
  if (findCondition(job, 'Complete')) return { title: kinds('complete'), text: kinds('jobComplete') };
  if (job.spec?.suspend) return { title: kinds('suspended'), text: kinds('jobSuspended') };
  const wanted = job.spec?.completions;
  const title =
    wanted === undefined
      ? kinds('succeeded', { count: succeeded })
      : kinds('succeededOf', { count: succeeded, wanted });
  if (active === 0 && failed > 0) return { title, text: kinds('jobBackOff') };
  return { title, text: kinds('jobSays') };
}

function limitsOf({ spec }: Job): string {
  const { backoffLimit, backoffLimitPerIndex, activeDeadlineSeconds } = spec ?? {};
  const failures =
    backoffLimitPerIndex === undefined
      ? kinds('failures', { count: backoffLimit ?? 6 })
      : kinds('failuresIndex', { count: backoffLimitPerIndex });
  return activeDeadlineSeconds === undefined ? failures : kinds('limits', { failures, seconds: activeDeadlineSeconds });
}

/** Its deadline while it works, then how long it is kept. */
function jobTimers(job: Job, context: KindContext): Timer[] {
  const { activeDeadlineSeconds, ttlSecondsAfterFinished } = job.spec ?? {};
  const end = findCondition(job, 'Complete') ?? findCondition(job, 'Failed');
  const [label, seconds, from] =
    end === undefined
      ? [kinds('activeDeadline'), activeDeadlineSeconds, job.status?.startTime]
      : [kinds('deletedIn'), ttlSecondsAfterFinished, end.lastTransitionTime];
  const fromMs = context.timeOf(from);
  if (seconds === undefined || fromMs === null) return [];
  return [{ id: 'job', label, note: kinds('afterSeconds', { seconds }), fromMs, toMs: fromMs + seconds * 1000 }];
}

function Owner({ job, context }: { readonly job: Job; readonly context: KindContext }) {
  const owner = controllerOf(job);
  if (!owner) return terms('none');
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
      { term: terms('Owner'), value: <Owner job={job} context={context} /> },
      { term: terms('Pods'), value: kinds('jobPods', { active, ready, succeeded, failed }) },
      { term: terms('AtATime'), value: String(job.spec?.parallelism ?? 1) },
      {
        term: terms('Done'),
        value: completedIndexes === undefined ? undefined : kinds('indexes', { indexes: completedIndexes }),
      },
      { term: terms('Limits'), value: limitsOf(job) },
      { term: terms('Selector'), value: <Labels labels={job.spec?.selector?.matchLabels} /> },
      { term: terms('Started'), value: context.clock(job.status?.startTime) },
      { term: terms('Completed'), value: context.clock(job.status?.completionTime) },
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
      label: kinds(job.spec?.suspend ? 'resume' : 'suspend'),
      icon: job.spec?.suspend ? 'play' : 'pause',
      run: () =>
        context.run(
          `patch job ${nameOf(job)} -n ${namespaceOf(job)} -p '{"spec":{"suspend":${job.spec?.suspend !== true}}}'`,
        ),
    },
    {
      label: terms('Delete'),
      icon: 'kill',
      alarming: true,
      run: () => context.run(`delete job ${nameOf(job)} -n ${namespaceOf(job)}`),
    },
  ],
};

export default JobView;
