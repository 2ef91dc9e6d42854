import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goStringMap, goSyntax } from '../../api/go-syntax.ts';
import type {
  PodSpec,
  PodTemplateSpec,
  ReplicationController,
  ReplicationControllerSpec,
} from '../../api/k8s/core-v1.gen.ts';
import { mapMatcher } from '../../api/selectors.ts';
import { checkNonNegative, type Found } from '../../api/validation/basics.ts';
import { checkReplicaStatus } from '../../api/validation/controller-spec.ts';
import { checkPodTemplate } from '../../api/validation/pod-spec/pod-template.ts';

/** Errors of a ReplicationController. Models ValidateReplicationController of pkg/apis/core/validation. */
export function validateReplicationController(object: ReplicationController): readonly FieldError[] {
  const found: Found = [];
  checkSpec(object.spec ?? {}, found);
  return found;
}

/** Errors of an update: the spec's, which upstream finds twice. */
export function validateReplicationControllerUpdate(next: ReplicationController): readonly FieldError[] {
  const found: Found = [];
  checkSpec(next.spec ?? {}, found);
  checkSpec(next.spec ?? {}, found);
  return found;
}

function checkSpec(spec: ReplicationControllerSpec, found: Found): void {
  checkNonNegative(spec.minReadySeconds, 'spec.minReadySeconds', found);
  if (Object.keys(spec.selector ?? {}).length === 0) found.push(required('spec.selector'));
  checkNonNegative(spec.replicas, 'spec.replicas', found);
  checkTemplate(spec.template ?? undefined, spec.selector, 'spec.template', found);
}

function checkTemplate(
  template: PodTemplateSpec | undefined,
  selector: Readonly<Record<string, string>> | undefined,
  path: string,
  found: Found,
): void {
  if (!template) return void found.push(required(path));
  const labels = template.metadata?.labels;
  if (!mapMatcher(selector).matches(labels)) {
    const detail = '`selector` does not match template `labels`';
    found.push(invalidValue(`${path}.metadata.labels`, goSyntax(goStringMap(labels)), detail));
  }
  checkPodTemplate(template, path, found);
  const { restartPolicy = '', activeDeadlineSeconds } = template.spec ?? ({} as PodSpec);
  if (restartPolicy !== 'Always') found.push(notSupported(`${path}.spec.restartPolicy`, restartPolicy, ['Always']));
  if (activeDeadlineSeconds === undefined) return;
  const detail = 'activeDeadlineSeconds in ReplicationController is not Supported';
  found.push(forbiddenField(`${path}.spec.activeDeadlineSeconds`, detail));
}

/** Errors of a new status. Models ValidateReplicationControllerStatusUpdate. */
export function validateReplicationControllerStatusUpdate(next: ReplicationController): readonly FieldError[] {
  const found: Found = [];
  checkReplicaStatus(next.status ?? {}, found);
  return found;
}
