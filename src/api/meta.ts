import type { Random } from '../base/random.ts';
import { replace } from '../base/shared.ts';
import { randomSuffix } from '../base/suffix.ts';
import type { OwnerReference } from './k8s/meta-v1.gen.ts';
import type { KubeObject } from './object.ts';

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf({ group, version }: { readonly group: string; readonly version: string }): string {
  return group ? `${group}/${version}` : version;
}

/** Splits an apiVersion; the core group is ''. */
export function parseApiVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf('/');
  if (slash < 0) return { group: '', version: apiVersion };
  return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** The reference that a controller puts on what it makes. Models metav1.NewControllerRef. */
export function controllerRef({ apiVersion, kind, metadata }: KubeObject): OwnerReference {
  return { apiVersion, kind, name: metadata.name!, uid: metadata.uid!, controller: true, blockOwnerDeletion: true };
}

/** The longest base that leaves room for a random end in a name of 63 characters. */
const MAX_GENERATED_BASE = 58;

/** A name from `generateName`: the base, cut if it is too long, and five random letters. Models names.SimpleNameGenerator. */
export function generatedName(base: string, random: Random): string {
  return base.slice(0, MAX_GENERATED_BASE) + randomSuffix(random);
}

/** The object with one annotation set, or taken out with undefined; the same object if it is so already. */
export function withAnnotation<T extends KubeObject>(object: T, key: string, value: string | undefined): T {
  const annotations = object.metadata.annotations ?? {};
  const changed = replace<Record<string, string>>(annotations, { [key]: value });
  return changed === annotations ? object : { ...object, metadata: { ...object.metadata, annotations: changed } };
}

/** The object with one label set, or taken out with undefined; the same object if it is so already. */
export function withLabel<T extends KubeObject>(object: T, key: string, value: string | undefined): T {
  const labels = object.metadata.labels ?? {};
  const changed = replace<Record<string, string>>(labels, { [key]: value });
  return changed === labels ? object : { ...object, metadata: { ...object.metadata, labels: changed } };
}
