import { changeField, fill, fillZero } from '../../api/defaults/fill.ts';
import type { CustomResourceDefinition } from '../../api/k8s/apiextensions-v1.gen.ts';

/** Completes a definition. Models SetDefaults_CustomResourceDefinitionSpec of apiextensions/v1. */
export function defaultDefinition(object: CustomResourceDefinition): CustomResourceDefinition {
  return changeField(object, 'spec', (spec) => {
    const { kind = '' } = spec.names ?? {};
    const named = changeField(spec, 'names', (names) =>
      fillZero(names, { singular: kind.toLowerCase(), ...(kind === '' ? {} : { listKind: `${kind}List` }) }),
    );
    return fill(named, { conversion: { strategy: 'None' } });
  });
}
