import type { FieldError } from '../../api/field-error.ts';
import { invalidValue, required } from '../../api/field-errors.ts';
import type { Event } from '../../api/k8s/core-v1.gen.ts';
import { dns1123Subdomain } from '../../api/names.ts';
import { checkQualifiedName, type Found, reject } from '../../api/validation/basics.ts';
import { utf8Length } from '../../base/utf8.ts';

const MAX_WORD = 128;
const MAX_NOTE = 1024;

function checkLength(value: string, max: number, path: string, found: Found): void {
  if (utf8Length(value) > max) found.push(invalidValue(path, '', `can have at most ${max} characters`));
}

/** An event of the newer form, which has an event time. */
function checkNewForm(event: Event, found: Found): void {
  const { involvedObject, metadata, reportingComponent = '', reportingInstance = '', action = '', reason = '' } = event;
  const { namespace = '' } = metadata;
  if (!involvedObject.namespace && namespace !== 'default' && namespace !== 'kube-system') {
    found.push(invalidValue('involvedObject.namespace', '', 'does not match event.namespace'));
  }
  if (!reportingComponent) found.push(required('reportingController'));
  checkQualifiedName(reportingComponent, 'reportingController', found);
  if (!reportingInstance) found.push(required('reportingInstance'));
  checkLength(reportingInstance, MAX_WORD, 'reportingInstance', found);
  if (!action) found.push(required('action'));
  checkLength(action, MAX_WORD, 'action', found);
  if (!reason) found.push(required('reason'));
  checkLength(reason, MAX_WORD, 'reason', found);
  checkLength(event.message ?? '', MAX_NOTE, 'message', found);
}

function checkOldForm({ involvedObject, metadata }: Event, found: Found): void {
  const { namespace = '' } = metadata;
  const involved = involvedObject.namespace ?? '';
  const good = involved ? involved === namespace : namespace === '' || namespace === 'default';
  if (!good) found.push(invalidValue('involvedObject.namespace', involved, 'does not match event.namespace'));
}

/** Errors of an Event, on create and update. Models legacyValidateEvent, which is all that core/v1 checks. */
export function validateEvent(event: Event): readonly FieldError[] {
  const found: Found = [];
  if (event.eventTime) checkNewForm(event, found);
  else checkOldForm(event, found);
  const { namespace = '' } = event.metadata;
  reject(dns1123Subdomain(namespace), namespace, 'namespace', found);
  return found;
}
