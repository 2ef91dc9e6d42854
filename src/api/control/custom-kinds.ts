import type { CustomResourceDefinition } from '../k8s/apiextensions-v1.gen.ts';
import type { Kind } from '../kind.ts';

/** The namespaced kinds that definitions define and that are served, as far as a client needs to know them. */
export function customKinds(definitions: readonly CustomResourceDefinition[]): readonly Kind[] {
  return allCustomKinds(definitions).filter(({ namespaced }) => namespaced);
}

/** The same with those that are of the whole cluster. */
export function allCustomKinds(definitions: readonly CustomResourceDefinition[]): readonly Kind[] {
  return definitions.filter(isServed).map(({ spec: { group, names, scope, versions } }) => ({
    group,
    version: versions.find(({ served }) => served)!.name,
    kind: names.kind,
    plural: names.plural,
    singular: names.singular ?? names.kind.toLowerCase(),
    namespaced: scope === 'Namespaced',
    schema: '',
    columns: [],
  }));
}

function isServed({ spec, status }: CustomResourceDefinition): boolean {
  const established = status?.conditions?.some((each) => each.type === 'Established' && each.status === 'True');
  return established === true && spec.versions.some(({ served }) => served);
}
