import { forbiddenField } from '../../field-errors.ts';
import type { AppArmorProfile, PodSpec } from '../../k8s/core-v1.gen.ts';
import type { Found } from '../basics.ts';
import { containersWithPaths } from './windows.ts';

/** Annotations of this kind, with a container's name, came before the field. */
export const APP_ARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

const LOCALHOST = 'localhost/';

/** The annotation that says what a profile says; undefined for a profile of no known type. */
export function appArmorAnnotation({ type, localhostProfile }: AppArmorProfile): string | undefined {
  if (type === 'Unconfined') return 'unconfined';
  if (type === 'RuntimeDefault') return 'runtime/default';
  return type === 'Localhost' && localhostProfile !== undefined ? `${LOCALHOST}${localhostProfile}` : undefined;
}

/** The profile that an annotation says; undefined if it says none that is valid. */
export function appArmorProfile(annotation: string): AppArmorProfile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  const localhostProfile = annotation.startsWith(LOCALHOST) ? annotation.slice(LOCALHOST.length) : '';
  const valid =
    localhostProfile !== '' && localhostProfile.trim() === localhostProfile && localhostProfile.length <= 4095;
  return valid ? { type: 'Localhost', localhostProfile } : undefined;
}

/** Old annotations and the fields that replace them must agree. Models validateAppArmorAnnotationsAndFieldsMatchOnCreate. */
export function checkAppArmorAgreement(
  annotations: Readonly<Record<string, string>> | undefined,
  spec: PodSpec,
  path: string,
  found: Found,
): void {
  if (!annotations || spec.os?.name === 'windows') return;
  for (const [{ name, securityContext }, at] of containersWithPaths(spec, path)) {
    const profile = securityContext?.appArmorProfile ?? spec.securityContext?.appArmorProfile;
    const annotation = annotations[`${APP_ARMOR_ANNOTATION}${name}`];
    if (!profile || annotation === undefined || annotation === appArmorAnnotation(profile)) continue;
    const field = `${at}.securityContext.appArmorProfile`;
    if (profile.type === 'Localhost' && annotation.startsWith(LOCALHOST)) {
      found.push(forbiddenField(`${field}.localhostProfile`, 'apparmor profile in annotation and field must match'));
    } else if (['Unconfined', 'RuntimeDefault', 'Localhost'].includes(profile.type)) {
      found.push(forbiddenField(`${field}.type`, 'apparmor type in annotation and field must match'));
    }
  }
}
