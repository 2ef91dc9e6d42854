import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { deepEqual } from '../../base/equal.ts';
import type { SetField } from '../../protocol/control-plane.ts';

/** How many fields are told. */
const MOST_FIELDS = 40;
const MOST_TEXT = 90;
/** What every server sets, for every object. */
const ALWAYS: ReadonlySet<string> = new Set([
  'apiVersion',
  'kind',
  'status',
  ...['uid', 'creationTimestamp', 'resourceVersion', 'generation', 'managedFields', 'namespace', 'name'].map(
    (field) => `metadata.${field}`,
  ),
]);

/** The fields that a new object got beyond what was sent: from its kind's defaults, or from admission. */
export function setFields(kind: Kind, sent: unknown, stored: KubeObject): SetField[] {
  if (sent === null || typeof sent !== 'object') return [];
  const defaulted = withDefaults(kind, sent as KubeObject);
  const found: SetField[] = [];
  const visit = (path: string, before: unknown, plain: unknown, now: unknown): void => {
    if (found.length >= MOST_FIELDS || ALWAYS.has(path) || deepEqual(before, now)) return;
    if (isContainer(before) && isContainer(now)) {
      for (const key of Object.keys(now)) {
        const step = Array.isArray(now) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
        visit(step, at(before, key), at(plain, key), at(now, key));
      }
      return;
    }
    const text = JSON.stringify(now) ?? '';
    const value = text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT - 1)}…` : text;
    found.push({ path, value, by: deepEqual(plain, now) ? 'defaults' : 'admission' });
  };
  visit('', sent, defaulted, stored);
  return found;
}

function withDefaults(kind: Kind, sent: KubeObject): KubeObject {
  try {
    return kind.defaults ? kind.defaults(sent) : sent;
  } catch {
    // What was sent was not of the kind's form: the server has refused it or read it otherwise.
    return sent;
  }
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object';
}

function at(value: unknown, key: string): unknown {
  return isContainer(value) ? value[key] : undefined;
}
