import type { PersistentVolumeClaim } from '../../../api/k8s/core-v1.gen.ts';
import { annotationLines, labelLines, line } from './text.ts';

type Claim = Pick<PersistentVolumeClaim, 'spec' | 'status'> & {
  readonly metadata: { readonly labels?: Labels; readonly annotations?: Labels };
};
type Labels = Readonly<Record<string, string>>;

const OLD_CLASS = 'volume.beta.kubernetes.io/storage-class';

/** The storage class that a claim or volume asks for. Models GetPersistentVolumeClaimClass. */
export function storageClassOf({
  metadata,
  spec,
}: {
  readonly metadata: { readonly annotations?: Labels };
  readonly spec?: { readonly storageClassName?: string };
}): string {
  return metadata.annotations?.[OLD_CLASS] ?? spec?.storageClassName ?? '';
}

const MODES = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
] as const;

/** `RWO,ROX`. Models GetAccessModesAsString. */
export function accessModesText(modes: readonly string[] | undefined): string {
  return MODES.filter(([mode]) => modes?.includes(mode))
    .map(([, short]) => short)
    .join(',');
}

/** What a claim asks for, between its status and its users. Models printPersistentVolumeClaim. */
export function claimLines({ metadata, spec, status }: Claim, finalizers: string): string {
  const bound = Boolean(spec?.volumeName);
  return [
    line(0, `Volume:\t${spec?.volumeName ?? ''}`),
    labelLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    finalizers,
    line(0, `Capacity:\t${bound ? (status?.capacity?.['storage'] ?? 0) : ''}`),
    line(0, `Access Modes:\t${bound ? accessModesText(status?.accessModes) : ''}`),
    spec?.volumeMode ? line(0, `VolumeMode:\t${spec.volumeMode}`) : '',
    dataSourceLines(spec?.dataSource),
  ].join('');
}

function dataSourceLines(
  source: { readonly apiGroup?: string; readonly kind: string; readonly name: string } | undefined,
): string {
  if (!source) return '';
  return [
    line(0, 'DataSource:'),
    source.apiGroup === undefined ? '' : line(1, `APIGroup:\t${source.apiGroup}`),
    line(1, `Kind:\t${source.kind}`),
    line(1, `Name:\t${source.name}`),
  ].join('');
}
