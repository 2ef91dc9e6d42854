import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, required, tooLong } from '../../api/field-errors.ts';
import { type GoSyntax, goStrings, goSyntax } from '../../api/go-syntax.ts';
import type { ObjectMeta, OwnerReference } from '../../api/k8s/meta-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import {
  dns1123Label,
  dns1123Subdomain,
  labelValue,
  maskTrailingDash,
  pathSegment,
  qualifiedName,
} from '../../api/names.ts';
import { goQuote } from '../../base/go-quote.ts';
import { utf8Length } from '../../base/utf8.ts';

const MAX_ANNOTATIONS_BYTES = 262_144;
const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

type NameCheck = (name: string, prefix: boolean) => readonly string[];
type Strings = Readonly<Record<string, string>>;

/** Maps that have been found valid: Pods share the labels of their template. */
const goodLabels = new WeakSet<Strings>();
const goodAnnotations = new WeakSet<Strings>();

/** Errors of the metadata of a new object. Models ValidateObjectMeta. */
export function validateNewMeta(meta: ObjectMeta, kind: Kind): FieldError[] {
  return [...validateMeta(meta, kind.namespaced, kind.validateName ?? subdomain), ...kubeFinalizers(meta)];
}

/**
 * Errors of changed metadata: those of its values, of what may not change, and the latter again, as the generic
 * registry and the kind's own validation both look for them. Models ValidateObjectMetaUpdate.
 */
export function validateMetaUpdate(next: ObjectMeta, previous: ObjectMeta, kind: Kind): FieldError[] {
  if (next === previous) return [];
  const changes = metaChanges(next, previous);
  return [...validateMeta(next, kind.namespaced, pathSegment), ...changes, ...changes];
}

function validateMeta(meta: ObjectMeta, namespaced: boolean, checkName: NameCheck): FieldError[] {
  const errors: FieldError[] = [];
  const add = (field: string, value: string, details: readonly string[]): void => {
    for (const detail of details) errors.push(invalidValue(`metadata.${field}`, value, detail));
  };
  if (meta.generateName) add('generateName', meta.generateName, checkName(meta.generateName, true));
  if (!meta.name) errors.push(required('metadata.name', 'name or generateName is required'));
  else add('name', meta.name, checkName(meta.name, false));
  if (!namespaced) {
    if (meta.namespace) errors.push(forbiddenField('metadata.namespace', 'not allowed on this type'));
  } else if (!meta.namespace) errors.push(required('metadata.namespace'));
  else add('namespace', meta.namespace, dns1123Label(meta.namespace));
  if ((meta.generation ?? 0) < 0) {
    errors.push(invalidValue('metadata.generation', meta.generation!, 'must be greater than or equal to 0'));
  }
  errors.push(...validateMaps(meta), ...validateOwners(meta.ownerReferences), ...validateFinalizers(meta.finalizers));
  return errors;
}

function validateMaps({ labels, annotations }: ObjectMeta): FieldError[] {
  const errors: FieldError[] = [];
  if (labels && !goodLabels.has(labels)) errors.push(...validateLabels(labels));
  if (annotations && !goodAnnotations.has(annotations)) errors.push(...validateAnnotations(annotations));
  return errors;
}

function validateLabels(labels: Strings): FieldError[] {
  const errors: FieldError[] = [];
  for (const key of Object.keys(labels).sort()) {
    for (const detail of qualifiedName(key)) errors.push(invalidValue('metadata.labels', key, detail));
    for (const detail of labelValue(labels[key]!)) errors.push(invalidValue('metadata.labels', labels[key]!, detail));
  }
  if (errors.length === 0) goodLabels.add(labels);
  return errors;
}

function validateAnnotations(annotations: Strings): FieldError[] {
  const errors: FieldError[] = [];
  let bytes = 0;
  for (const key of Object.keys(annotations).sort()) {
    for (const detail of qualifiedName(key.toLowerCase())) {
      errors.push(invalidValue('metadata.annotations', key, detail));
    }
    bytes += utf8Length(key) + utf8Length(annotations[key]!);
  }
  if (bytes > MAX_ANNOTATIONS_BYTES) errors.push(tooLong('metadata.annotations', MAX_ANNOTATIONS_BYTES));
  if (errors.length === 0) goodAnnotations.add(annotations);
  return errors;
}

function validateOwners(owners: readonly OwnerReference[] | undefined): FieldError[] {
  if (!owners) return [];
  const path = 'metadata.ownerReferences';
  const errors: FieldError[] = [];
  let controller = '';
  for (const owner of owners) {
    const { apiVersion, kind, name, uid } = owner;
    if (!apiVersion) errors.push(invalidValue(`${path}.apiVersion`, apiVersion ?? '', 'version must not be empty'));
    if (!kind) errors.push(invalidValue(`${path}.kind`, kind ?? '', 'kind must not be empty'));
    if (!name) errors.push(invalidValue(`${path}.name`, name ?? '', 'name must not be empty'));
    if (!uid) errors.push(invalidValue(`${path}.uid`, uid ?? '', 'uid must not be empty'));
    if (kind === 'Event' && apiVersion === 'v1') {
      errors.push(invalidValue(path, goOwner(owner), '/v1, Kind=Event is disallowed from being an owner'));
    }
    if (!owner.controller) continue;
    if (controller) {
      const which = `Found "true" in references for ${controller} and ${name}`;
      const detail = `Only one reference can have Controller set to true. ${which}`;
      const shown = `[]v1.OwnerReference{${owners.map((each) => goOwner(each).goSyntax).join(', ')}}`;
      errors.push(invalidValue(path, goSyntax(shown), detail));
    } else controller = name;
  }
  return errors;
}

function goOwner({ apiVersion, kind, name, uid, controller, blockOwnerDeletion }: OwnerReference): GoSyntax {
  const pointer = (value: boolean | undefined): string => (value === undefined ? '(*bool)(nil)' : '(*bool)(0xADDR)');
  const texts = `APIVersion:${goQuote(apiVersion)}, Kind:${goQuote(kind)}, Name:${goQuote(name)}, UID:${goQuote(uid)}`;
  const flags = `Controller:${pointer(controller)}, BlockOwnerDeletion:${pointer(blockOwnerDeletion)}`;
  return goSyntax(`v1.OwnerReference{${texts}, ${flags}}`);
}

function validateFinalizers(finalizers: readonly string[] | undefined): FieldError[] {
  if (!finalizers) return [];
  const path = 'metadata.finalizers';
  const errors = finalizers.flatMap((each) => qualifiedName(each).map((detail) => invalidValue(path, each, detail)));
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(invalidValue(path, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'));
  }
  return errors;
}

/** Finalizers of built-in kinds are standard ones or qualified. Models validateKubeFinalizerName. */
function kubeFinalizers({ finalizers }: ObjectMeta): FieldError[] {
  if (!finalizers) return [];
  const detail = 'name is neither a standard finalizer name nor is it fully qualified';
  return finalizers.flatMap((each, i) =>
    each.includes('/') || STANDARD_FINALIZERS.includes(each)
      ? []
      : [invalidValue(`metadata.finalizers[${i}]`, each, detail)],
  );
}

const IMMUTABLE = ['name', 'namespace', 'uid', 'creationTimestamp', 'deletionTimestamp'] as const;

function metaChanges(next: ObjectMeta, previous: ObjectMeta): FieldError[] {
  const errors: FieldError[] = [];
  if (previous.deletionTimestamp) {
    const before = previous.finalizers ?? [];
    const added = (next.finalizers ?? []).filter((each) => !before.includes(each)).sort();
    if (added.length > 0) {
      const found = `found new finalizers ${goStrings(added)}`;
      const detail = `no new finalizers can be added if the object is being deleted, ${found}`;
      errors.push(forbiddenField('metadata.finalizers', detail));
    }
  }
  if ((next.generation ?? 0) < (previous.generation ?? 0)) {
    errors.push(invalidValue('metadata.generation', next.generation ?? 0, 'must not be decremented'));
  }
  for (const field of IMMUTABLE) {
    if ((next[field] ?? '') === (previous[field] ?? '')) continue;
    errors.push(invalidValue(`metadata.${field}`, next[field] ?? '', 'field is immutable'));
  }
  if (next.deletionGracePeriodSeconds !== previous.deletionGracePeriodSeconds) {
    const value = next.deletionGracePeriodSeconds ?? goSyntax('(*int64)(nil)');
    errors.push(invalidValue('metadata.deletionGracePeriodSeconds', value, 'field is immutable'));
  }
  errors.push(...validateMaps(next), ...validateOwners(next.ownerReferences));
  return errors;
}

const subdomain: NameCheck = (name, prefix) => dns1123Subdomain(prefix ? maskTrailingDash(name) : name);
