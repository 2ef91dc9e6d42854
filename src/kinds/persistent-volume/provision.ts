import type { PersistentVolumeClaim } from '../../api/k8s/core-v1.gen.ts';
import type { StorageClass } from '../../api/k8s/storage-v1.gen.ts';
import { objectKey } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { storageClassOf } from '../../api/storage.ts';
import { annotated, PROVISIONERS } from './annotations.ts';
import type { Binder } from './binder.ts';
import { runOperation } from './operations.ts';
import { saveClaim } from './writes.ts';

type Claim = PersistentVolumeClaim;

/** Provisioners that were part of Kubernetes once, by the names of the drivers that do their work now. */
const MIGRATED: Readonly<Record<string, string>> = {
  'kubernetes.io/aws-ebs': 'ebs.csi.aws.com',
  'kubernetes.io/azure-disk': 'disk.csi.azure.com',
  'kubernetes.io/azure-file': 'file.csi.azure.com',
  'kubernetes.io/cinder': 'cinder.csi.openstack.org',
  'kubernetes.io/gce-pd': 'pd.csi.storage.gke.io',
  'kubernetes.io/portworx-volume': 'pxd.portworx.com',
  'kubernetes.io/vsphere-volume': 'csi.vsphere.vmware.com',
};

/** Plug-ins of the controller manager, and why they provision nothing. */
const BUILT_IN: Readonly<Record<string, string>> = {
  'kubernetes.io/nfs': 'no provisionable volume plugin matched',
  'kubernetes.io/local-volume': 'no provisionable volume plugin matched',
};
const HOST_PATH = 'kubernetes.io/host-path';
const HOST_PATH_DISABLED = `Failed to create provisioner: Provisioning in volume plugin "${HOST_PATH}" is disabled`;

/** Asks the provisioner of a claim's class for a volume, or says what is wrong. Models provisionClaim. */
export function provision(binder: Binder, claim: Claim): void {
  const { events, classes } = binder;
  const name = storageClassOf(claim);
  const found = classes.get(name);
  const problem = found ? unprovisionable(found) : `storageclass.storage.k8s.io ${JSON.stringify(name)} not found`;
  if (problem !== undefined || !found) {
    events.event(claim, 'Warning', 'ProvisioningFailed', problem!);
    return;
  }
  const provisioner = MIGRATED[found.provisioner] ?? found.provisioner;
  runOperation(binder, `provision-${objectKey(claim)}[${claim.metadata.uid}]`, () =>
    provisionOutside(binder, claim, provisioner),
  );
}

function unprovisionable({ provisioner }: StorageClass): string | undefined {
  if (!provisioner.startsWith('kubernetes.io/') || MIGRATED[provisioner]) return undefined;
  if (provisioner === HOST_PATH) return HOST_PATH_DISABLED;
  return BUILT_IN[provisioner] ?? `no volume plugin matched name: ${provisioner}`;
}

/** Writes on the claim who is to act, and waits for it. Models provisionClaimOperationExternal. */
function* provisionOutside(binder: Binder, claim: Claim, provisioner: string): Process<void> {
  let next = claim;
  for (const key of PROVISIONERS) next = annotated(next, key, provisioner);
  const saved = next === claim ? claim : yield* saveClaim(binder, next);
  const text = `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
  binder.events.event(saved, 'Normal', 'ExternalProvisioning', text);
}
