import type { FieldError } from '../../api/field-error.ts';
import { duplicateValue, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goStrings, goSyntax } from '../../api/go-syntax.ts';
import type { CSIDriver, CSIDriverSpec, TokenRequest } from '../../api/k8s/storage-v1.gen.ts';
import { checkOptionOf, type Found, IMMUTABLE } from '../../api/validation/basics.ts';
import { checkDriverName } from '../../api/validation/pod-spec/shared-sources.ts';
import { deepEqual } from '../../base/equal.ts';

const FS_GROUP_POLICIES = ['File', 'None', 'ReadWriteOnceWithFSType'];
const MODES = ['Persistent', 'Ephemeral'];
const MIN_TOKEN_SECONDS = 600;
const MAX_TOKEN_SECONDS = 2 ** 32;

const noSpec: CSIDriverSpec = {};

/** Errors of a driver's description. Models ValidateCSIDriver. */
export function validateCsiDriver({ metadata, spec = noSpec }: CSIDriver): readonly FieldError[] {
  const found: Found = [];
  checkDriverName(metadata.name, 'name', found);
  const needed = { attachedRequired: spec.attachRequired, podInfoOnMount: spec.podInfoOnMount };
  for (const [name, value] of Object.entries({ ...needed, storageCapacity: spec.storageCapacity })) {
    if (value === undefined) found.push(required(`spec.${name}`));
  }
  checkOptionOf(spec.fsGroupPolicy, FS_GROUP_POLICIES, 'spec.fsGroupPolicy', found);
  checkTokens(spec.tokenRequests ?? [], 'spec.tokenRequests', found);
  for (const mode of spec.volumeLifecycleModes ?? []) {
    if (!MODES.includes(mode)) found.push(notSupported('spec.volumeLifecycleModes', mode, MODES));
  }
  if (spec.seLinuxMount === undefined) found.push(required('spec.seLinuxMount'));
  return found;
}

/** Errors of an update. Models ValidateCSIDriverUpdate. */
export function validateCsiDriverUpdate(next: CSIDriver, previous: CSIDriver): readonly FieldError[] {
  const found: Found = [];
  const { spec: after = noSpec } = next;
  const { spec: before = noSpec } = previous;
  if (after.attachRequired !== before.attachRequired) {
    found.push(invalidValue('spec.attachedRequired', after.attachRequired ?? null, IMMUTABLE));
  }
  if (after.fsGroupPolicy !== before.fsGroupPolicy) {
    found.push(invalidValue('spec.fsGroupPolicy', after.fsGroupPolicy ?? null, IMMUTABLE));
  }
  if (!deepEqual(after.volumeLifecycleModes, before.volumeLifecycleModes)) {
    const shown = goSyntax(goStrings(after.volumeLifecycleModes, 'storage.VolumeLifecycleMode'));
    found.push(invalidValue('spec.volumeLifecycleModes', shown, IMMUTABLE));
  }
  checkTokens(after.tokenRequests ?? [], 'spec.tokenRequests', found);
  return found;
}

function checkTokens(requests: readonly TokenRequest[], path: string, found: Found): void {
  const seen = new Set<string>();
  for (const [i, { audience = '', expirationSeconds: seconds }] of requests.entries()) {
    if (seen.has(audience)) {
      found.push(duplicateValue(`${path}[${i}].audience`, audience));
      continue;
    }
    seen.add(audience);
    const at = `${path}[${i}].expirationSeconds`;
    if (seconds === undefined) continue;
    if (seconds < MIN_TOKEN_SECONDS) {
      found.push(invalidValue(at, seconds, 'may not specify a duration less than 10 minutes'));
    }
    if (seconds > MAX_TOKEN_SECONDS) {
      found.push(invalidValue(at, seconds, 'may not specify a duration larger than 2^32 seconds'));
    }
  }
}
