import { forbiddenField, invalidValue, notFoundValue, required } from '../../field-errors.ts';
import type { Container, Volume, VolumeDevice, VolumeMount } from '../../k8s/core-v1.gen.ts';
import { checkOptionOf, checkPresent, type Found } from '../basics.ts';
import { checkLocalPath, goesUp } from '../paths.ts';

/** Volumes that are in order, by name. */
export type VolumesByName = ReadonlyMap<string, Volume>;

/** Where volumes appear in a container. Models ValidateVolumeMounts. */
export function checkMounts(container: Container, volumes: VolumesByName, path: string, found: Found): void {
  const devices = container.volumeDevices ?? [];
  const seen = new Set<string>();
  for (const [i, mount] of (container.volumeMounts ?? []).entries()) {
    const at = `${path}[${i}]`;
    const { name, mountPath } = mount;
    checkPresent(name, `${at}.name`, found);
    if (!volumes.has(name)) found.push(notFoundValue(`${at}.name`, name ?? ''));
    checkPresent(mountPath, `${at}.mountPath`, found);
    if (seen.has(mountPath)) found.push(invalidValue(`${at}.mountPath`, mountPath, 'must be unique'));
    seen.add(mountPath);
    if (devices.some((device) => device.name === name)) {
      found.push(invalidValue(`${at}.name`, name, 'must not already exist in volumeDevices'));
    }
    if (devices.some((device) => device.devicePath === mountPath)) {
      found.push(invalidValue(`${at}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices'));
    }
    // Upstream names the list, not its item, in the errors of these fields.
    checkSubPaths(mount, volumes.get(name), path, at, found);
    checkPropagation(mount, container, `${path}.mountPropagation`, found);
    checkRecursiveReadOnly(mount, `${path}.recursiveReadOnly`, found);
  }
}

function checkSubPaths(mount: VolumeMount, volume: Volume | undefined, path: string, at: string, found: Found): void {
  const { subPath, subPathExpr } = mount;
  if (volume?.image) {
    const detail = 'not allowed in image volume sources';
    if (subPath) found.push(invalidValue(`${at}.subPath`, subPath, detail));
    if (subPathExpr) found.push(invalidValue(`${at}.subPathExpr`, subPathExpr, detail));
  }
  if (subPath) checkLocalPath(subPath, `${path}.subPath`, found);
  if (!subPathExpr) return;
  if (subPath) {
    found.push(invalidValue(`${at}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
  }
  checkLocalPath(subPathExpr, `${path}.subPathExpr`, found);
}

function checkPropagation(mount: VolumeMount, container: Container, path: string, found: Found): void {
  if (mount.mountPropagation === undefined) return;
  checkOptionOf(mount.mountPropagation, ['Bidirectional', 'HostToContainer', 'None'], path, found);
  if (mount.mountPropagation === 'Bidirectional' && !container.securityContext?.privileged) {
    found.push(forbiddenField(path, 'Bidirectional mount propagation is available only to privileged containers'));
  }
}

function checkRecursiveReadOnly(mount: VolumeMount, path: string, found: Found): void {
  const mode = mount.recursiveReadOnly;
  if (mode === undefined || mode === 'Disabled') return;
  if (mode !== 'Enabled' && mode !== 'IfPossible') {
    checkOptionOf(mode, ['Disabled', 'Enabled', 'IfPossible'], path, found);
    return;
  }
  if (!mount.readOnly) found.push(forbiddenField(path, 'may only be specified when readOnly is true'));
  if (mount.mountPropagation !== undefined && mount.mountPropagation !== 'None') {
    found.push(forbiddenField(path, 'may only be specified when mountPropagation is None or not specified'));
  }
}

/** Volumes that a container gets as block devices. Models ValidateVolumeDevices. */
export function checkDevices(container: Container, volumes: VolumesByName, path: string, found: Found): void {
  const names = new Set<string>();
  const paths = new Set<string>();
  const mounts = container.volumeMounts ?? [];
  for (const [i, device] of (container.volumeDevices ?? []).entries()) {
    const at = `${path}[${i}]`;
    checkDeviceName(device, names, volumes.get(device.name), at, found);
    checkDevicePath(device.devicePath, paths, at, found);
    if (mounts.some((mount) => mount.name === device.name)) {
      found.push(invalidValue(`${at}.name`, device.name, 'must not already exist in volumeMounts'));
    }
    if (mounts.some((mount) => mount.mountPath === device.devicePath)) {
      const detail = 'must not already exist as a path in volumeMounts';
      found.push(invalidValue(`${at}.devicePath`, device.devicePath, detail));
    }
    if (device.name) names.add(device.name);
  }
}

function checkDeviceName(
  { name }: VolumeDevice,
  names: ReadonlySet<string>,
  volume: Volume | undefined,
  path: string,
  found: Found,
): void {
  if (!name) found.push(required(`${path}.name`));
  if (names.has(name)) found.push(invalidValue(`${path}.name`, name, 'must be unique'));
  if (!volume) found.push(notFoundValue(`${path}.name`, name ?? ''));
  else if (!volume.persistentVolumeClaim && !volume.ephemeral) {
    const detail = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
    found.push(invalidValue(`${path}.name`, name, detail));
  }
}

function checkDevicePath(devicePath: string, paths: Set<string>, path: string, found: Found): void {
  const at = `${path}.devicePath`;
  if (!devicePath) found.push(required(at));
  if (paths.has(devicePath)) found.push(invalidValue(at, devicePath, 'must be unique'));
  if (devicePath && goesUp(devicePath)) {
    found.push(invalidValue(at, devicePath, "can not contain backsteps ('..')"));
  } else paths.add(devicePath);
}
