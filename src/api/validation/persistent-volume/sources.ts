import { forbiddenField, invalidValue, required } from '../../field-errors.ts';
import type { PersistentVolumeSpec, SecretReference } from '../../k8s/core-v1.gen.ts';
import { dns1123Label } from '../../names.ts';
import { checkDnsLabel, checkDnsSubdomain, checkPresent, type Found, reject } from '../basics.ts';
import { checkNoBacksteps } from '../paths.ts';
import { checkPersistentIscsi } from '../pod-spec/iscsi.ts';
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
} from '../pod-spec/shared-sources.ts';

type Spec = PersistentVolumeSpec;

/** Checks one kind of source; `path` is that of the source. */
type SourceCheck<K extends keyof Spec> = (
  source: NonNullable<Spec[K]>,
  path: string,
  found: Found,
  volumeName: string,
) => void;

/** The sources of a volume, in upstream's order. */
export const SOURCE_NAMES = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'flocker',
  'nfs',
  'rbd',
  'quobyte',
  'cephfs',
  'iscsi',
  'cinder',
  'fc',
  'flexVolume',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'scaleIO',
  'local',
  'storageos',
  'csi',
] as const satisfies readonly (keyof Spec)[];

type SourceName = (typeof SOURCE_NAMES)[number];

const CHECKS: { readonly [K in SourceName]: SourceCheck<K> } = {
  hostPath: checkHostPath,
  gcePersistentDisk: checkGcePersistentDisk,
  awsElasticBlockStore: checkAwsElasticBlockStore,
  glusterfs(source, path, found) {
    needs(source, ['endpoints', 'path'], path, found);
    const { endpointsNamespace: namespace } = source;
    const at = `${path}.endpointsNamespace`;
    const detail = 'if the endpointnamespace is set, it must be a valid namespace name';
    if (namespace === '') found.push(invalidValue(at, namespace, detail));
    else if (namespace !== undefined) reject(dns1123Label(namespace), namespace, at, found);
  },
  flocker: checkFlocker,
  nfs: checkNfs,
  rbd: (source, path, found) => needs(source, ['monitors', 'image'], path, found),
  quobyte: checkQuobyte,
  cephfs: (source, path, found) => needs(source, ['monitors'], path, found),
  iscsi: (source, path, found, volumeName) => checkPersistentIscsi(source, volumeName, path, found),
  cinder(source, path, found) {
    needs(source, ['volumeID'], path, found);
    if (source.secretRef) needs(source.secretRef, ['name', 'namespace'], `${path}.secretRef`, found);
  },
  fc: checkFc,
  flexVolume(source, path, found) {
    needs(source, ['driver'], path, found);
    checkFlexOptions(source.options ?? {}, `${path}.options`, found);
  },
  azureFile(source, path, found) {
    needs(source, ['secretName', 'shareName'], path, found);
    if (source.secretNamespace === '') found.push(required(`${path}.secretNamespace`));
  },
  vsphereVolume: (source, path, found) => needs(source, ['volumePath'], path, found),
  photonPersistentDisk: (source, path, found) => needs(source, ['pdID'], path, found),
  portworxVolume: (source, path, found) => needs(source, ['volumeID'], path, found),
  azureDisk: checkAzureDisk,
  scaleIO: (source, path, found) => needs(source, ['gateway', 'system', 'volumeName'], path, found),
  local(source, path, found) {
    if (checkPresent(source.path, `${path}.path`, found)) checkNoBacksteps(source.path, `${path}.path`, found);
  },
  storageos(source, path, found) {
    const { volumeName, volumeNamespace, secretRef } = source;
    if (checkPresent(volumeName, `${path}.volumeName`, found)) {
      checkDnsLabel(volumeName!, `${path}.volumeName`, found);
    }
    if (volumeNamespace) checkDnsLabel(volumeNamespace, `${path}.volumeNamespace`, found);
    if (secretRef) needs(secretRef, ['name', 'namespace'], `${path}.secretRef`, found);
  },
  csi(source, path, found) {
    checkDriverName(source.driver, `${path}.driver`, found);
    checkPresent(source.volumeHandle, `${path}.volumeHandle`, found);
    const refs = [
      'controllerPublishSecretRef',
      'controllerExpandSecretRef',
      'nodePublishSecretRef',
      'nodeExpandSecretRef',
    ] as const;
    for (const name of refs) if (source[name]) checkSecretReference(source[name], `${path}.${name}`, found);
  },
};

/** Models validatePVSecretReference. */
function checkSecretReference({ name, namespace }: SecretReference, path: string, found: Found): void {
  if (checkPresent(name, `${path}.name`, found)) checkDnsSubdomain(name!, `${path}.name`, found);
  if (checkPresent(namespace, `${path}.namespace`, found)) checkDnsLabel(namespace!, `${path}.namespace`, found);
}

/** Exactly one source, and that in order. `hasAffinity` tells whether the volume names its nodes, as local ones must. */
export function checkPersistentSources(
  spec: Spec,
  volumeName: string,
  hasAffinity: boolean,
  path: string,
  found: Found,
): void {
  let given = false;
  for (const name of SOURCE_NAMES) {
    const source = spec[name];
    if (source === undefined || source === null) continue;
    if (given && name !== 'flexVolume') {
      const at = `${path}.${name === 'cephfs' ? 'cephFS' : name}`;
      found.push(forbiddenField(at, 'may not specify more than 1 volume type'));
      continue;
    }
    given = true;
    const check = CHECKS[name] as (source: unknown, path: string, found: Found, volumeName: string) => void;
    check(source, `${path}.${name === 'gcePersistentDisk' ? 'persistentDisk' : name}`, found, volumeName);
    if (name === 'local' && !hasAffinity) {
      found.push(required(`${path}.nodeAffinity`, 'Local volume requires node affinity'));
    }
  }
  if (!given) found.push(required(path, 'must specify a volume type'));
}
