import { describe, expect, test } from 'vitest';
import { fieldErrorText } from '../../api/field-errors.ts';
import type { Job } from '../../api/k8s/batch-v1.gen.ts';
import { JobKind } from './kind.ts';

const pod = (restartPolicy: string) => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'c', image: 'app:v1' }], restartPolicy },
});
const job = { template: pod('Never') };

/** A new Job, completed and prepared as the server does. */
function make(spec: object): Job {
  const object = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'x', uid: 'u' }, spec } as Job;
  return JobKind.prepareForCreate!(JobKind.defaults!(object), { nowMs: 0 });
}

describe('what may change', () => {
  const changed = (before: object, change: object, status?: Job['status']): readonly string[] => {
    const made = make(before);
    const previous: Job = status ? { ...made, status } : made;
    const given = JobKind.defaults!({ ...previous, spec: { ...previous.spec!, ...change } });
    const next = JobKind.prepareForUpdate!(given, previous, { nowMs: 0 });
    return JobKind.validateUpdate!(next, previous).map(fieldErrorText);
  };
  const moved = { ...pod('Never'), spec: { ...pod('Never').spec, nodeSelector: { disk: 'ssd' } } };
  /** The template with the labels that the server has given it. */
  const template = (given: object) => ({ ...given, metadata: make(job).spec!.template.metadata });
  const indexed = { ...job, completionMode: 'Indexed', completions: 2, parallelism: 2 };

  test.each<readonly [string, readonly string[], readonly string[]]>([
    ['a suspended Job may go elsewhere', changed({ ...job, suspend: true }, { template: template(moved) }), []],
    [
      'not once it has run',
      changed({ ...job, suspend: true }, { template: template(moved) }, { startTime: '2026-01-01T00:00:00Z' }),
      [expect.stringMatching(/^spec\.template: Invalid value: core\.PodTemplateSpec\{.*\}: field is immutable$/)],
    ],
    ['an indexed Job grows with its parallelism', changed(indexed, { completions: 3, parallelism: 3 }), []],
    [
      'and not without it',
      changed(indexed, { completions: 3 }),
      ['spec.completions: Invalid value: 3: can only be modified in tandem with spec.parallelism'],
    ],
    [
      'a policy stays',
      changed(job, { podFailurePolicy: { rules: [] }, podReplacementPolicy: 'Failed' }),
      [
        'spec.podFailurePolicy: Invalid value: batch.PodFailurePolicy{Rules:[]batch.PodFailurePolicyRule(nil)}: field is immutable',
      ],
    ],
  ])('%s', (_title, found, expected) => expect(found).toEqual(expected));
});

describe('the status of a Job', () => {
  const AT = '2026-01-01T00:00:00Z';
  const LATER = '2026-01-01T00:01:00Z';
  const condition = (type: string) => ({ type, status: 'True' });
  const rows: readonly (readonly [string, object, object, readonly string[]])[] = [
    [
      'a complete Job has met its criteria and says when',
      { startTime: AT },
      { startTime: AT, active: 1, conditions: [condition('Complete')] },
      [
        'status.completionTime: Required value: completionTime is required for Complete jobs',
        'status.conditions: Invalid value: cannot set Complete=True condition without the SuccessCriteriaMet=true condition',
        'status.active: Invalid value: 1: active>0 is invalid for finished job',
      ],
    ],
    [
      'a failed Job was about to fail',
      {},
      { failed: 1, conditions: [condition('Failed')] },
      [
        'status.conditions: Invalid value: cannot set Failed=True condition without the FailureTarget=true condition',
        'status.startTime: Required value: startTime is required for finished job',
      ],
    ],
    [
      'what is over stays over',
      {
        startTime: AT,
        completionTime: LATER,
        succeeded: 1,
        conditions: [condition('SuccessCriteriaMet'), condition('Complete')],
      },
      { startTime: AT, completionTime: AT },
      [
        'status.completionTime: Invalid value: 2026-01-01 00:00:00 +0000 UTC: cannot set completionTime when there is no Complete=True condition',
        'status.conditions: Invalid value: cannot disable the terminal Complete=True condition',
        'status.succeeded: Invalid value: 0: cannot decrease the succeeded counter',
        'status.completionTime: Invalid value: 2026-01-01 00:00:00 +0000 UTC: completionTime cannot be mutated',
        'status.conditions: Invalid value: cannot disable the SuccessCriteriaMet=True condition',
      ],
    ],
    [
      'indexes are those of indexed Jobs',
      {},
      { completedIndexes: '0', failedIndexes: '0', ready: 1 },
      [
        'status.completedIndexes: Invalid value: "0": cannot set non-empty completedIndexes when non-indexed completion mode',
        'status.failedIndexes: Invalid value: "0": cannot set non-null failedIndexes when backoffLimitPerIndex is null',
        'status.failedIndexes: Invalid value: "0": failedIndexes and completedIndexes overlap at index: 0',
        'status.ready: Invalid value: 1: cannot set more ready pods than active',
      ],
    ],
  ];

  test.each(rows)('%s', (_title, before, status, expected) => {
    const made = make(job);
    const found = JobKind.status!.validateUpdate!({ ...made, status }, { ...made, status: before });
    expect(found.map(fieldErrorText)).toEqual(expected);
  });
});
