import { invalidValue, notSupported, required, tooLong } from '../../field-errors.ts';
import type {
  AWSElasticBlockStoreVolumeSource,
  AzureDiskVolumeSource,
  FCVolumeSource,
  FlockerVolumeSource,
  GCEPersistentDiskVolumeSource,
  HostPathVolumeSource,
  NFSVolumeSource,
  QuobyteVolumeSource,
} from '../../k8s/core-v1.gen.ts';
import { dns1123Subdomain, inRange } from '../../names.ts';
import { checkOptionOf, type Found, reject } from '../basics.ts';
import { checkNoBacksteps } from '../paths.ts';

/** Checks of the sources that volumes of Pods and PersistentVolumes share. */

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

/** Reports each of the named fields that is empty. */
export function needs(source: object, names: readonly string[], path: string, found: Found): void {
  const fields = source as Readonly<Record<string, unknown>>;
  for (const name of names) {
    const value = fields[name];
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) {
      found.push(required(`${path}.${name}`));
    }
  }
}

/** The number of a partition, 0 for none. */
export function checkPartition(partition: number | undefined, path: string, found: Found): void {
  const value = partition ?? 0;
  if (value < 0 || value > 255) found.push(invalidValue(path, value, 'must be between 1 and 255, inclusive'));
}

/** Options of a flexVolume: Kubernetes' own namespaces are reserved. */
export function checkFlexOptions(options: Readonly<Record<string, string>>, path: string, found: Found): void {
  for (const key of Object.keys(options).sort()) {
    const namespace = `.${(key.includes('/') ? key.slice(0, key.indexOf('/')) : key).toLowerCase()}`;
    if (!namespace.endsWith('.kubernetes.io') && !namespace.endsWith('.k8s.io')) continue;
    found.push(invalidValue(`${path}[${key}]`, key, 'kubernetes.io and k8s.io namespaces are reserved'));
  }
}

/** Models validateAzureDisk. */
export function checkAzureDisk(source: AzureDiskVolumeSource, path: string, found: Found): void {
  needs(source, ['diskName', 'diskURI'], path, found);
  checkOptionOf(source.cachingMode, ['None', 'ReadOnly', 'ReadWrite'], `${path}.cachingMode`, found);
  checkOptionOf(source.kind, ['Dedicated', 'Managed', 'Shared'], `${path}.kind`, found);
  const managed = source.kind === 'Managed';
  const prefix = managed ? '/subscriptions/' : 'https://';
  if (source.kind === undefined || source.diskURI?.startsWith(prefix)) return;
  const form = managed
    ? '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}'
    : 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';
  found.push(notSupported(`${path}.diskURI`, source.diskURI ?? '', [form]));
}

/** Models validateFCVolumeSource. */
export function checkFc(source: FCVolumeSource, path: string, found: Found): void {
  const { targetWWNs = [], wwids = [], lun } = source;
  const at = `${path}.targetWWNs`;
  if (targetWWNs.length === 0 && wwids.length === 0) {
    found.push(required(at, 'must specify either targetWWNs or wwids, but not both'));
  }
  if (targetWWNs.length === 0) return;
  if (wwids.length > 0) {
    found.push(invalidValue(at, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously'));
  }
  if (lun === undefined) found.push(required(`${path}.lun`, 'lun is required if targetWWNs is specified'));
  else reject(inRange(lun, 0, 255), lun, `${path}.lun`, found);
}

/** Models validateFlockerVolumeSource. */
export function checkFlocker(source: FlockerVolumeSource, path: string, found: Found): void {
  const { datasetName, datasetUUID } = source;
  if (!datasetName && !datasetUUID) found.push(required(path, 'one of datasetName and datasetUUID is required'));
  if (datasetName && datasetUUID) {
    found.push(invalidValue(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
  }
  if (datasetName?.includes('/')) found.push(invalidValue(`${path}.datasetName`, datasetName, "must not contain '/'"));
}

/** Models validateQuobyteVolumeSource. */
export function checkQuobyte(source: QuobyteVolumeSource, path: string, found: Found): void {
  const detail = 'must be a host:port pair or multiple pairs separated by commas';
  const at = `${path}.registry`;
  if (!source.registry) found.push(required(at, detail));
  else if ((source.tenant ?? '').length >= 65) {
    found.push(required(`${path}.tenant`, 'must be a UUID and may not exceed a length of 64 characters'));
  } else {
    for (const pair of source.registry.split(',')) {
      if (!/^(?:[^:[\]]*|\[[^[\]]*\]):[^:]*$/.test(pair)) found.push(invalidValue(at, source.registry, detail));
    }
  }
  needs(source, ['volume'], path, found);
}

/** The name of a CSI driver: a DNS name of at most 63 characters, upper case allowed. */
export function checkDriverName(driver: string | undefined, path: string, found: Found): void {
  const name = driver ?? '';
  if (name === '') found.push(required(path));
  if (name.length > 63) found.push(tooLong(path, 63));
  reject(dns1123Subdomain(name.toLowerCase()), name, path, found);
}

/** Models validateHostPathVolumeSource. */
export function checkHostPath(source: HostPathVolumeSource, path: string, found: Found): void {
  if (!source.path) return void found.push(required(`${path}.path`));
  checkNoBacksteps(source.path, `${path}.path`, found);
  checkOptionOf(source.type, HOST_PATH_TYPES, `${path}.type`, found);
}

/** Models validateNFSVolumeSource. */
export function checkNfs(source: NFSVolumeSource, path: string, found: Found): void {
  needs(source, ['server', 'path'], path, found);
  if (!source.path?.startsWith('/')) {
    found.push(invalidValue(`${path}.path`, source.path ?? '', 'must be an absolute path'));
  }
}

/** Models validateGCEPersistentDiskVolumeSource. */
export function checkGcePersistentDisk(source: GCEPersistentDiskVolumeSource, path: string, found: Found): void {
  needs(source, ['pdName'], path, found);
  checkPartition(source.partition, `${path}.partition`, found);
}

/** Models validateAWSElasticBlockStoreVolumeSource. */
export function checkAwsElasticBlockStore(source: AWSElasticBlockStoreVolumeSource, path: string, found: Found): void {
  needs(source, ['volumeID'], path, found);
  checkPartition(source.partition, `${path}.partition`, found);
}
