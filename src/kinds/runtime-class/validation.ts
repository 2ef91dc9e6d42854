import type { FieldError } from '../../api/field-error.ts';
import { invalidValue } from '../../api/field-errors.ts';
import type { RuntimeClass } from '../../api/k8s/node-v1.gen.ts';
import { dns1123Label } from '../../api/names.ts';
import { checkLabels, type Found, IMMUTABLE, reject } from '../../api/validation/basics.ts';
import { checkTolerations } from '../../api/validation/pod-spec/scheduling.ts';
import { checkOverhead } from '../../api/validation/resources.ts';

/** Errors of a RuntimeClass. Models ValidateRuntimeClass of pkg/apis/node/validation. */
export function validateRuntimeClass({ handler = '', overhead, scheduling }: RuntimeClass): readonly FieldError[] {
  const found: Found = [];
  reject(dns1123Label(handler), handler, 'handler', found);
  checkOverhead(overhead?.podFixed, 'overhead', found);
  if (!scheduling) return found;
  checkLabels(scheduling.nodeSelector, 'scheduling.nodeSelector', found);
  checkTolerations(scheduling.tolerations, 'scheduling.tolerations', found);
  return found;
}

/** Errors of an update: the handler stays. */
export function validateRuntimeClassUpdate(next: RuntimeClass, previous: RuntimeClass): readonly FieldError[] {
  return next.handler === previous.handler ? [] : [invalidValue('handler', next.handler ?? '', IMMUTABLE)];
}
