import type { CustomResourceDefinition } from '../../api/k8s/apiextensions-v1.gen.ts';
import { firstGeneration, nextSpec } from '../../api/strategy.ts';

/** Notes that objects may be stored in the version that the spec names. */
function withStoredVersion(crd: CustomResourceDefinition): CustomResourceDefinition {
  const name = crd.spec.versions?.find(({ storage }) => storage)?.name;
  const { storedVersions = [] } = crd.status ?? {};
  if (name === undefined || storedVersions.includes(name)) return crd;
  return { ...crd, status: { ...crd.status, storedVersions: [...storedVersions, name] } };
}

export function newDefinition(crd: CustomResourceDefinition): CustomResourceDefinition {
  return withStoredVersion(firstGeneration(crd));
}

export function nextDefinition(
  next: CustomResourceDefinition,
  previous: CustomResourceDefinition,
): CustomResourceDefinition {
  return withStoredVersion(nextSpec(next, previous));
}
