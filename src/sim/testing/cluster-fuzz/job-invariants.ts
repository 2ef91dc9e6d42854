import type { Job } from '../../../api/k8s/batch-v1.gen.ts';
import type { Pod } from '../../../api/k8s/core-v1.gen.ts';

const FINALIZER = 'batch.kubernetes.io/job-tracking';

/** What must hold of Jobs when nothing is going on: those of the fuzz all end in time. */
export function jobProblems(jobs: readonly Job[], pods: readonly Pod[]): string[] {
  const uids = new Set(jobs.map(({ metadata }) => metadata.uid));
  const stuck = pods.filter(({ metadata }) => metadata.finalizers?.includes(FINALIZER));
  return [
    ...stuck.map(({ metadata }) => {
      const has = metadata.ownerReferences?.some(({ uid }) => uids.has(uid));
      return `Pod ${metadata.name} keeps the finalizer of a Job that ${has ? 'is over' : 'has gone'}`;
    }),
    ...jobs.flatMap((job) => endProblems(job, pods)),
  ];
}

function endProblems({ metadata, spec, status = {} }: Job, pods: readonly Pod[]): string[] {
  const { active = 0, ready = 0, terminating = 0, succeeded = 0, failed = 0, uncountedTerminatedPods = {} } = status;
  const ends = (status.conditions ?? []).filter(
    ({ type, status: is }) => (type === 'Complete' || type === 'Failed') && is === 'True',
  );
  const say = (what: string): string => `Job ${metadata.name} ${what}`;
  if (ends.length !== 1) return [say(`has ended ${ends.length} times`)];
  const mine = pods.filter((pod) => pod.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid));
  const phase = (name: string): number => mine.filter((pod) => pod.status?.phase === name).length;
  const { succeeded: late = [], failed: lost = [] } = uncountedTerminatedPods;
  const problems: string[] = [];
  if (active + ready + terminating > 0) problems.push(say(`is over and shows ${active} active Pods`));
  if (late.length + lost.length > 0) problems.push(say('is over and has not counted all Pods'));
  if (ends[0]!.type === 'Complete' && succeeded < (spec?.completions ?? 1)) problems.push(say('is complete too early'));
  // An index counts once, whoever of its Pods succeeds.
  if (spec?.completionMode !== 'Indexed' && succeeded < phase('Succeeded'))
    problems.push(say(`has ${phase('Succeeded')} Pods that count as ${succeeded}`));
  if (failed < phase('Failed')) problems.push(say(`has ${phase('Failed')} failed Pods that count as ${failed}`));
  return problems;
}
