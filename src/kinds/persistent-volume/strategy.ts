import { changeField } from '../../api/defaults/fill.ts';
import type { PersistentVolume, PersistentVolumeSpec } from '../../api/k8s/core-v1.gen.ts';
import type { StrategyContext } from '../../api/kind.ts';
import { replace } from '../../base/shared.ts';
import { rfc3339 } from '../../base/time.ts';

/** A new volume is Pending. Models persistentvolumeStrategy.PrepareForCreate. */
export function prepareVolumeCreate(volume: PersistentVolume, { nowMs }: StrategyContext): PersistentVolume {
  return { ...withoutDisabled(volume), status: { phase: 'Pending', lastPhaseTransitionTime: rfc3339(nowMs) } };
}

/** An update leaves the status alone. Models persistentvolumeStrategy.PrepareForUpdate. */
export function prepareVolumeUpdate(next: PersistentVolume, previous: PersistentVolume): PersistentVolume {
  return replace<PersistentVolume>(withoutDisabled(next, previous), { status: previous.status });
}

/**
 * A status update leaves the spec alone; the server notes when the phase changes. Models
 * persistentvolumeStatusStrategy.PrepareForUpdate.
 */
export function prepareVolumeStatusUpdate(
  next: PersistentVolume,
  previous: PersistentVolume,
  { nowMs }: StrategyContext,
): PersistentVolume {
  const { phase, lastPhaseTransitionTime: given } = next.status ?? {};
  const before = previous.status?.lastPhaseTransitionTime;
  const changed = phase !== previous.status?.phase && (given === undefined || given === before);
  const status = changed ? { ...next.status, lastPhaseTransitionTime: rfc3339(nowMs) } : next.status;
  return replace<PersistentVolume>(next, { spec: previous.spec, status });
}

/** VolumeAttributesClass is off. Models DropDisabledSpecFields. */
function withoutDisabled(volume: PersistentVolume, previous?: PersistentVolume): PersistentVolume {
  if (previous?.spec?.volumeAttributesClassName !== undefined) return volume;
  return changeField(volume, 'spec', (spec) =>
    replace<PersistentVolumeSpec>(spec, { volumeAttributesClassName: undefined }),
  );
}
