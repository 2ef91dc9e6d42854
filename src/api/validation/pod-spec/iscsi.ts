import { invalidValue, required } from '../../field-errors.ts';
import type { ISCSIVolumeSource } from '../../k8s/core-v1.gen.ts';
import { inRange } from '../../names.ts';
import { checkPresent, type Found, reject } from '../basics.ts';

const FORMS: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.\d{4}-\d{2}\.([\w-.]+)(:[\w-.:]+)?$/i,
  eui: /^eui\.[0-9A-Fa-f]{16}$/,
  naa: /^naa\.[0-9A-Fa-f]{32}$/,
};

function checkQualified(name: string, path: string, found: Found): void {
  const form = FORMS[name.slice(0, 3)];
  if (!form) found.push(invalidValue(path, name, 'must be valid format starting with iqn, eui, or naa'));
  else if (!form.test(name)) found.push(invalidValue(path, name, 'must be valid format'));
}

/** Models validateISCSIVolumeSource. */
export function checkIscsi(source: ISCSIVolumeSource, path: string, found: Found): void {
  checkPresent(source.targetPortal, `${path}.targetPortal`, found);
  if (checkPresent(source.iqn, `${path}.iqn`, found)) checkQualified(source.iqn, `${path}.iqn`, found);
  reject(inRange(source.lun ?? 0, 0, 255), source.lun ?? 0, `${path}.lun`, found);
  if ((source.chapAuthDiscovery || source.chapAuthSession) && !source.secretRef) {
    found.push(required(`${path}.secretRef`));
  }
  if (source.initiatorName !== undefined) checkQualified(source.initiatorName, `${path}.initiatorname`, found);
}
