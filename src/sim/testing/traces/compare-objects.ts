import type { Difference, Tolerances } from './compare-story.ts';
import { isOneOfMany } from './pair-objects.ts';
import { factsNow, sorted, type Timeline, type Version } from './timeline.ts';

/** A state that lasts so long before and after is compared whole. */
const SETTLED_MS = 400;
/** The controller of EndpointSlices waits a second when its cache lags behind its own writes. */
const SLICE_SETTLED_MS = 1_200;
/** Times in objects are cut to seconds. */
const SECOND_MS = 1_000;

/** Compares an object as it was first stored, as it was whenever nothing happened for a while, and as it was last. */
export function compareObjects(
  recorded: Timeline,
  played: Timeline,
  endMs: number,
  tolerances: Tolerances,
): Difference[] {
  const object = `${recorded.kind}/${recorded.name}`;
  const allowedMs = recorded.kind === 'Node' ? tolerances.nodeTimeMs : tolerances.timeMs;
  const found = new Map<string, Difference>();
  const compare = (what: string, tMs: number, left: unknown, right: unknown): void => {
    const allowed = { ms: allowedMs, withNodes: tolerances.withNodes };
    for (const { path, mine, theirs } of differingFields(left, right, allowed)) {
      // Updates of slices may be merged, and a heartbeat comes when it comes.
      if (recorded.kind === 'EndpointSlice' && path === 'metadata.generation') continue;
      // Objects from before the story are recorded without their type.
      if (path.endsWith('.lastHeartbeatTime') || (!recorded.isCreated && /^(kind|apiVersion)$/.test(path))) continue;
      // A field that differs goes on doing so: the first time tells.
      if (!found.has(path)) found.set(path, { object, what: `${what} ${path}`, tMs, recorded: mine, played: theirs });
    }
  };
  const settledMs = recorded.kind === 'EndpointSlice' ? SLICE_SETTLED_MS : SETTLED_MS;
  const first = recorded.versions[0]!;
  if (recorded.isCreated) compare('created', first.tMs, first.object, played.versions[0]!.object);
  recorded.versions.forEach((version, i) => {
    const untilMs = recorded.versions[i + 1]?.tMs ?? Math.max(endMs, version.tMs + 3 * settledMs);
    if (!version.object || untilMs - version.tMs < 2 * settledMs) return;
    const atMs = (version.tMs + untilMs) / 2;
    const other = stateAt(played.versions, atMs);
    // One of several equal Pods may be in another state: when each state comes is compared elsewhere.
    const comparable = !isOneOfMany(recorded) || stateText(version) === stateText(other);
    if (!comparable) return;
    compare('settled', version.tMs, version.object, other?.object);
  });
  return [...found.values()];
}

function stateText(version: Version | undefined): string {
  return version?.object ? sorted(factsNow('Pod', version.object, false)) : '';
}

function stateAt(versions: readonly Version[], tMs: number): Version | undefined {
  return versions.findLast((version) => version.tMs <= tMs);
}

interface FieldDifference {
  readonly path: string;
  readonly mine: string;
  readonly theirs: string;
}

interface Allowed {
  readonly ms: number;
  readonly withNodes: boolean;
}

/** The fields in which two objects differ. */
function* differingFields(
  mine: unknown,
  theirs: unknown,
  allowed: Allowed,
  path = '',
): Generator<FieldDifference, void> {
  if (mine === theirs || (isEmpty(mine) && isEmpty(theirs))) return;
  if (typeof mine === 'string' && typeof theirs === 'string' && equalTexts(mine, theirs, path, allowed)) return;
  if (Array.isArray(mine) && Array.isArray(theirs) && mine.length === theirs.length) {
    const [left, right] = path === 'endpoints' ? [inOrder(mine), inOrder(theirs)] : [mine, theirs as unknown[]];
    for (const [i, item] of left.entries()) yield* differingFields(item, right[i], allowed, `${path}[${i}]`);
    return;
  }
  const bothMaps = [mine, theirs].every((one) => typeof one === 'object' && one !== null && !Array.isArray(one));
  if (!bothMaps) {
    yield { path, mine: JSON.stringify(mine) ?? '-', theirs: JSON.stringify(theirs) ?? '-' };
    return;
  }
  const [left, right] = [mine as Record<string, unknown>, theirs as Record<string, unknown>];
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    yield* differingFields(left[key], right[key], allowed, path === '' ? key : `${path}.${key}`);
  }
}

/** null, an empty list or map and nothing say the same. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** Which of several equal Pods, and on which node, is left to chance; times may be a little different. */
function equalTexts(mine: string, theirs: string, path: string, { ms, withNodes }: Allowed): boolean {
  if (
    /(^|\.)(nodeName|nominatedNodeName|hostIP|hostIPs\[0\]\.ip|matchFields\[0\]\.values\[0\])$/.test(path) &&
    !withNodes
  )
    return true;
  if (withoutChance(mine) === withoutChance(theirs)) return true;
  const [left, right] = [seconds(mine), seconds(theirs)];
  if (left === undefined || right === undefined) return false;
  // How long before the story something happened is left to chance.
  if (left < -2 && right < -2) return true;
  return Math.abs(left - right) * 1000 <= (path.endsWith('eventTime') ? ms : ms + SECOND_MS);
}

/** Numbered names, and the name of the volume with a Pod's token, are drawn. */
function withoutChance(text: string): string {
  return text.replace(/<\d+>/g, '').replace(/^kube-api-access-[a-z0-9]{5}$/, 'kube-api-access-');
}

function seconds(text: string): number | undefined {
  const match = /^<([+-][\d.]+)s>$/.exec(text);
  return match ? Number(match[1]) : undefined;
}

/** Endpoints in an order that does not depend on names. */
function inOrder(endpoints: readonly unknown[]): unknown[] {
  const key = (endpoint: unknown): string =>
    sorted(endpoint)
      .replace(/<\d+>/g, '')
      .replace(/"nodeName":"[^"]*"/, '');
  return [...endpoints].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
