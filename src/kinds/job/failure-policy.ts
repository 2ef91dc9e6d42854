import type {
  PodFailurePolicy,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyOnPodConditionsPattern,
} from '../../api/k8s/batch-v1.gen.ts';
import type { ContainerStatus, Pod, PodCondition } from '../../api/k8s/core-v1.gen.ts';

/** What a Job's policy says of a Pod that has failed. */
export interface FailureVerdict {
  /** The action of the rule that matches; undefined if none does. */
  readonly action?: string;
  /** Whether the failure counts towards the back-off limit. */
  readonly counts: boolean;
  /** Why the whole Job fails, if it does. */
  readonly failJob?: string;
}

const COUNTED: FailureVerdict = { counts: true };

/** The first rule that matches decides. Models matchPodFailurePolicy of pkg/controller/job. */
export function matchFailurePolicy(policy: PodFailurePolicy | undefined, pod: Pod): FailureVerdict {
  for (const [index, { action, onExitCodes, onPodConditions }] of (policy?.rules ?? []).entries()) {
    const what = onExitCodes
      ? exitCodeText(pod, matchingContainer(pod, onExitCodes))
      : conditionText(pod, matchingCondition(pod, onPodConditions ?? []));
    if (what === undefined) continue;
    if (action === 'FailJob')
      return { action, counts: true, failJob: `${what} matching FailJob rule at index ${index}` };
    if (action === 'Ignore') return { action, counts: false };
    if (action === 'Count' || action === 'FailIndex') return { action, counts: true };
  }
  return COUNTED;
}

function exitCodeText({ metadata }: Pod, status: ContainerStatus | undefined): string | undefined {
  if (!status) return undefined;
  const pod = `${metadata.namespace}/${metadata.name}`;
  return `Container ${status.name} for pod ${pod} failed with exit code ${status.state?.terminated?.exitCode}`;
}

function conditionText({ metadata }: Pod, condition: PodCondition | undefined): string | undefined {
  return condition && `Pod ${metadata.namespace}/${metadata.name} has condition ${condition.type}`;
}

function matchingContainer(
  { status }: Pod,
  { containerName, operator, values }: PodFailurePolicyOnExitCodesRequirement,
): ContainerStatus | undefined {
  const statuses = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])];
  return statuses.find(({ name, state }) => {
    const exitCode = state?.terminated?.exitCode ?? 0;
    if (exitCode === 0 || (containerName !== undefined && containerName !== name)) return false;
    return values.includes(exitCode) === (operator === 'In');
  });
}

function matchingCondition(
  { status }: Pod,
  patterns: readonly PodFailurePolicyOnPodConditionsPattern[],
): PodCondition | undefined {
  return status?.conditions?.find((condition) =>
    patterns.some((pattern) => pattern.type === condition.type && pattern.status === condition.status),
  );
}
