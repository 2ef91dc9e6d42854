import { compareQuantities } from '../../../base/quantity.ts';
import { forbiddenField, invalidValue, notSupported, required, tooLong } from '../../field-errors.ts';
import type { Volume } from '../../k8s/core-v1.gen.ts';
import { dns1123Subdomain, inRange } from '../../names.ts';
import { checkDnsLabel, checkOptionOf, checkPresent, type Found, reject } from '../basics.ts';
import { checkLocalPath, checkNoBacksteps } from '../paths.ts';
import { checkClaimTemplate } from './claim-template.ts';
import { checkDownwardApi, checkKeyToPath, checkMode, checkProjected } from './files.ts';
import { checkIscsi } from './iscsi.ts';

/** Checks one kind of volume source; `path` is that of the source. */
type SourceCheck<K extends keyof Volume> = (source: NonNullable<Volume[K]>, path: string, found: Found) => void;

type SourceChecks = { readonly [K in Exclude<keyof Volume, 'name'>]-?: SourceCheck<K> };

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
function needs(source: object, names: readonly string[], path: string, found: Found): void {
  const fields = source as Readonly<Record<string, unknown>>;
  for (const name of names) {
    const value = fields[name];
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) {
      found.push(required(`${path}.${name}`));
    }
  }
}

function checkPartition(partition: number | undefined, path: string, found: Found): void {
  const value = partition ?? 0;
  if (value < 0 || value > 255) found.push(invalidValue(path, value, 'must be between 1 and 255, inclusive'));
}

function checkItems(
  source: { readonly defaultMode?: number; readonly items?: readonly { key: string; path: string; mode?: number }[] },
  path: string,
  found: Found,
): void {
  checkMode(source.defaultMode, `${path}.defaultMode`, found);
  for (const [i, item] of (source.items ?? []).entries()) checkKeyToPath(item, `${path}.items[${i}]`, found);
}

function checkFlexOptions(options: Readonly<Record<string, string>>, path: string, found: Found): void {
  for (const key of Object.keys(options).sort()) {
    const namespace = `.${(key.includes('/') ? key.slice(0, key.indexOf('/')) : key).toLowerCase()}`;
    if (!namespace.endsWith('.kubernetes.io') && !namespace.endsWith('.k8s.io')) continue;
    found.push(invalidValue(`${path}[${key}]`, key, 'kubernetes.io and k8s.io namespaces are reserved'));
  }
}

function checkAzureDisk(source: NonNullable<Volume['azureDisk']>, path: string, found: Found): void {
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

function checkFc(source: NonNullable<Volume['fc']>, path: string, found: Found): void {
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

function checkFlocker(source: NonNullable<Volume['flocker']>, path: string, found: Found): void {
  const { datasetName, datasetUUID } = source;
  if (!datasetName && !datasetUUID) found.push(required(path, 'one of datasetName and datasetUUID is required'));
  if (datasetName && datasetUUID) {
    found.push(invalidValue(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
  }
  if (datasetName?.includes('/')) found.push(invalidValue(`${path}.datasetName`, datasetName, "must not contain '/'"));
}

function checkQuobyte(source: NonNullable<Volume['quobyte']>, path: string, found: Found): void {
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

function checkStorageOs(source: NonNullable<Volume['storageos']>, path: string, found: Found): void {
  if (checkPresent(source.volumeName, `${path}.volumeName`, found)) {
    checkDnsLabel(source.volumeName!, `${path}.volumeName`, found);
  }
  if (source.volumeNamespace) checkDnsLabel(source.volumeNamespace, `${path}.volumeNamespace`, found);
  if (source.secretRef && !source.secretRef.name) found.push(required(`${path}.secretRef.name`));
}

/** The name of a CSI driver: a DNS name of at most 63 characters, upper case allowed. */
export function checkDriverName(driver: string | undefined, path: string, found: Found): void {
  const name = driver ?? '';
  if (name === '') found.push(required(path));
  if (name.length > 63) found.push(tooLong(path, 63));
  reject(dns1123Subdomain(name.toLowerCase()), name, path, found);
}

function checkCsi(source: NonNullable<Volume['csi']>, path: string, found: Found): void {
  checkDriverName(source.driver, `${path}.driver`, found);
  const ref = source.nodePublishSecretRef;
  if (!ref) return;
  const at = `${path}.nodePublishSecretRef.name`;
  if (checkPresent(ref.name, at, found)) reject(dns1123Subdomain(ref.name!), ref.name!, at, found);
}

/** The checks of each source, in upstream's order: the first source given is the one that is checked. */
const CHECKS: SourceChecks = {
  emptyDir(source, path, found) {
    if (source.sizeLimit === undefined || compareQuantities(source.sizeLimit, '0') >= 0) return;
    found.push(forbiddenField(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity'));
  },
  hostPath(source, path, found) {
    if (!source.path) return void found.push(required(`${path}.path`));
    checkNoBacksteps(source.path, `${path}.path`, found);
    checkOptionOf(source.type, HOST_PATH_TYPES, `${path}.type`, found);
  },
  gitRepo(source, path, found) {
    needs(source, ['repository'], path, found);
    checkLocalPath(source.directory ?? '', `${path}.directory`, found);
  },
  gcePersistentDisk(source, path, found) {
    needs(source, ['pdName'], path, found);
    checkPartition(source.partition, `${path}.partition`, found);
  },
  awsElasticBlockStore(source, path, found) {
    needs(source, ['volumeID'], path, found);
    checkPartition(source.partition, `${path}.partition`, found);
  },
  secret(source, path, found) {
    needs(source, ['secretName'], path, found);
    checkItems(source, path, found);
  },
  nfs(source, path, found) {
    needs(source, ['server', 'path'], path, found);
    if (!source.path?.startsWith('/')) {
      found.push(invalidValue(`${path}.path`, source.path ?? '', 'must be an absolute path'));
    }
  },
  iscsi: checkIscsi,
  glusterfs: (source, path, found) => needs(source, ['endpoints', 'path'], path, found),
  flocker: checkFlocker,
  persistentVolumeClaim: (source, path, found) => needs(source, ['claimName'], path, found),
  rbd: (source, path, found) => needs(source, ['monitors', 'image'], path, found),
  cinder(source, path, found) {
    needs(source, ['volumeID'], path, found);
    if (source.secretRef && !source.secretRef.name) found.push(required(`${path}.secretRef.name`));
  },
  cephfs: (source, path, found) => needs(source, ['monitors'], path, found),
  quobyte: checkQuobyte,
  downwardAPI: checkDownwardApi,
  fc: checkFc,
  flexVolume(source, path, found) {
    needs(source, ['driver'], path, found);
    checkFlexOptions(source.options ?? {}, `${path}.options`, found);
  },
  configMap(source, path, found) {
    checkPresent(source.name, `${path}.name`, found);
    checkItems(source, path, found);
  },
  azureFile: (source, path, found) => needs(source, ['secretName', 'shareName'], path, found),
  vsphereVolume: (source, path, found) => needs(source, ['volumePath'], path, found),
  photonPersistentDisk: (source, path, found) => needs(source, ['pdID'], path, found),
  portworxVolume: (source, path, found) => needs(source, ['volumeID'], path, found),
  azureDisk: checkAzureDisk,
  storageos: checkStorageOs,
  projected: checkProjected,
  scaleIO: (source, path, found) => needs(source, ['gateway', 'system', 'volumeName'], path, found),
  csi: checkCsi,
  ephemeral: (source, path, found) => checkClaimTemplate(source, path, found),
  image: (source, path, found) => needs(source, ['reference'], path, found),
};

const NAMES = Object.keys(CHECKS) as (keyof SourceChecks)[];

/** Upstream's path of a second source differs from the field's name for some. */
const SECOND_NAMES: Readonly<Record<string, string>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };

/** Upstream's path of a source differs from the field's name for one. */
const CHECKED_NAMES: Readonly<Record<string, string>> = { gcePersistentDisk: 'persistentDisk' };

/** Exactly one source, and that in order. Models validateVolumeSource. */
export function checkVolumeSource(volume: Volume, path: string, found: Found): void {
  let given = false;
  for (const name of NAMES) {
    const source = volume[name];
    if (source === undefined || source === null) continue;
    if (given) {
      found.push(forbiddenField(`${path}.${SECOND_NAMES[name] ?? name}`, 'may not specify more than 1 volume type'));
    } else {
      const check = CHECKS[name] as (source: unknown, path: string, found: Found) => void;
      check(source, `${path}.${CHECKED_NAMES[name] ?? name}`, found);
    }
    given = true;
  }
  if (!given) found.push(required(path, 'must specify a volume type'));
}
