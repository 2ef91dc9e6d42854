import { forbiddenField, invalidValue, required } from '../../field-errors.ts';
import type {
  DownwardAPIVolumeFile,
  DownwardAPIVolumeSource,
  KeyToPath,
  ProjectedVolumeSource,
  ServiceAccountTokenProjection,
  VolumeProjection,
} from '../../k8s/core-v1.gen.ts';
import { checkPresent, type Found } from '../basics.ts';
import { checkFreeLocalPath } from '../paths.ts';
import { checkFieldRef, checkResourceFieldRef, VOLUME_FIELDS } from './field-refs.ts';

const MAX_MODE = 0o777;
const MIN_TOKEN_SECONDS = 600;
const MAX_TOKEN_SECONDS = 2 ** 32;

/** Permission bits of a file. */
export function checkMode(mode: number | undefined, path: string, found: Found): void {
  if (mode === undefined || (mode >= 0 && mode <= MAX_MODE)) return;
  found.push(invalidValue(path, mode, 'must be a number between 0 and 0777 (octal), both inclusive'));
}

/** Which key goes to which file. Models validateKeyToPath. */
export function checkKeyToPath(item: KeyToPath, path: string, found: Found): void {
  checkPresent(item.key, `${path}.key`, found);
  checkPresent(item.path, `${path}.path`, found);
  checkFreeLocalPath(item.path ?? '', `${path}.path`, found);
  checkMode(item.mode, `${path}.mode`, found);
}

/** Files made from fields of the Pod. Errors of any file name the source, as upstream. */
export function checkDownwardApi(source: DownwardAPIVolumeSource, path: string, found: Found): void {
  checkMode(source.defaultMode, `${path}.defaultMode`, found);
  for (const file of source.items ?? []) checkDownwardFile(file, path, found);
}

function checkDownwardFile(file: DownwardAPIVolumeFile, path: string, found: Found): void {
  checkPresent(file.path, `${path}.path`, found);
  checkFreeLocalPath(file.path ?? '', `${path}.path`, found);
  if (file.fieldRef) {
    checkFieldRef(file.fieldRef, VOLUME_FIELDS, `${path}.fieldRef`, found);
    if (file.resourceFieldRef) {
      const detail = 'fieldRef and resourceFieldRef can not be specified simultaneously';
      found.push(invalidValue(path, 'resource', detail));
    }
  } else if (file.resourceFieldRef) {
    checkResourceFieldRef(file.resourceFieldRef, true, `${path}.resourceFieldRef`, found);
  } else found.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
  checkMode(file.mode, `${path}.mode`, found);
}

/** Several sources in one directory. Models validateProjectedVolumeSource. */
export function checkProjected(source: ProjectedVolumeSource, path: string, found: Found): void {
  checkMode(source.defaultMode, `${path}.defaultMode`, found);
  const taken = new Set<string>();
  for (const [i, projection] of (source.sources ?? []).entries()) {
    checkProjection(projection, taken, path, `${path}.sources[${i}]`, found);
  }
}

function checkProjection(
  projection: VolumeProjection,
  taken: Set<string>,
  path: string,
  at: string,
  found: Found,
): void {
  const { secret, configMap, downwardAPI, serviceAccountToken } = projection;
  const claim = (file: string | undefined, shown: string): void => {
    if (!file) return;
    if (taken.has(file)) found.push(invalidValue(path, shown, 'conflicting duplicate paths'));
    else taken.add(file);
  };
  for (const [name, source] of Object.entries({ secret, configMap })) {
    if (!source) continue;
    checkPresent(source.name, `${at}.${name}.name`, found);
    for (const [i, item] of (source.items ?? []).entries()) {
      checkKeyToPath(item, `${at}.${name}.items[${i}]`, found);
      claim(item.path, source.name ?? '');
    }
  }
  for (const file of downwardAPI?.items ?? []) {
    checkDownwardFile(file, `${at}.downwardAPI`, found);
    claim(file.path, file.path);
  }
  if (serviceAccountToken) checkToken(serviceAccountToken, path, `${at}.serviceAccountToken`, found);
  const count = [secret, configMap, downwardAPI, serviceAccountToken].filter(Boolean).length;
  if (count > 1) found.push(forbiddenField(at, 'may not specify more than 1 volume type per source'));
}

function checkToken(token: ServiceAccountTokenProjection, path: string, at: string, found: Found): void {
  const seconds = token.expirationSeconds ?? 0;
  if (seconds < MIN_TOKEN_SECONDS) {
    found.push(invalidValue(`${at}.expirationSeconds`, seconds, 'may not specify a duration less than 10 minutes'));
  }
  if (seconds > MAX_TOKEN_SECONDS) {
    const detail = 'may not specify a duration larger than 2^32 seconds';
    found.push(invalidValue(`${at}.expirationSeconds`, seconds, detail));
  }
  if (checkPresent(token.path, `${path}.path`, found)) checkFreeLocalPath(token.path, `${path}.path`, found);
}
