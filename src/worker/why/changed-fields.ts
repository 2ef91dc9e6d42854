import { deepEqual } from '../../base/equal.ts';

/** How many changes one sentence tells. */
const MOST = 3;
const MOST_TEXT = 40;
/** What changes with every write, and what beats. */
const QUIET =
  /^metadata\.(?:resourceVersion|managedFields|generation|uid)|^status\.(?:observedGeneration|uncountedTerminatedPods|startTime|completionTime|terminating|collisionCount|conditions\..*(?:Time|observedGeneration))|(?:heartbeat|HeartbeatTime)/i;

/** What a write has changed: `spec.replicas 2 → 3`; items of lists by their name or type. '' for nothing that tells. */
export function changedFields(before: unknown, after: unknown): string {
  const found: string[] = [];
  visit('', before, after, found);
  const more = found.length - MOST;
  return found.slice(0, MOST).join(', ') + (more > 0 ? `, +${more}` : '');
}

function visit(path: string, before: unknown, after: unknown, found: string[]): void {
  if (deepEqual(before, after) || QUIET.test(path)) return;
  if (isMap(before) && isMap(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    for (const key of keys) visit(path === '' ? key : `${path}.${key}`, before[key], after[key], found);
    return;
  }
  if (Array.isArray(before) && Array.isArray(after) && [...before, ...after].every((item) => keyOf(item) !== '')) {
    const old = new Map(before.map((item) => [keyOf(item), item as unknown]));
    const now = new Map(after.map((item) => [keyOf(item), item as unknown]));
    for (const key of new Set([...old.keys(), ...now.keys()]))
      visit(`${path}.${key}`, old.get(key), now.get(key), found);
    return;
  }
  found.push(`${path} ${textOf(before)} → ${textOf(after)}`);
}

function keyOf(item: unknown): string {
  if (!isMap(item)) return '';
  const { name, type, key, ip } = item;
  return String(name ?? type ?? key ?? ip ?? '');
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A value in few words; what is long is only named. */
function textOf(value: unknown): string {
  if (value === undefined) return '∅';
  const status = isMap(value) ? value.status : undefined;
  const text = typeof value === 'string' ? value : typeof status === 'string' ? status : JSON.stringify(value);
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT - 1)}…` : text;
}
