import type { PersistentVolumeClaim } from '../../api/k8s/core-v1.gen.ts';
import { replace } from '../../base/shared.ts';

/** A new claim is Pending. Models persistentvolumeclaimStrategy.PrepareForCreate. */
export function prepareClaimCreate(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  return { ...claim, status: { phase: 'Pending' } };
}

/** An update leaves the status alone. Models persistentvolumeclaimStrategy.PrepareForUpdate. */
export function prepareClaimUpdate(
  next: PersistentVolumeClaim,
  previous: PersistentVolumeClaim,
): PersistentVolumeClaim {
  return replace<PersistentVolumeClaim>(next, { status: previous.status });
}

/** A status update leaves the spec alone. Models persistentvolumeclaimStatusStrategy.PrepareForUpdate. */
export function prepareClaimStatusUpdate(
  next: PersistentVolumeClaim,
  previous: PersistentVolumeClaim,
): PersistentVolumeClaim {
  return replace<PersistentVolumeClaim>(next, { spec: previous.spec });
}
