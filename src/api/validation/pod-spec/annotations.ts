import { forbiddenField, invalidValue } from '../../field-errors.ts';
import type { PodSpec, SeccompProfile } from '../../k8s/core-v1.gen.ts';
import type { Found } from '../basics.ts';
import { checkLocalPath } from '../paths.ts';
import { containersWithPaths } from './windows.ts';

/** Marks the API's image of a static Pod. */
export const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP_DEFAULTS = ['runtime/default', 'docker/default', 'unconfined'];

type Annotations = Readonly<Record<string, string>>;
const NONE: Annotations = {};

function isInt32(text: string): boolean {
  if (!/^(?:0|-?[1-9]\d*)$/.test(text) && text !== '-0') return false;
  const value = Number(text);
  return value >= -2147483648 && value <= 2147483647;
}

function checkSeccompText(profile: string, path: string, found: Found): void {
  if (SECCOMP_DEFAULTS.includes(profile)) return;
  if (profile.startsWith('localhost/')) checkLocalPath(profile.slice('localhost/'.length), path, found);
  else found.push(invalidValue(path, profile, 'must be a valid seccomp profile'));
}

/** Annotations that mean something to a Pod. Models ValidatePodSpecificAnnotations. */
export function checkPodAnnotations(
  annotations: Annotations | undefined,
  spec: PodSpec,
  path: string,
  found: Found,
): void {
  if (!annotations) return;
  const mirror = annotations[MIRROR_ANNOTATION];
  if (mirror !== undefined && !spec.nodeName) {
    found.push(
      invalidValue(`${path}[${MIRROR_ANNOTATION}]`, mirror, 'must set spec.nodeName if mirror pod annotation is set'),
    );
  }
  const cost = annotations[DELETION_COST];
  if (cost !== undefined && !isInt32(cost)) {
    found.push(invalidValue(`${path}[${DELETION_COST}]`, cost, 'must be a 32bit integer'));
  }
  const ofPod = annotations[SECCOMP_POD];
  if (ofPod !== undefined) checkSeccompText(ofPod, `${path}.${SECCOMP_POD}`, found);
  const keys = Object.keys(annotations).sort();
  for (const key of keys) {
    if (key.startsWith(SECCOMP_CONTAINER)) checkSeccompText(annotations[key]!, `${path}.${key}`, found);
  }
  for (const key of keys) if (key.startsWith(APP_ARMOR)) checkAppArmorText(key, annotations[key]!, spec, path, found);
}

function checkAppArmorText(key: string, profile: string, spec: PodSpec, path: string, found: Found): void {
  const container = key.slice(APP_ARMOR.length);
  const known = [...containersWithPaths(spec, '')].some(([candidate]) => candidate.name === container);
  if (!known) found.push(invalidValue(`${path}[${key}]`, container, 'container not found'));
  const good = ['', 'runtime/default', 'unconfined'].includes(profile) || profile.startsWith('localhost/');
  if (!good) found.push(invalidValue(`${path}[${key}]`, profile, `invalid AppArmor profile name: "${profile}"`));
}

/** Annotations that an update may not touch. Models ValidatePodSpecificAnnotationUpdates. */
export function checkAnnotationUpdate(
  next: Annotations = NONE,
  previous: Annotations = NONE,
  path: string,
  found: Found,
): void {
  const mayNot = 'may not remove or update';
  for (const key of Object.keys(previous).sort()) {
    if (next[key] === previous[key]) continue;
    if (key.startsWith(APP_ARMOR)) found.push(forbiddenField(`${path}[${key}]`, `${mayNot} AppArmor annotations`));
    if (key === MIRROR_ANNOTATION) found.push(forbiddenField(`${path}[${key}]`, `${mayNot} mirror pod annotation`));
  }
  for (const key of Object.keys(next).sort()) {
    if (previous[key] !== undefined) continue;
    if (key.startsWith(APP_ARMOR)) found.push(forbiddenField(`${path}[${key}]`, 'may not add AppArmor annotations'));
    if (key === MIRROR_ANNOTATION) found.push(forbiddenField(`${path}[${key}]`, 'may not add mirror pod annotation'));
  }
}

function seccompMismatch(annotation: string, profile: SeccompProfile): readonly [string, string] | undefined {
  const type = ['type', 'seccomp type in annotation and field must match'] as const;
  if (profile.type === 'Unconfined') return annotation === 'unconfined' ? undefined : type;
  if (profile.type === 'RuntimeDefault') {
    return annotation === 'runtime/default' || annotation === 'docker/default' ? undefined : type;
  }
  if (profile.type !== 'Localhost') return undefined;
  if (!annotation.startsWith('localhost/')) return type;
  if (annotation.slice('localhost/'.length) === profile.localhostProfile) return undefined;
  return ['localhostProfile', 'seccomp profile in annotation and field must match'];
}

/** Old annotations and the fields that replace them must agree. Models validateSeccompAnnotationsAndFields. */
export function checkSeccompAgreement(
  annotations: Annotations | undefined,
  spec: PodSpec,
  path: string,
  found: Found,
): void {
  if (!annotations) return;
  const check = (key: string, profile: SeccompProfile | undefined, at: string): void => {
    const annotation = annotations[key];
    if (annotation === undefined || !profile) return;
    const wrong = seccompMismatch(annotation, profile);
    if (wrong) found.push(forbiddenField(`${at}.securityContext.seccompProfile.${wrong[0]}`, wrong[1]));
  };
  check(SECCOMP_POD, spec.securityContext?.seccompProfile, path);
  for (const [container, at] of containersWithPaths(spec, path)) {
    check(`${SECCOMP_CONTAINER}${container.name}`, container.securityContext?.seccompProfile, at);
  }
}
