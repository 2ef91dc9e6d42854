import { describe, expect, test } from 'vitest';
import type { CronJob, Job } from '../../api/k8s/batch-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import CronJobKind from '../../kinds/cron-job/kind.ts';
import JobKind from '../../kinds/job/kind.ts';
import PodKind from '../../kinds/pod/kind.ts';
import { NAMESPACE } from '../testing/control-plane.ts';
import { eventTexts, unnamed } from '../testing/parity/script/events.ts';
import { kubeletStep } from '../testing/parity/script/kubelet-steps.ts';
import { createScriptWorld, type ScriptWorld } from '../testing/parity/script/script-world.ts';

const template = (restartPolicy = 'Never') => ({
  spec: { restartPolicy, containers: [{ name: 'c', image: 'job:v1' }] },
});
const job = (spec: object, name = 'j'): Job =>
  ({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec: { template: template(), ...spec } }) as Job;

const merge = 'application/merge-patch+json' as const;
const patchJob = (world: ScriptWorld, spec: object): void =>
  void world.act(world.client.patch(JobKind, NAMESPACE, 'j', { type: merge, body: { spec } }));
const jobOf = (world: ScriptWorld): Job | undefined => world.list(JobKind)[0];
const pods = (world: ScriptWorld): readonly Pod[] => world.list(PodKind);
const finalizers = (world: ScriptWorld): readonly unknown[] => pods(world).map((pod) => pod.metadata.finalizers);
const conditions = (world: ScriptWorld): readonly string[] =>
  (jobOf(world)?.status?.conditions ?? []).map(({ type, status, reason }) => `${type}=${status} ${reason}`);
const steps = (world: ScriptWorld, ...sentences: readonly string[]): void => {
  for (const sentence of sentences) {
    kubeletStep(world, sentence);
    world.settle();
  }
};

describe('Pods are counted before they may go', () => {
  test('a Pod that is deleted by force while it runs counts as failed, and another takes its place', () => {
    const world = createScriptWorld([job({})]);
    steps(world, 'all pods become Running and Ready');
    const [pod] = pods(world);
    world.act(world.client.delete(PodKind, NAMESPACE, pod!.metadata.name!, { gracePeriodSeconds: 0 }));
    world.run(15_000);
    const { failed, active } = jobOf(world)!.status!;
    expect({ failed, active, names: pods(world).length }).toEqual({ failed: 1, active: 1, names: 1 });
  });

  test('with the policy Failed a Pod that terminates is replaced when it has gone', () => {
    const world = createScriptWorld([job({ podReplacementPolicy: 'Failed' })]);
    steps(world, 'all pods become Running and Ready');
    const [pod] = pods(world);
    world.act(world.client.delete(PodKind, NAMESPACE, pod!.metadata.name!));
    world.run(5_000);
    const during = jobOf(world)!.status!;
    expect([during.active, during.terminating, pods(world).length]).toEqual([undefined, 1, 1]);
    world.setPod(pods(world)[0]!, { phase: 'Failed' });
    world.run(20_000);
    expect([jobOf(world)!.status!.failed, jobOf(world)!.status!.active]).toEqual([1, 1]);
  });

  test.each([
    ['Background', 0],
    ['Foreground', 0],
  ] as const)('no Pod keeps the finalizer of a Job that is deleted in the %s', (propagationPolicy, left) => {
    const world = createScriptWorld([job({ parallelism: 2, completions: 2 })]);
    steps(world, 'all pods become Running and Ready', '1 pod(s) succeed');
    world.act(world.client.delete(JobKind, NAMESPACE, 'j', { propagationPolicy }));
    world.settle();
    steps(world, 'terminating pods are gone');
    expect([world.list(JobKind).length, pods(world).length]).toEqual([0, left]);
  });

  test('the Pods of a Job that is orphaned lose the finalizer and stay', () => {
    const world = createScriptWorld([job({ parallelism: 2, completions: 2 })]);
    world.act(world.client.delete(JobKind, NAMESPACE, 'j', { propagationPolicy: 'Orphan' }));
    world.settle();
    expect([world.list(JobKind).length, finalizers(world)]).toEqual([0, [undefined, undefined]]);
  });

  test('a Pod that a Job’s selector matches is adopted and counted', () => {
    const selector = { matchLabels: { app: 'x' } };
    const labelled = { ...template(), metadata: { labels: { app: 'x' } } };
    const world = createScriptWorld([]);
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'orphan', labels: { app: 'x' } }, ...template() };
    world.create(pod as KubeObject);
    world.create(job({ manualSelector: true, selector, template: labelled }));
    world.settle();
    const [only] = pods(world);
    expect([pods(world).length, only!.metadata.finalizers, only!.metadata.ownerReferences?.[0]?.kind]).toEqual([
      1,
      ['batch.kubernetes.io/job-tracking'],
      'Job',
    ]);
    steps(world, 'all pods become Running and Ready', '1 pod(s) succeed');
    expect(conditions(world).at(-1)).toBe('Complete=True CompletionsReached');
  });
});

describe('limits', () => {
  test('restarts in place count where Pods restart', () => {
    const world = createScriptWorld([job({ backoffLimit: 2, template: template('OnFailure') })]);
    const status = { name: 'c', image: 'job:v1', imageID: '', ready: true, started: true, restartCount: 2 };
    world.setPod(pods(world)[0]!, { phase: 'Running', containerStatuses: [{ ...status, state: { running: {} } }] });
    world.settle();
    steps(world, 'terminating pods are gone');
    expect(conditions(world)).toEqual(['FailureTarget=True BackoffLimitExceeded', 'Failed=True BackoffLimitExceeded']);
  });

  test('each index has its own back-off, and its count goes from Pod to Pod', () => {
    const spec = { completionMode: 'Indexed', completions: 2, parallelism: 2, backoffLimitPerIndex: 1 };
    const world = createScriptWorld([job(spec)]);
    steps(world, 'the pod of index 0 fails');
    world.run(12_000);
    const counts = (): readonly unknown[] =>
      pods(world).map(({ metadata: { annotations = {} }, status }) => [
        annotations['batch.kubernetes.io/job-completion-index'],
        annotations['batch.kubernetes.io/job-index-failure-count'],
        status?.phase,
      ]);
    expect([...counts()].sort()).toEqual([
      ['0', '0', 'Failed'],
      ['0', '1', 'Pending'],
      ['1', '0', 'Pending'],
    ]);
    steps(world, 'the pod of index 0 fails', 'the pod of index 1 succeeds');
    const { failedIndexes, completedIndexes, failed, succeeded } = jobOf(world)!.status!;
    expect({ failedIndexes, completedIndexes, failed, succeeded, conditions: conditions(world).at(-1) }).toEqual({
      ...{ failedIndexes: '0', completedIndexes: '1', failed: 2, succeeded: 1 },
      conditions: 'Failed=True FailedIndexes',
    });
    expect(finalizers(world)).toEqual([undefined, undefined, undefined]);
  });

  test('FailIndex ends an index at once, and too many failed indexes the Job', () => {
    const rules = [{ action: 'FailIndex', onExitCodes: { operator: 'In', values: [3] } }];
    const spec = {
      ...{ completionMode: 'Indexed', completions: 3, parallelism: 3, backoffLimitPerIndex: 5, maxFailedIndexes: 1 },
      podFailurePolicy: { rules },
    };
    const world = createScriptWorld([job(spec)]);
    steps(world, 'the pod of index 2 fails with exit code 3');
    const once = jobOf(world)!.status!;
    expect([once.failedIndexes, once.active, once.failed]).toEqual(['2', 2, 1]);
    steps(world, 'the pod of index 0 fails with exit code 3');
    world.setPod(pods(world).find((pod) => pod.metadata.deletionTimestamp)!, { phase: 'Failed' });
    world.settle();
    expect([jobOf(world)!.status!.failedIndexes, conditions(world)]).toEqual([
      '0,2',
      ['FailureTarget=True MaxFailedIndexesExceeded', 'Failed=True MaxFailedIndexesExceeded'],
    ]);
  });

  test('a success ends the back-off', () => {
    const world = createScriptWorld([job({ completions: 3, parallelism: 2, backoffLimit: 6 })]);
    steps(world, '1 pod(s) fail');
    expect(jobOf(world)!.status!.active).toBe(undefined);
    steps(world, '1 pod(s) succeed');
    expect(jobOf(world)!.status!.active).toBe(2);
  });

  test('an indexed Job shrinks with its parallelism, and what was done beyond is forgotten', () => {
    const world = createScriptWorld([job({ completionMode: 'Indexed', completions: 3, parallelism: 3 })]);
    steps(world, 'the pod of index 2 succeeds');
    patchJob(world, { completions: 2, parallelism: 2 });
    world.settle();
    const { active, succeeded, completedIndexes } = jobOf(world)!.status!;
    expect([active, succeeded, completedIndexes]).toEqual([2, undefined, undefined]);
  });

  test('another controller’s Job is left alone', () => {
    const world = createScriptWorld([job({ managedBy: 'example.com/controller' })]);
    expect([pods(world), jobOf(world)!.status]).toEqual([[], {}]);
  });
});

test('a Job goes with its Pods when it has been kept long enough', () => {
  const world = createScriptWorld([job({ ttlSecondsAfterFinished: 30 })]);
  steps(world, 'all pods become Running and Ready', '1 pod(s) succeed');
  world.run(20_000);
  expect([world.list(JobKind).length, pods(world).length]).toEqual([1, 1]);
  world.run(12_000);
  expect([world.list(JobKind).length, pods(world).length]).toEqual([0, 0]);
});

describe('CronJobs', () => {
  const cronJob = (spec: object): CronJob =>
    ({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'cj' },
      spec: { schedule: '* * * * *', jobTemplate: { spec: { template: template() } }, ...spec },
    }) as CronJob;
  const events = (world: ScriptWorld): readonly string[] =>
    eventTexts(world, 'CronJob').map((text) => text.replace(/cj-\d+/g, 'cj-<minute>'));

  test('the Job says when it was due, as the clocks of the zone show it', () => {
    const world = createScriptWorld([cronJob({ timeZone: 'Asia/Kolkata', schedule: '*/5 * * * *' })]);
    world.run(310_000);
    const [made] = world.list(JobKind);
    const due = made!.metadata.annotations!['batch.kubernetes.io/cronjob-scheduled-timestamp']!;
    const minute = Number(/\d+$/.exec(made!.metadata.name!)![0]);
    expect([new Date(due).getTime(), due.slice(-6)]).toEqual([minute * 60_000, '+05:30']);
    expect(made!.metadata.ownerReferences?.[0]).toMatchObject({ kind: 'CronJob', name: 'cj', controller: true });
  });

  test('starts that were missed too long ago are not made up for', () => {
    const world = createScriptWorld([cronJob({ startingDeadlineSeconds: 20, suspend: true })]);
    world.run(150_000);
    const toHalf = 60_000 - ((world.engine.unixMs + 15_000) % 60_000);
    world.run(toHalf);
    world.act(world.client.patch(CronJobKind, NAMESPACE, 'cj', { type: merge, body: { spec: { suspend: false } } }));
    world.run(5_000);
    expect([world.list(JobKind).length, events(world)]).toEqual([0, []]);
    world.run(12_000);
    expect(events(world)).toEqual(['Normal SuccessfulCreate: Created job cj-<minute>']);
  });

  test('after more than 100 missed starts the latest is made up for, with a warning', () => {
    const world = createScriptWorld([cronJob({ suspend: true })]);
    world.run(102 * 60_000);
    world.act(world.client.patch(CronJobKind, NAMESPACE, 'cj', { type: merge, body: { spec: { suspend: false } } }));
    world.run(1_000);
    expect([world.list(JobKind).length, events(world)]).toEqual([
      1,
      [
        'Warning TooManyMissedTimes: too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew',
        'Normal SuccessfulCreate: Created job cj-<minute>',
      ],
    ]);
  });

  test('a schedule that never comes is told', () => {
    const world = createScriptWorld([cronJob({ schedule: '0 0 31 2 *' })]);
    expect(events(world).map(unnamed)).toEqual([
      'Warning InvalidSchedule: invalid schedule: 0 0 31 2 * : time difference between two schedules is less than 1 second',
    ]);
  });

  test('a Job that went by another hand is missed, and one of another hand is not expected', () => {
    const world = createScriptWorld([cronJob({})]);
    world.run(61_000);
    const [made] = world.list(JobKind);
    world.act(world.client.delete(JobKind, NAMESPACE, made!.metadata.name!, { propagationPolicy: 'Background' }));
    world.run(5_000);
    const { uid } = world.list(CronJobKind)[0]!.metadata;
    const ownerReferences = [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'cj', uid: uid!, controller: true }];
    world.create({ ...job({}, 'mine'), metadata: { name: 'mine', ownerReferences } });
    world.run(2_000);
    expect(events(world)).toEqual([
      'Normal SuccessfulCreate: Created job cj-<minute>',
      'Normal MissingJob: Active job went missing: cj-<minute>',
      'Warning UnexpectedJob: Saw a job that the controller did not create or forgot: mine',
    ]);
  });
});
