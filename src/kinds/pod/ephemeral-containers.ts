import { dropDisabledFields } from '../../api/defaults/disabled-fields.ts';
import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField } from '../../api/field-errors.ts';
import { goDiff } from '../../api/go-diff/go-diff.ts';
import type { EphemeralContainer, Pod, PodSpec } from '../../api/k8s/core-v1.gen.ts';
import type { SubresourceStrategy } from '../../api/kind.ts';
import type { Found } from '../../api/validation/basics.ts';
import { MIRROR_ANNOTATION } from '../../api/validation/pod-spec/annotations.ts';
import { deepEqual } from '../../base/equal.ts';
import { goQuote } from '../../base/go-quote.ts';
import { replace } from '../../base/shared.ts';
import { checkPod } from './validation.ts';

/** The stored Pod with what the request may say of its metadata. Models dropPodUpdates. */
export function unchangedPod(next: Pod, previous: Pod): Pod {
  const { resourceVersion, managedFields, uid } = next.metadata;
  const changes = { ...(resourceVersion ? { resourceVersion } : {}), ...(uid ? { uid } : {}), managedFields };
  return replace<Pod>(previous, { metadata: replace<Pod['metadata']>(previous.metadata, changes) });
}

/** Models podEphemeralContainersStrategy. */
export const ephemeralContainersStrategy: SubresourceStrategy<Pod> = {
  prepareForUpdate(next, previous) {
    const { ephemeralContainers } = next.spec ?? ({} as PodSpec);
    const spec = dropDisabledFields(replace<PodSpec>(previous.spec!, { ephemeralContainers }));
    return replace<Pod>(unchangedPod(next, previous), { spec });
  },
  validateUpdate: validateEphemeralContainersUpdate,
};

/** Errors of an update: containers can be added only. Models ValidatePodEphemeralContainersUpdate. */
function validateEphemeralContainersUpdate(next: Pod, previous: Pod): readonly FieldError[] {
  if (previous.metadata.annotations?.[MIRROR_ANNOTATION] !== undefined) {
    // Upstream's empty path prints as brackets.
    return [forbiddenField('[]', 'static pods do not support ephemeral containers')];
  }
  const found: Found = [];
  checkPod(next, found);
  const added = new Map((next.spec?.ephemeralContainers ?? []).map((container) => [container.name, container]));
  for (const before of previous.spec?.ephemeralContainers ?? []) checkKept(before, added.get(before.name), found);
  return found;
}

function checkKept(before: EphemeralContainer, after: EphemeralContainer | undefined, found: Found): void {
  const what = `existing ephemeral containers ${goQuote(before.name)} may not be`;
  const at = 'spec.ephemeralContainers';
  if (!after) found.push(forbiddenField(at, `${what} removed\n`));
  else if (!deepEqual(after, before)) {
    const difference = goDiff('core.EphemeralContainer', before, after);
    found.push(forbiddenField(at, `${what} changed\n${difference}`));
  }
}
