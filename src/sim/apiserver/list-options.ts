import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, notSupported } from '../../api/field-errors.ts';
import type { ListOptions } from '../../api/request.ts';
import { badRequest, invalid } from '../../api/status.ts';

/** Refuses options that do not go together. Throws ApiError. Models ValidateListOptions. */
export function checkListOptions(options: ListOptions, watch: boolean): void {
  const errors = watch || options.sendInitialEvents !== undefined ? watchErrors(options, watch) : matchErrors(options);
  if (errors.length > 0) throw invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', errors);
  const { resourceVersion = '', continue: token } = options;
  if (token && resourceVersion !== '' && resourceVersion !== '0') {
    throw badRequest('specifying resource version is not allowed when using continue');
  }
}

const MATCH = 'resourceVersionMatch';

function matchErrors({
  resourceVersionMatch: match,
  resourceVersion = '',
  continue: token,
}: ListOptions): FieldError[] {
  if (!match) return [];
  const errors: FieldError[] = [];
  if (resourceVersion === '') {
    errors.push(forbiddenField(MATCH, 'resourceVersionMatch is forbidden unless resourceVersion is provided'));
  }
  if (token) errors.push(forbiddenField(MATCH, 'resourceVersionMatch is forbidden when continue is provided'));
  if (match !== 'Exact' && match !== 'NotOlderThan') {
    errors.push(notSupported(MATCH, match, ['Exact', 'NotOlderThan', '']));
  }
  if (match === 'Exact' && resourceVersion === '0') {
    errors.push(forbiddenField(MATCH, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'));
  }
  return errors;
}

function watchErrors(options: ListOptions, watch: boolean): FieldError[] {
  const { resourceVersionMatch: match, sendInitialEvents } = options;
  if (!watch) return [forbiddenField('sendInitialEvents', 'sendInitialEvents is forbidden for list')];
  if (sendInitialEvents === undefined) {
    const why = 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided';
    return match ? [forbiddenField(MATCH, why)] : [];
  }
  if (match === 'NotOlderThan') return [];
  const why = 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
  return [forbiddenField(MATCH, why)];
}
