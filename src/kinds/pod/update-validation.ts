import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, required } from '../../api/field-errors.ts';
import { goDiff } from '../../api/go-diff/go-diff.ts';
import { goStringMap, goSyntax } from '../../api/go-syntax.ts';
import type { Container, Pod, PodSchedulingGate, PodSpec, Toleration } from '../../api/k8s/core-v1.gen.ts';
import type { Found } from '../../api/validation/basics.ts';
import { checkAnnotationUpdate, checkPodAnnotations } from '../../api/validation/pod-spec/annotations.ts';
import { checkImagePadding } from '../../api/validation/pod-spec/containers.ts';
import { checkTolerations } from '../../api/validation/pod-spec/scheduling.ts';
import { deepEqual } from '../../base/equal.ts';
import { replace } from '../../base/shared.ts';
import { checkAffinityUpdate, withOldNodeAffinity } from './gated-affinity.ts';
import { checkPod } from './validation.ts';

const MAX_INT32 = 2147483647;

const UPDATABLE = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
];

/** Errors of an update: nearly all of a Pod stays as it was made. Models ValidatePodUpdate. */
export function validatePodUpdate(next: Pod, previous: Pod): readonly FieldError[] {
  const found: Found = [];
  const after = next.spec ?? ({} as PodSpec);
  const before = previous.spec ?? ({} as PodSpec);
  checkPod(next, found);
  const { annotations } = next.metadata;
  if (annotations !== previous.metadata.annotations) {
    checkAnnotationUpdate(annotations, previous.metadata.annotations, 'metadata.annotations', found);
  }
  checkPodAnnotations(annotations, after, 'metadata.annotations', found);
  if (after === before) return found;
  if (!checkImages(after.containers, before.containers, 'spec.containers', found)) return found;
  if (!checkImages(after.initContainers, before.initContainers, 'spec.initContainers', found)) return found;
  if (!checkDeadline(after.activeDeadlineSeconds, before.activeDeadlineSeconds, found)) return found;
  checkTolerationsUpdate(after.tolerations ?? [], before.tolerations ?? [], found);
  checkGates(after.schedulingGates ?? [], before.schedulingGates ?? [], found);
  if (!deepEqual(after, before)) checkRest(after, before, found);
  return found;
}

/** Containers stay the same ones; their images may change. Says whether it makes sense to go on. */
function checkImages(
  next: readonly Container[] = [],
  previous: readonly Container[] = [],
  path: string,
  found: Found,
): boolean {
  if (next.length !== previous.length) {
    found.push(forbiddenField(path, 'pod updates may not add or remove containers'));
    return false;
  }
  for (const [i, container] of next.entries()) {
    if (!container.image) found.push(required(`${path}[${i}].image`));
    checkImagePadding(container, `${path}[${i}]`, found);
  }
  return true;
}

/** A deadline may be set, and come nearer. Says whether it makes sense to go on. */
function checkDeadline(next: number | undefined, previous: number | undefined, found: Found): boolean {
  const at = 'spec.activeDeadlineSeconds';
  if (next === undefined) {
    if (previous !== undefined) {
      found.push(invalidValue(at, null, 'must not update from a positive integer to nil value'));
    }
    return true;
  }
  const wrong =
    next < 0 || next > MAX_INT32
      ? `must be between 0 and ${MAX_INT32}, inclusive`
      : previous !== undefined && previous < next
        ? 'must be less than or equal to previous value'
        : undefined;
  if (wrong) found.push(invalidValue(at, next, wrong));
  return !wrong;
}

const sameButSeconds = (a: Toleration, b: Toleration): boolean =>
  a.key === b.key && a.operator === b.operator && a.value === b.value && a.effect === b.effect;

function checkTolerationsUpdate(next: readonly Toleration[], previous: readonly Toleration[], found: Found): void {
  if (previous.some((old) => !next.some((toleration) => sameButSeconds(toleration, old)))) {
    const detail = 'existing toleration can not be modified except its tolerationSeconds';
    found.push(forbiddenField('spec.tolerations', detail));
  } else checkTolerations(next, 'spec.tolerations', found);
}

function checkGates(next: readonly PodSchedulingGate[], previous: readonly PodSchedulingGate[], found: Found): void {
  for (const [i, { name }] of next.entries()) {
    if (previous.some((gate) => gate.name === name)) continue;
    const detail = `only deletion is allowed, but found new scheduling gate '${name}'`;
    found.push(forbiddenField(`spec.schedulingGates[${i}].name`, detail));
  }
}

const withImages = (next: readonly Container[], previous: readonly Container[]): readonly Container[] =>
  next.map((container, i) => replace<Container>(container, { image: previous[i]!.image }));

/** Whatever is not allowed to change above must be as it was. */
function checkRest(after: PodSpec, before: PodSpec, found: Found): void {
  let munged = replace<PodSpec>(after, {
    containers: withImages(after.containers, before.containers),
    initContainers: after.initContainers && withImages(after.initContainers, before.initContainers ?? []),
    activeDeadlineSeconds: before.activeDeadlineSeconds,
    schedulingGates: before.schedulingGates,
    tolerations: before.tolerations,
  });
  const grace = before.terminationGracePeriodSeconds;
  if (grace !== undefined && grace < 0 && munged.terminationGracePeriodSeconds === 1) {
    munged = { ...munged, terminationGracePeriodSeconds: grace };
  }
  if (before.schedulingGates?.length) munged = checkGated(munged, before, found);
  if (deepEqual(munged, before)) return;
  const detail = `pod updates may not change fields other than ${UPDATABLE.join(',')}\n${goDiff('core.PodSpec', before, munged)}`;
  found.push(forbiddenField('spec', detail));
}

/** A Pod that is not released to the scheduler yet may be narrowed down to fewer nodes. */
function checkGated(spec: PodSpec, before: PodSpec, found: Found): PodSpec {
  const after = spec.nodeSelector ?? {};
  const kept = Object.entries(before.nodeSelector ?? {}).every(([key, value]) => after[key] === value);
  if (!kept) {
    const detail = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
    found.push(invalidValue('spec.nodeSelector', goSyntax(goStringMap(spec.nodeSelector)), detail));
  }
  checkAffinityUpdate(spec.affinity?.nodeAffinity, before.affinity?.nodeAffinity, found);
  return withOldNodeAffinity(replace<PodSpec>(spec, { nodeSelector: before.nodeSelector }), before);
}
