import { goQuote } from '../../base/go-quote.ts';
import { mapShared } from '../../base/shared.ts';
import { changeField, fillZero } from '../defaults/fill.ts';
import { invalidValue, notSupported, required } from '../field-errors.ts';
import { goSyntax } from '../go-syntax.ts';
import type { RoleRef, Subject } from '../k8s/rbac-v1.gen.ts';
import { dns1123Subdomain, pathSegment } from '../names.ts';
import type { KubeObject } from '../object.ts';
import { type Found, reject } from '../validation/basics.ts';

const GROUP = 'rbac.authorization.k8s.io';
const SUBJECT_KINDS = ['ServiceAccount', 'User', 'Group'];

/** What the two kinds of bindings have in common. */
export interface Binding extends KubeObject {
  readonly roleRef: RoleRef;
  readonly subjects?: readonly Subject[];
}

function defaultSubject(subject: Subject): Subject {
  return subject.kind === 'User' || subject.kind === 'Group' ? fillZero(subject, { apiGroup: GROUP }) : subject;
}

/** Completes a binding. Models SetDefaults_RoleBinding and SetDefaults_Subject of pkg/apis/rbac/v1. */
export function defaultBinding<T extends Binding>(binding: T): T {
  const roleRef = fillZero(binding.roleRef ?? ({} as RoleRef), { apiGroup: GROUP });
  const named = roleRef === binding.roleRef ? binding : { ...binding, roleRef };
  return changeField(
    named,
    'subjects',
    (subjects) => mapShared(subjects as readonly Subject[], defaultSubject) as never,
  );
}

/** Errors of a binding; `kinds` are the kinds of roles that it can name. Models ValidateRoleBinding. */
export function checkBinding({ roleRef, subjects = [] }: Binding, kinds: readonly string[], found: Found): void {
  const { apiGroup = '', kind = '', name = '' } = roleRef;
  if (apiGroup !== GROUP) found.push(notSupported('roleRef.apiGroup', apiGroup, [GROUP]));
  if (!kinds.includes(kind)) found.push(notSupported('roleRef.kind', kind, kinds));
  if (name === '') found.push(required('roleRef.name'));
  else reject(pathSegment(name, false), name, 'roleRef.name', found);
  const namespaced = kinds.includes('Role');
  for (const [i, subject] of subjects.entries()) checkSubject(subject, namespaced, `subjects[${i}]`, found);
}

/** A changed reference to a role is an error. */
export function checkSameRole(next: Binding, previous: Binding, found: Found): void {
  const { apiGroup = '', kind = '', name = '' } = next.roleRef;
  const { roleRef: before } = previous;
  if (apiGroup === before.apiGroup && kind === before.kind && name === before.name) return;
  const shown = `rbac.RoleRef{APIGroup:${goQuote(apiGroup)}, Kind:${goQuote(kind)}, Name:${goQuote(name)}}`;
  found.push(invalidValue('roleRef', goSyntax(shown), 'cannot change roleRef'));
}

function checkSubject(subject: Subject, namespaced: boolean, path: string, found: Found): void {
  const { kind = '', name = '', apiGroup = '', namespace = '' } = subject;
  if (name === '') found.push(required(`${path}.name`));
  if (kind === 'ServiceAccount') {
    if (name !== '') reject(dns1123Subdomain(name), name, `${path}.name`, found);
    if (apiGroup !== '') found.push(notSupported(`${path}.apiGroup`, apiGroup, ['']));
    if (!namespaced && namespace === '') found.push(required(`${path}.namespace`));
  } else if (kind === 'User' || kind === 'Group') {
    if (name === '') found.push(invalidValue(`${path}.name`, name, `${kind.toLowerCase()} name cannot be empty`));
    if (apiGroup !== GROUP) found.push(notSupported(`${path}.apiGroup`, apiGroup, [GROUP]));
  } else found.push(notSupported(`${path}.kind`, kind, SUBJECT_KINDS));
}
