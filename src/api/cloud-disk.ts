/** The driver of the simulated cloud's disks: provisioner of classes, driver of volumes. */
export const DISK_DRIVER = 'disk.csi.orrery.local';

/** Nodes say with this label where they are; a disk is in one zone. */
export const ZONE_LABEL = 'topology.kubernetes.io/zone';
