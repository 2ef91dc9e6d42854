import { changeField } from '../../api/defaults/fill.ts';
import type {
  PersistentVolumeClaim,
  PersistentVolumeClaimSpec,
  PersistentVolumeClaimStatus,
  TypedLocalObjectReference,
} from '../../api/k8s/core-v1.gen.ts';
import { replace } from '../../base/shared.ts';

type Spec = PersistentVolumeClaimSpec;

/** A new claim is Pending. Models persistentvolumeclaimStrategy.PrepareForCreate. */
export function prepareClaimCreate(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  const prepared = changeField(claim, 'spec', (spec) => withBothSources(withKnownSource(withoutDisabled(spec))));
  return { ...prepared, status: { phase: 'Pending' } };
}

/** An update leaves the status alone. Models persistentvolumeclaimStrategy.PrepareForUpdate. */
export function prepareClaimUpdate(
  next: PersistentVolumeClaim,
  previous: PersistentVolumeClaim,
): PersistentVolumeClaim {
  const prepared = changeField(next, 'spec', (spec) => withBothSources(withoutDisabled(spec, previous.spec)));
  return replace<PersistentVolumeClaim>(prepared, { status: previous.status });
}

/** A status update leaves the spec alone. Models persistentvolumeclaimStatusStrategy.PrepareForUpdate. */
export function prepareClaimStatusUpdate(
  next: PersistentVolumeClaim,
  previous: PersistentVolumeClaim,
): PersistentVolumeClaim {
  const status = changeField(next, 'status', (given) => {
    let kept = given;
    for (const field of ['currentVolumeAttributesClassName', 'modifyVolumeStatus'] as const) {
      if (previous.status?.[field] === undefined) {
        kept = replace<PersistentVolumeClaimStatus>(kept, { [field]: undefined });
      }
    }
    return kept;
  });
  return replace<PersistentVolumeClaim>(status, { spec: previous.spec });
}

/** VolumeAttributesClass and CrossNamespaceVolumeDataSource are off. Models DropDisabledFields. */
function withoutDisabled(given: Spec, previous?: Spec): Spec {
  let spec = given;
  if (previous?.volumeAttributesClassName === undefined) {
    spec = replace<Spec>(spec, { volumeAttributesClassName: undefined });
  }
  if (!spec.dataSourceRef?.namespace || previous?.dataSourceRef) return spec;
  return replace<Spec>(spec, { dataSourceRef: undefined });
}

/** An old client's source that is neither a claim nor a snapshot is ignored. Models EnforceDataSourceBackwardsCompatibility. */
function withKnownSource(spec: Spec): Spec {
  const { dataSource, dataSourceRef } = spec;
  if (!dataSource || dataSourceRef) return spec;
  const { kind, apiGroup = '' } = dataSource;
  const known =
    (kind === 'PersistentVolumeClaim' && apiGroup === '') ||
    (kind === 'VolumeSnapshot' && apiGroup === 'snapshot.storage.k8s.io');
  return known ? spec : replace<Spec>(spec, { dataSource: undefined });
}

/** The old and the new field for the source say the same. Models NormalizeDataSources. */
function withBothSources(spec: Spec): Spec {
  const { dataSource, dataSourceRef } = spec;
  if (dataSource && !dataSourceRef) return { ...spec, dataSourceRef: localReference(dataSource) };
  if (!dataSourceRef || dataSource || dataSourceRef.namespace) return spec;
  return { ...spec, dataSource: localReference(dataSourceRef) };
}

function localReference({ apiGroup, kind, name }: TypedLocalObjectReference): TypedLocalObjectReference {
  return apiGroup === undefined ? { kind, name } : { apiGroup, kind, name };
}
