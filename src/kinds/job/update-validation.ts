import type { FieldError } from '../../api/field-error.ts';
import { invalidValue } from '../../api/field-errors.ts';
import { type GoSyntax, goLabelSelector, goSyntax } from '../../api/go-syntax.ts';
import type { Job, JobSpec, PodFailurePolicy, SuccessPolicy } from '../../api/k8s/batch-v1.gen.ts';
import type { Affinity, PodSpec, PodTemplateSpec } from '../../api/k8s/core-v1.gen.ts';
import type { Found } from '../../api/validation/basics.ts';
import { checkImmutable } from '../../api/validation/controller-spec.ts';
import { goPodTemplate } from '../../api/validation/go-pod-template.ts';
import { goFailurePolicy } from '../../api/validation/job-spec/failure-policy.ts';
import { goSuccessPolicy } from '../../api/validation/job-spec/success-policy.ts';
import { deepEqual } from '../../base/equal.ts';
import { replace } from '../../base/shared.ts';
import { CONTROLLER_UID, JOB_NAME } from './strategy.ts';
import { checkJob, checkWholeSpec } from './validation.ts';

/** Errors of an update: those of the Job, of its spec once more, and of what may not change. Models ValidateJobUpdate. */
export function validateJobUpdate(next: Job, previous: Job): readonly FieldError[] {
  const found: Found = [];
  const spec = next.spec ?? ({} as JobSpec);
  const before = previous.spec ?? ({} as JobSpec);
  const hadLabels = before.template?.metadata?.labels ?? {};
  checkJob(next, JOB_NAME in hadLabels && CONTROLLER_UID in hadLabels, found);
  checkWholeSpec(spec, found);
  checkCompletions(spec, before, found);
  checkImmutable(spec.selector, before.selector, 'spec.selector', goLabelSelector, found);
  checkTemplate(spec, previous, found);
  const same = <T extends string | number>(value: T): T => value;
  checkImmutable(spec.completionMode, before.completionMode, 'spec.completionMode', same, found);
  const failure = (policy: PodFailurePolicy): GoSyntax => goSyntax(goFailurePolicy(policy));
  checkImmutable(spec.podFailurePolicy, before.podFailurePolicy, 'spec.podFailurePolicy', failure, found);
  checkImmutable(spec.backoffLimitPerIndex, before.backoffLimitPerIndex, 'spec.backoffLimitPerIndex', same, found);
  checkImmutable(spec.managedBy, before.managedBy, 'spec.managedBy', same, found);
  const success = (policy: SuccessPolicy): GoSyntax => goSyntax(goSuccessPolicy(policy));
  checkImmutable(spec.successPolicy, before.successPolicy, 'spec.successPolicy', success, found);
  return found;
}

/** An indexed Job may grow and shrink, its parallelism with it. */
function checkCompletions(spec: JobSpec, before: JobSpec, found: Found): void {
  const { completions, parallelism } = spec;
  if (spec.completionMode !== 'Indexed') {
    checkImmutable(completions, before.completions, 'spec.completions', (value) => value, found);
  } else if (completions !== before.completions && completions !== undefined && completions !== parallelism) {
    found.push(invalidValue('spec.completions', completions, 'can only be modified in tandem with spec.parallelism'));
  }
}

/** Where its Pods go may be changed as long as a Job is suspended and has never run. */
function checkTemplate(spec: JobSpec, { spec: before, status }: Job, found: Found): void {
  const template = spec.template ?? {};
  const old = before?.template ?? {};
  const movable = before?.suspend === true && !status?.startTime;
  const kept = movable ? withDirectives(old, template) : old;
  checkImmutable(template, kept, 'spec.template', (value) => goSyntax(goPodTemplate(value)), found);
}

function withDirectives(old: PodTemplateSpec, next: PodTemplateSpec): PodTemplateSpec {
  const from = next.spec ?? ({} as PodSpec);
  const metadata = replace<NonNullable<PodTemplateSpec['metadata']>>(old.metadata ?? {}, {
    annotations: next.metadata?.annotations,
    labels: next.metadata?.labels,
  });
  const spec = replace<PodSpec>(old.spec ?? ({} as PodSpec), {
    affinity: affinityWith(old.spec?.affinity, from.affinity),
    nodeSelector: from.nodeSelector,
    tolerations: from.tolerations,
    schedulingGates: from.schedulingGates,
  });
  return { ...old, metadata, spec };
}

/** The old affinity with the new one's part for nodes. */
function affinityWith(old: Affinity | undefined, next: Affinity | undefined): Affinity | undefined {
  if (!next && !old) return undefined;
  const result = replace<Affinity>(old ?? {}, { nodeAffinity: next?.nodeAffinity });
  return !next && deepEqual(result, {}) ? undefined : result;
}
