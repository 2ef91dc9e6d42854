import { changeField, fill } from '../../api/defaults/fill.ts';
import { defaultPodTemplate } from '../../api/defaults/pod-spec.ts';
import type { Job, JobSpec, PodFailurePolicyRule } from '../../api/k8s/batch-v1.gen.ts';
import { mapShared } from '../../base/shared.ts';

const MAX_INT32 = 2147483647;

/** A condition that a rule asks for is true, unless it says otherwise. */
const defaultRule = (rule: PodFailurePolicyRule): PodFailurePolicyRule =>
  changeField(rule, 'onPodConditions', (patterns) =>
    mapShared(patterns, (pattern) => (pattern.status ? pattern : { ...pattern, status: 'True' })),
  );

/** Completes a Job. Models SetDefaults_Job of pkg/apis/batch/v1. */
export function defaultJob(object: Job): Job {
  let spec = object.spec ?? ({} as JobSpec);
  if (spec.completions === undefined && spec.parallelism === undefined) spec = { ...spec, completions: 1 };
  spec = fill(spec, {
    parallelism: 1,
    backoffLimit: spec.backoffLimitPerIndex === undefined ? 6 : MAX_INT32,
    completionMode: 'NonIndexed',
    suspend: false,
    podReplacementPolicy: spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed',
    manualSelector: false,
    template: {},
  });
  spec = changeField(spec, 'podFailurePolicy', (policy) =>
    changeField(policy, 'rules', (rules) => mapShared(rules, defaultRule)),
  );
  spec = changeField(spec, 'template', defaultPodTemplate);
  const labels = spec.template.metadata?.labels;
  const { metadata } = object;
  const inherits = labels && Object.keys(metadata.labels ?? {}).length === 0;
  if (inherits) return { ...object, metadata: { ...metadata, labels }, spec };
  return spec === object.spec ? object : { ...object, spec };
}
