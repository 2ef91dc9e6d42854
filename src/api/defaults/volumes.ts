import { mapShared } from '../../base/shared.ts';
import type {
  DownwardAPIVolumeFile,
  ObjectFieldSelector,
  PersistentVolumeSpec,
  ProjectedVolumeSource,
  Volume,
  VolumeProjection,
} from '../k8s/core-v1.gen.ts';
import { defaultClaimSpec } from './claim-spec.ts';
import { changeField, fill, fillZero } from './fill.ts';

/** Octal 0644, the mode of files made from ConfigMaps, Secrets and the downward API. */
const fileMode = 420;
const tokenSeconds = 3600;

/** A field reference names its API version. */
export const defaultFieldRef = (ref: ObjectFieldSelector): ObjectFieldSelector => fillZero(ref, { apiVersion: 'v1' });

const defaultDownwardFile = (file: DownwardAPIVolumeFile): DownwardAPIVolumeFile =>
  changeField(file, 'fieldRef', defaultFieldRef);

function defaultProjection(projection: VolumeProjection): VolumeProjection {
  let result = changeField(projection, 'downwardAPI', (source) =>
    changeField(source, 'items', (items) => mapShared(items, defaultDownwardFile)),
  );
  result = changeField(result, 'serviceAccountToken', (source) => fill(source, { expirationSeconds: tokenSeconds }));
  return result;
}

const defaultProjected = (source: ProjectedVolumeSource): ProjectedVolumeSource =>
  fill(
    changeField(source, 'sources', (sources) => mapShared(sources, defaultProjection)),
    { defaultMode: fileMode },
  );

type SourceDefaults<T> = { readonly [K in keyof T]?: (source: NonNullable<T[K]>) => T[K] };

/** The sources that volumes of Pods and PersistentVolumes share. */
type Shared = Pick<Volume & PersistentVolumeSpec, 'hostPath' | 'iscsi' | 'rbd' | 'azureDisk' | 'scaleIO'>;

const sharedSources: SourceDefaults<Shared> = {
  hostPath: (source) => fill(source, { type: '' }),
  iscsi: (source) => fillZero(source, { iscsiInterface: 'default' }),
  rbd: (source) => fillZero(source, { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }),
  azureDisk: (source) => fill(source, { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false }),
  scaleIO: (source) => fillZero(source, { storageMode: 'ThinProvisioned', fsType: 'xfs' }),
};

/** Completes the source of a PersistentVolume. Models SetDefaults_*PersistentVolumeSource. */
export function defaultVolumeSource(spec: PersistentVolumeSpec): PersistentVolumeSpec {
  let result = spec;
  for (const name of Object.keys(sharedSources) as (keyof Shared)[]) {
    result = changeField(result, name, sharedSources[name] as (source: NonNullable<Shared[typeof name]>) => never);
  }
  return result;
}

const bySource: SourceDefaults<Volume> = {
  ...(sharedSources as SourceDefaults<Volume>),
  secret: (source) => fill(source, { defaultMode: fileMode }),
  configMap: (source) => fill(source, { defaultMode: fileMode }),
  downwardAPI: (source) =>
    fill(
      changeField(source, 'items', (items) => mapShared(items, defaultDownwardFile)),
      { defaultMode: fileMode },
    ),
  projected: defaultProjected,
  ephemeral: (source) =>
    changeField(source, 'volumeClaimTemplate', (template) =>
      changeField(template, 'spec', (spec) => defaultClaimSpec(spec)),
    ),
};

const sourceNames = Object.keys(bySource) as (keyof Volume & string)[];

/** Completes a volume: one without a source is an emptyDir. Models SetDefaults_Volume and those of its sources. */
export function defaultVolume(volume: Volume): Volume {
  const hasSource = Object.keys(volume).some((field) => field !== 'name' && volume[field as keyof Volume] != null);
  let result: Volume = hasSource ? volume : { ...volume, emptyDir: {} };
  for (const name of sourceNames) {
    if (result[name] === undefined) continue;
    result = changeField(result, name, bySource[name] as (source: NonNullable<Volume[typeof name]>) => never);
  }
  return result;
}
