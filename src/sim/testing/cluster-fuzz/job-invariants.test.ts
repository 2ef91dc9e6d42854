import { expect, test } from 'vitest';
import type { Job, JobStatus } from '../../../api/k8s/batch-v1.gen.ts';
import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { jobProblems } from './job-invariants.ts';

const ended = (type: string, status: JobStatus = {}): Job => ({
  ...{ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j', uid: 'u' } },
  spec: { completions: 2, template: {} },
  status: { ...status, conditions: [{ type, status: 'True' }] },
});
const pod = (phase: string, uid = 'u', finalizers: readonly string[] = []): Pod => ({
  ...{ apiVersion: 'v1', kind: 'Pod' },
  metadata: { name: 'p', finalizers, ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'j', uid }] },
  status: { phase },
});

test.each([
  ['nothing where all is well', ended('Complete', { succeeded: 2 }), [pod('Succeeded'), pod('Succeeded')], []],
  ['one that does not end', ended('FailureTarget'), [], ['Job j has ended 0 times']],
  ['one that is complete too early', ended('Complete', { succeeded: 1 }), [], ['Job j is complete too early']],
  ['Pods that still run', ended('Failed', { active: 1 }), [], ['Job j is over and shows 1 active Pods']],
  [
    'Pods that do not count',
    ended('Failed', { uncountedTerminatedPods: { failed: ['x'] } }),
    [pod('Failed')],
    ['Job j is over and has not counted all Pods', 'Job j has 1 failed Pods that count as 0'],
  ],
  [
    'finalizers that nobody takes off',
    ended('Failed', { failed: 1 }),
    [
      pod('Failed', 'u', ['batch.kubernetes.io/job-tracking']),
      pod('Failed', 'v', ['batch.kubernetes.io/job-tracking']),
    ],
    ['Pod p keeps the finalizer of a Job that is over', 'Pod p keeps the finalizer of a Job that has gone'],
  ],
])('the invariants of Jobs notice %s', (_title, job, pods, expected) =>
  expect(jobProblems([job], pods)).toEqual(expected),
);
