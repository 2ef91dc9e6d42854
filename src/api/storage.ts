import type { PersistentVolume, PersistentVolumeClaim } from './k8s/core-v1.gen.ts';
import type { StorageClass } from './k8s/storage-v1.gen.ts';

/** The annotation that stood for the class before there was a field. */
export const BETA_CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

/** What the API server says of it. */
export const BETA_CLASS_WARNING = `metadata.annotations[${BETA_CLASS_ANNOTATION}]: deprecated since v1.8; use "storageClassName" attribute instead`;

const DEFAULT_ANNOTATIONS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

const MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

/** The storage class of a volume or a claim, '' for none. Models GetPersistentVolumeClass and GetPersistentVolumeClaimClass. */
export function storageClassOf({ metadata, spec }: PersistentVolume | PersistentVolumeClaim): string {
  return metadata.annotations?.[BETA_CLASS_ANNOTATION] ?? spec?.storageClassName ?? '';
}

/** Whether claims without a class get this one. Models storageutil.IsDefaultAnnotation. */
export function isDefaultClass({ metadata: { annotations } }: StorageClass): boolean {
  return DEFAULT_ANNOTATIONS.some((key) => annotations?.[key] === 'true');
}

/** The newest of the default classes, of several of one second the first by name. Models GetDefaultClass. */
export function defaultClassOf(classes: Iterable<StorageClass>): StorageClass | undefined {
  const order = ({ metadata }: StorageClass): string => metadata.creationTimestamp ?? '';
  let best: StorageClass | undefined;
  for (const each of classes) {
    if (!isDefaultClass(each)) continue;
    const newer = !best || order(each) > order(best);
    const first = best && order(each) === order(best) && (each.metadata.name ?? '') < (best.metadata.name ?? '');
    if (newer || first) best = each;
  }
  return best;
}

/** `RWO,ROX`: each mode once, in a fixed order. Models GetAccessModesAsString. */
export function accessModesText(modes: readonly string[] | undefined): string {
  const shown = Object.keys(MODES).filter((mode) => modes?.includes(mode));
  return shown.map((mode) => MODES[mode]).join(',');
}
