import type { FieldError } from '../../api/field-error.ts';
import type { PodTemplate } from '../../api/k8s/core-v1.gen.ts';
import type { Found } from '../../api/validation/basics.ts';
import { checkPodTemplate } from '../../api/validation/pod-spec/pod-template.ts';

/** Errors of a PodTemplate, new or changed. Models ValidatePodTemplate of pkg/apis/core/validation. */
export function validatePodTemplate(object: PodTemplate): readonly FieldError[] {
  const found: Found = [];
  checkPodTemplate(object.template ?? {}, 'template', found);
  return found;
}
