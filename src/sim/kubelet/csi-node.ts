import { DISK_DRIVER, ZONE_LABEL } from '../../api/cloud-disk.ts';
import { isBug } from '../../api/control/bug.ts';
import type { CSINodeDriver } from '../../api/k8s/storage-v1.gen.ts';
import { type Process, sleep, wait } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import CSINodeKind from '../../kinds/csi-node/kind.ts';
import NodeKind from '../../kinds/node/kind.ts';
import type { KubeletState } from './kubelet-state.ts';

const RETRY_MS = 1_000;
/** Disks that a machine of the simulated cloud takes. As many as small machines of real clouds do. */
const MAX_DISKS = 25;
/** Plug-ins of the tree that have become CSI drivers, as v1.32 lists them. */
const MIGRATED = [
  ...['kubernetes.io/aws-ebs', 'kubernetes.io/azure-disk', 'kubernetes.io/azure-file', 'kubernetes.io/cinder'],
  ...['kubernetes.io/gce-pd', 'kubernetes.io/portworx-volume', 'kubernetes.io/vsphere-volume'],
].join(',');

/** Tells which volume drivers there are on the node. Models pkg/volume/csi/nodeinfomanager. */
export function* announceDrivers({ client, machine, registered }: KubeletState): Process {
  yield* wait(registered);
  for (;;) {
    try {
      const node = yield* client.get(NodeKind, '', machine.name);
      const { name = '', uid = '', labels } = node.metadata;
      const owner = { apiVersion: 'v1', kind: NodeKind.kind, name, uid };
      const metadata = {
        name,
        annotations: { 'storage.alpha.kubernetes.io/migrated-plugins': MIGRATED },
        ownerReferences: [owner],
      };
      const disks: CSINodeDriver = { allocatable: { count: MAX_DISKS }, name: DISK_DRIVER, nodeID: name };
      const drivers = [labels?.[ZONE_LABEL] === undefined ? disks : { ...disks, topologyKeys: [ZONE_LABEL] }];
      yield* client.create(CSINodeKind, {
        ...{ apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata },
        spec: { drivers },
      });
      return;
    } catch (error) {
      if (isBug(error)) throw error;
      if (isReason(error, 'AlreadyExists')) return;
    }
    yield* sleep(RETRY_MS);
  }
}
