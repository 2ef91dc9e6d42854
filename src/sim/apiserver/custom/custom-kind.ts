import type {
  CustomResourceDefinition,
  CustomResourceDefinitionVersion,
  CustomResourceSubresourceScale,
} from '../../../api/k8s/apiextensions-v1.gen.ts';
import type { Kind, OtherVersion, ScaleStrategy } from '../../../api/kind.ts';
import type { KubeObject } from '../../../api/object.ts';
import { firstGeneration, nextGeneration } from '../../../api/strategy.ts';
import { withSchemaDefaults } from '../../../api/structural/defaults.ts';
import { withRuleErrors } from '../../../api/structural/rules.ts';
import { isObject, type JsonObject, type Structural } from '../../../api/structural/schema.ts';
import { schemaErrors } from '../../../api/structural/validate.ts';
import { compareVersions } from '../../../api/versions.ts';
import { deepEqual } from '../../../base/equal.ts';
import { replace } from '../../../base/shared.ts';
import { customColumns, firstValue } from './custom-columns.ts';

type Custom = KubeObject & { readonly status?: unknown };

/** The schema of a version; one that is left out knows no field. */
export function structuralOf({ schema }: CustomResourceDefinitionVersion): Structural {
  return (schema?.openAPIV3Schema ?? { type: 'object' }) as Structural;
}

/** `com.example.v1.Widget`: the name of a version's schema in OpenAPI documents. */
export function schemaName({ spec }: CustomResourceDefinition, version: string): string {
  return `${spec.group.split('.').reverse().join('.')}.${version}.${spec.names.kind}`;
}

/** The version in which objects are stored. */
export function storageVersion({ spec }: CustomResourceDefinition): CustomResourceDefinitionVersion {
  return spec.versions.find(({ storage }) => storage) ?? spec.versions[0]!;
}

/** The kind that a CustomResourceDefinition defines. Models the customresource registry of apiextensions-apiserver. */
export function customKind(crd: CustomResourceDefinition): Kind {
  const { group, names, scope, versions } = crd.spec;
  const stored = storageVersion(crd);
  const schema = structuralOf(stored);
  const { status, scale } = stored.subresources ?? {};
  const errors = (object: KubeObject, previous?: KubeObject): ReturnType<typeof schemaErrors> =>
    withRuleErrors(bodyErrors(object, schema), object, previous, schema);
  return {
    group,
    version: stored.name,
    kind: names.kind,
    plural: names.plural,
    singular: names.singular || names.kind.toLowerCase(),
    ...(names.shortNames?.length ? { shortNames: names.shortNames } : {}),
    ...(names.categories?.length ? { categories: names.categories } : {}),
    namespaced: scope === 'Namespaced',
    schema: schemaName(crd, stored.name),
    ...deprecation(crd, stored),
    otherVersions: versions
      .filter((each) => each.served && each !== stored)
      .map((each) => otherVersion(crd, each, stored)),
    defaults: (object) => withSchemaDefaults(object, schema) as KubeObject,
    prepareForCreate: (object) =>
      status ? firstGeneration(object) : nextGeneration(object, { ...object, metadata: {} }, true),
    prepareForUpdate(next, previous) {
      const kept = status ? replace<Custom>(next, { status: (previous as Custom).status }) : next;
      return nextGeneration(kept, previous, !deepEqual(body(kept, !!status), body(previous, !!status)));
    },
    validate: (object) => errors(object),
    validateUpdate: errors,
    allowUnconditionalUpdate: false,
    ...(status
      ? {
          status: {
            prepareForUpdate: (next: KubeObject, previous: KubeObject) =>
              replace<Custom>(previous, { status: (next as Custom).status }),
            validateUpdate: errors,
          },
        }
      : {}),
    ...(scale ? { scale: scaleStrategy(scale) } : {}),
    columns: customColumns(stored.additionalPrinterColumns),
  };
}

function body({ metadata: _metadata, ...rest }: KubeObject, withoutStatus: boolean): unknown {
  return withoutStatus ? { ...rest, status: undefined } : rest;
}

function bodyErrors(
  { metadata: _m, apiVersion: _v, kind: _k, ...rest }: KubeObject,
  schema: Structural,
): ReturnType<typeof schemaErrors> {
  const { apiVersion: _version, kind: _kind, metadata: _metadata, ...properties } = schema.properties ?? {};
  const names = (schema.required ?? []).filter((name) => !['apiVersion', 'kind', 'metadata'].includes(name));
  return schemaErrors(rest, { ...schema, properties, required: names }, '');
}

/** Versions differ in nothing but their names; the conversion by a webhook is not done. */
function otherVersion(
  crd: CustomResourceDefinition,
  version: CustomResourceDefinitionVersion,
  stored: CustomResourceDefinitionVersion,
): OtherVersion {
  const { group } = crd.spec;
  const { name } = version;
  return {
    group,
    version: name,
    ...deprecation(crd, version),
    schema: schemaName(crd, name),
    fromStored: (object) => ({ ...object, apiVersion: `${group}/${name}` }),
    toStored: (object) => ({ ...object, apiVersion: `${group}/${stored.name}` }),
  };
}

/** What requests in a version are warned of. Models defaultDeprecationWarning of apiextensions-apiserver. */
function deprecation(
  { spec: { group, names, versions } }: CustomResourceDefinition,
  { name, deprecated, deprecationWarning }: CustomResourceDefinitionVersion,
): { readonly deprecated?: string } {
  if (!deprecated) return {};
  if (deprecationWarning !== undefined) return { deprecated: deprecationWarning };
  const newer = versions
    .filter((each) => each.served && !each.deprecated && compareVersions(each.name, name) < 0)
    .map((each) => each.name)
    .sort(compareVersions);
  const instead = newer.length === 0 ? '' : `; use ${group}/${newer[0]} ${names.kind}`;
  return { deprecated: `${group}/${name} ${names.kind} is deprecated${instead}` };
}

function scaleStrategy(scale: CustomResourceSubresourceScale): ScaleStrategy<KubeObject> {
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = scale;
  return {
    replicas: (object) => Number(firstValue(specReplicasPath, object) ?? 0),
    statusReplicas: (object) => Number(firstValue(statusReplicasPath, object) ?? 0),
    selector: (object) => (labelSelectorPath ? String(firstValue(labelSelectorPath, object) ?? '') : ''),
    withReplicas: (object, replicas) =>
      withValue(
        object as unknown as JsonObject,
        specReplicasPath.split('.').slice(1),
        replicas,
      ) as unknown as KubeObject,
  };
}

function withValue(object: JsonObject, [field, ...rest]: readonly string[], value: unknown): JsonObject {
  if (field === undefined) return object;
  const inner = object[field];
  return { ...object, [field]: rest.length === 0 ? value : withValue(isObject(inner) ? inner : {}, rest, value) };
}
