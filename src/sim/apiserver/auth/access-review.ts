import type { FieldError } from '../../../api/field-error.ts';
import { invalidValue, required } from '../../../api/field-errors.ts';
import { goStringMap, goSyntax } from '../../../api/go-syntax.ts';
import type {
  NonResourceAttributes,
  ResourceAttributes,
  SelfSubjectAccessReviewSpec,
  SubjectAccessReviewSpec,
  SubjectAccessReviewStatus,
} from '../../../api/k8s/authorization-v1.gen.ts';
import type { ObjectMeta } from '../../../api/k8s/meta-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { badRequest, invalid } from '../../../api/status.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { ResourceResponse } from '../request.ts';
import type { Call, Server } from '../server.ts';
import type { Attributes } from './attributes.ts';
import type { User } from './user.ts';

/** Answers an access review for a user. Throws ApiError 422. Models the REST storages of pkg/registry/authorization. */
export function answerAccessReview(
  server: Server,
  call: Call,
  user: User,
  errors: readonly FieldError[],
): ResourceResponse {
  const { kind } = call.resource;
  if (errors.length > 0) throw invalid(kind, '', errors);
  const review = call.request.body as KubeObject & { readonly spec: SelfSubjectAccessReviewSpec };
  const { allowed, reason } = server.authorizer.authorize(attributesOfSpec(review.spec, user));
  const status: SubjectAccessReviewStatus = { allowed, ...(reason ? { reason } : {}) };
  return { code: 201, body: { ...review, status } };
}

function attributesOfSpec(
  { resourceAttributes, nonResourceAttributes }: SelfSubjectAccessReviewSpec,
  user: User,
): Attributes {
  if (nonResourceAttributes) {
    const { path = '', verb = '' } = nonResourceAttributes;
    return { user, verb, path, group: '', version: '', resource: '', subresource: '', namespace: '', name: '' };
  }
  const {
    verb = '',
    group = '',
    version = '',
    resource = '',
    subresource = '',
    namespace = '',
    name = '',
    fieldSelector,
  } = resourceAttributes as ResourceAttributes;
  const selector = fieldSelector?.rawSelector ?? selectorOf(fieldSelector?.requirements);
  const attributes = { user, verb, group, version, resource, subresource, namespace, name };
  return selector ? { ...attributes, fieldSelector: selector } : attributes;
}

function selectorOf(
  requirements: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[] = [],
): string {
  return requirements
    .filter(({ operator, values }) => operator === 'In' && values?.length === 1)
    .map(({ key, values }) => `${key}=${values![0]}`)
    .join(',');
}

/** Errors of the part that all access reviews share. Models ValidateSelfSubjectAccessReviewSpec. */
export function validateAccessSpec({
  resourceAttributes,
  nonResourceAttributes,
}: SelfSubjectAccessReviewSpec): FieldError[] {
  const errors: FieldError[] = [];
  if (resourceAttributes && nonResourceAttributes) {
    const why = 'cannot be specified in combination with resourceAttributes';
    errors.push(invalidValue('spec.nonResourceAttributes', shown(nonResourceAttributes), why));
  }
  if (!resourceAttributes && !nonResourceAttributes) {
    const why = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    errors.push(invalidValue('spec.resourceAttributes', null, why));
  }
  return [...errors, ...validateSelectors(resourceAttributes)];
}

function validateSelectors(attributes: ResourceAttributes | undefined): FieldError[] {
  return (['fieldSelector', 'labelSelector'] as const).flatMap((field) => {
    const selector = attributes?.[field];
    if (!selector) return [];
    const path = `spec.resourceAttributes.${field}`;
    const { rawSelector, requirements = [] } = selector;
    if (rawSelector && requirements.length > 0) {
      return [invalidValue(`${path}.rawSelector`, rawSelector, 'may not specified at the same time as requirements')];
    }
    if (rawSelector || requirements.length > 0) return [];
    return [required(`${path}.requirements`, 'when rawSelector is not specified, requirements are required')];
  });
}

/** The same with whom a review is about. Models ValidateSubjectAccessReviewSpec. */
export function validateSubjectSpec(spec: SubjectAccessReviewSpec): FieldError[] {
  const [selectors, others] = [validateSelectors(spec.resourceAttributes), validateAccessSpec(spec)];
  const errors = others.slice(0, others.length - selectors.length);
  if (!spec.user && !spec.groups?.length) {
    errors.push(invalidValue('spec.user', spec.user ?? '', 'at least one of user or group must be specified'));
  }
  return [...errors, ...selectors];
}

/** A review has no metadata, at most a namespace. */
export function validateNoMetadata(metadata: ObjectMeta | undefined, but?: 'namespace'): FieldError[] {
  const { managedFields: _any, namespace, ...rest } = metadata ?? {};
  const isEmpty = Object.values(rest).every((value) => value === undefined || value === null || value === '');
  if (isEmpty && (but !== undefined || !namespace)) return [];
  const why = but ? 'must be empty except for namespace' : 'must be empty';
  return [invalidValue('metadata', goSyntax(metadataText(metadata ?? {})), why)];
}

/** Whom a review is about. */
export function subjectOf({ user = '', uid, groups = [], extra }: SubjectAccessReviewSpec): User {
  return { name: user, groups, ...(uid ? { uid } : {}), ...(extra ? { extra } : {}) };
}

/** The document of a review. Throws ApiError 400 when there is none. */
export function reviewOf<T>({ request, resource }: Call): T {
  const { body } = request;
  if (typeof body !== 'object' || body === null) throw badRequest(`not a ${resource.kind.kind}: ${String(body)}`);
  return body as T;
}

/** As Go prints it. */
export function shown({ path = '', verb = '' }: NonResourceAttributes): { readonly goSyntax: string } {
  return goSyntax(`authorization.NonResourceAttributes{Path:${goQuote(path)}, Verb:${goQuote(verb)}}`);
}

function metadataText({
  name = '',
  generateName = '',
  namespace = '',
  uid = '',
  resourceVersion = '',
  ...rest
}: ObjectMeta): string {
  const { labels, annotations, generation = 0, finalizers } = rest;
  const texts = [
    `Name:${goQuote(name)}, GenerateName:${goQuote(generateName)}, Namespace:${goQuote(namespace)}, SelfLink:""`,
    `UID:${goQuote(uid)}, ResourceVersion:${goQuote(resourceVersion)}, Generation:${generation}`,
    'CreationTimestamp:time.Date(1, time.January, 1, 0, 0, 0, 0, time.UTC), DeletionTimestamp:<nil>',
    `DeletionGracePeriodSeconds:(*int64)(nil), Labels:${goStringMap(labels)}, Annotations:${goStringMap(annotations)}`,
    `OwnerReferences:[]v1.OwnerReference(nil), Finalizers:${finalizers ? JSON.stringify(finalizers) : '[]string(nil)'}`,
    'ManagedFields:[]v1.ManagedFieldsEntry(nil)',
  ];
  return `v1.ObjectMeta{${texts.join(', ')}}`;
}
