import { invalidValue } from '../field-errors.ts';
import type { Found } from './basics.ts';

const hasBackstep = (path: string): boolean => path.split('/').includes('..');

/** A path in a file system must not go up. Models validatePathNoBacksteps. */
export function checkNoBacksteps(value: string, path: string, found: Found): void {
  if (hasBackstep(value)) found.push(invalidValue(path, value, "must not contain '..'"));
}

/** A relative path that does not go up. Models validateLocalDescendingPath. */
export function checkLocalPath(value: string, path: string, found: Found): void {
  if (value.startsWith('/')) found.push(invalidValue(path, value, 'must be a relative path'));
  checkNoBacksteps(value, path, found);
}

/** As `checkLocalPath`, and no name that begins with two dots. Models ValidateLocalNonReservedPath. */
export function checkFreeLocalPath(value: string, path: string, found: Found): void {
  checkLocalPath(value, path, found);
  if (value.startsWith('..') && !value.startsWith('../')) {
    found.push(invalidValue(path, value, "must not start with '..'"));
  }
}

/** Whether a device's path would be refused for going up. */
export const goesUp = hasBackstep;
