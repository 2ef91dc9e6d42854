import { compareQuantities } from '../../../base/quantity.ts';
import { forbiddenField, required } from '../../field-errors.ts';
import type { Volume } from '../../k8s/core-v1.gen.ts';
import { dns1123Subdomain } from '../../names.ts';
import { checkDnsLabel, checkPresent, type Found, reject } from '../basics.ts';
import { checkLocalPath } from '../paths.ts';
import { checkClaimTemplate } from './claim-template.ts';
import { checkDownwardApi, checkKeyToPath, checkMode, checkProjected } from './files.ts';
import { checkIscsi } from './iscsi.ts';
import {
  checkAwsElasticBlockStore,
  checkAzureDisk,
  checkDriverName,
  checkFc,
  checkFlexOptions,
  checkFlocker,
  checkGcePersistentDisk,
  checkHostPath,
  checkNfs,
  checkQuobyte,
  needs,
} from './shared-sources.ts';

/** Checks one kind of volume source; `path` is that of the source. */
type SourceCheck<K extends keyof Volume> = (source: NonNullable<Volume[K]>, path: string, found: Found) => void;

type SourceChecks = { readonly [K in Exclude<keyof Volume, 'name'>]-?: SourceCheck<K> };

function checkItems(
  source: { readonly defaultMode?: number; readonly items?: readonly { key: string; path: string; mode?: number }[] },
  path: string,
  found: Found,
): void {
  checkMode(source.defaultMode, `${path}.defaultMode`, found);
  for (const [i, item] of (source.items ?? []).entries()) checkKeyToPath(item, `${path}.items[${i}]`, found);
}

function checkStorageOs(source: NonNullable<Volume['storageos']>, path: string, found: Found): void {
  if (checkPresent(source.volumeName, `${path}.volumeName`, found)) {
    checkDnsLabel(source.volumeName!, `${path}.volumeName`, found);
  }
  if (source.volumeNamespace) checkDnsLabel(source.volumeNamespace, `${path}.volumeNamespace`, found);
  if (source.secretRef && !source.secretRef.name) found.push(required(`${path}.secretRef.name`));
}

function checkCsi(source: NonNullable<Volume['csi']>, path: string, found: Found): void {
  checkDriverName(source.driver, `${path}.driver`, found);
  const ref = source.nodePublishSecretRef;
  if (!ref) return;
  if (!checkPresent(ref.name, `${path}.nodePublishSecretRef.name`, found)) return;
  // Upstream's path of a bad name leaves out the reference.
  reject(dns1123Subdomain(ref.name!), ref.name!, `${path}.name`, found);
}

/** The checks of each source, in upstream's order: the first source given is the one that is checked. */
const CHECKS: SourceChecks = {
  emptyDir(source, path, found) {
    if (source.sizeLimit === undefined || compareQuantities(source.sizeLimit, '0') >= 0) return;
    found.push(forbiddenField(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity'));
  },
  hostPath: checkHostPath,
  gitRepo(source, path, found) {
    needs(source, ['repository'], path, found);
    checkLocalPath(source.directory ?? '', `${path}.directory`, found);
  },
  gcePersistentDisk: checkGcePersistentDisk,
  awsElasticBlockStore: checkAwsElasticBlockStore,
  secret(source, path, found) {
    needs(source, ['secretName'], path, found);
    checkItems(source, path, found);
  },
  nfs: checkNfs,
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
