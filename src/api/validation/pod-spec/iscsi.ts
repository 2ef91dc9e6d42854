import { invalidValue, required } from '../../field-errors.ts';
import type { ISCSIPersistentVolumeSource, ISCSIVolumeSource } from '../../k8s/core-v1.gen.ts';
import { inRange } from '../../names.ts';
import { checkPresent, type Found, reject } from '../basics.ts';

const FORMS: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.\d{4}-\d{2}\.([0-9A-Za-z\-.]+)(:[^,;*&$|\s]+)$/,
  eui: /^eui.[0-9A-Za-z]{16}$/,
  naa: /^naa.[0-9A-Za-z]{32}$/,
};

const TOO_LONG =
  'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';

function checkQualified(name: string, persistent: boolean, path: string, found: Found): void {
  const form = FORMS[name.slice(0, 3)];
  if (form?.test(name)) return;
  // Only for volumes of Pods the error says how a name may begin.
  const start = form || persistent ? '' : ' starting with iqn, eui, or naa';
  found.push(invalidValue(path, name, `must be valid format${start}`));
}

/** Models validateISCSIVolumeSource. */
export function checkIscsi(source: ISCSIVolumeSource, path: string, found: Found): void {
  checkPresent(source.targetPortal, `${path}.targetPortal`, found);
  checkTarget(source, false, path, found);
}

/** Models validateISCSIPersistentVolumeSource. */
export function checkPersistentIscsi(
  source: ISCSIPersistentVolumeSource,
  volumeName: string,
  path: string,
  found: Found,
): void {
  checkPresent(source.targetPortal, `${path}.targetPortal`, found);
  checkIscsiNames(source, volumeName, source.targetPortal ?? '', `${path}.targetportal`, found);
  checkTarget(source, true, path, found);
}

/** The name of the volume and the portal together must not be too long; `value` is what the error shows. */
export function checkIscsiNames(
  { initiatorName, targetPortal = '' }: Partial<ISCSIVolumeSource>,
  volumeName: string,
  value: string,
  path: string,
  found: Found,
): void {
  if (initiatorName === undefined || `${volumeName}:${targetPortal}`.length <= 64) return;
  found.push(invalidValue(path, value, TOO_LONG));
}

function checkTarget(
  source: ISCSIVolumeSource | ISCSIPersistentVolumeSource,
  persistent: boolean,
  path: string,
  found: Found,
): void {
  if (checkPresent(source.iqn, `${path}.iqn`, found)) checkQualified(source.iqn, persistent, `${path}.iqn`, found);
  reject(inRange(source.lun ?? 0, 0, 255), source.lun ?? 0, `${path}.lun`, found);
  const { secretRef } = source;
  if ((source.chapAuthDiscovery || source.chapAuthSession) && !secretRef) found.push(required(`${path}.secretRef`));
  // In Pods the name of the secret is not looked at.
  if (secretRef && persistent && !secretRef.name) found.push(required(`${path}.secretRef.name`));
  if (source.initiatorName !== undefined)
    checkQualified(source.initiatorName, persistent, `${path}.initiatorname`, found);
}
