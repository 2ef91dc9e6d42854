import type { FieldError } from '../../api/field-error.ts';
import { required } from '../../api/field-errors.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import type { ControllerRevision } from '../../api/k8s/apps-v1.gen.ts';
import { checkNonNegative, type Found } from '../../api/validation/basics.ts';
import { checkImmutable } from '../../api/validation/controller-spec.ts';
import { utf8Bytes } from '../../base/utf8.ts';

/** Errors of a ControllerRevision. Models ValidateControllerRevision of pkg/apis/apps/validation. */
export function validateControllerRevision({ data, revision }: ControllerRevision): readonly FieldError[] {
  const found: Found = [];
  if (data === undefined || data === null) found.push(required('data', 'data is mandatory'));
  checkNonNegative(revision, 'revision', found);
  return found;
}

/** The data as Go writes the bytes that it holds. */
function goData(data: unknown): string {
  const bytes = utf8Bytes(JSON.stringify(data)).map((byte) => `0x${byte.toString(16)}`);
  const type = 'TypeMeta:runtime.TypeMeta{APIVersion:"", Kind:""}';
  const rest = 'ContentEncoding:"", ContentType:"application/json"';
  return `runtime.Unknown{${type}, Raw:[]uint8{${bytes.join(', ')}}, ${rest}}`;
}

/** Errors of an update: what a revision holds never changes. Models ValidateControllerRevisionUpdate. */
export function validateControllerRevisionUpdate(
  next: ControllerRevision,
  previous: ControllerRevision,
): readonly FieldError[] {
  const found: Found = [...validateControllerRevision(next)];
  checkImmutable<unknown>(next.data, previous.data, 'data', (data) => goSyntax(goData(data)), found);
  return found;
}
