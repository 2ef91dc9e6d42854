import type { Json } from './recorded-story.ts';

/** The life of one object during a story. */
export interface Timeline {
  readonly kind: string;
  readonly name: string;
  /** Whether it was made during the story. */
  readonly isCreated: boolean;
  readonly versions: Version[];
}

/** What the object was from a time on; undefined once it is gone. */
export interface Version {
  readonly tMs: number;
  readonly object: Json | undefined;
}

/** A value of a fact, and since when. */
export interface Step {
  readonly tMs: number;
  readonly text: string;
}

/**
 * The facts of an object whose whole sequence must be as recorded, each with its values in order. What is not here, such
 * as counts in a status, may be merged or split.
 */
export function factsOf({ kind, versions }: Timeline, withNodes: boolean): Map<string, Step[]> {
  const facts = new Map<string, Step[]>();
  for (const { tMs, object } of versions) {
    const now = object ? factsNow(kind, object, withNodes) : {};
    now.exists = object ? 'yes' : 'no';
    const names = new Set([...facts.keys(), ...Object.keys(now)]);
    for (const name of object ? names : ['exists']) {
      const text = now[name] ?? '-';
      const steps = facts.get(name) ?? [];
      if (steps.length === 0) facts.set(name, steps);
      const last = steps.at(-1)?.text ?? (name === 'exists' ? undefined : '-');
      if (last !== text) steps.push({ tMs, text });
    }
  }
  return facts;
}

interface Seen {
  readonly metadata: Json & { readonly annotations?: Json; readonly labels?: Json };
  readonly spec?: Json & { readonly taints?: readonly Json[]; readonly nodeName?: string };
  readonly status?: Json & { readonly conditions?: readonly Json[]; readonly phase?: string };
}

/** The facts of one version. */
export function factsNow(kind: string, object: Json, withNodes: boolean): Record<string, string> {
  const { metadata, spec, status } = object as unknown as Seen;
  const facts: Record<string, string> = {};
  const set = (name: string, value: unknown): void => {
    if (value !== undefined && value !== null) facts[name] = typeof value === 'string' ? value : JSON.stringify(value);
  };
  set('deletion', metadata.deletionTimestamp && `grace ${metadata.deletionGracePeriodSeconds}`);
  set('finalizers', metadata.finalizers);
  if (kind === 'Pod') {
    set('labels', sorted(metadata.labels ?? {}));
    set('owner', metadata.ownerReferences && sorted(metadata.ownerReferences));
    set('node', spec?.nodeName && (withNodes ? spec.nodeName : 'some node'));
    set('nominated', status?.nominatedNodeName && 'some node');
    set('phase', status?.phase);
  } else {
    if (kind !== 'EndpointSlice') set('generation', metadata.generation);
    if (kind === 'ReplicaSet' || kind === 'Deployment') set('annotations', sorted(metadata.annotations ?? {}));
    if (kind === 'Node') set('labels', sorted(metadata.labels ?? {}));
    if (kind === 'Node')
      set(
        'taints',
        spec?.taints?.map(({ key, value, effect }) => `${key}=${value ?? ''}:${effect}`),
      );
    else if (kind !== 'EndpointSlice') set('spec', sorted(spec ?? {}));
    if (kind === 'Node') set('unschedulable', spec?.unschedulable);
  }
  for (const { type, status: is, reason = '', message = '' } of status?.conditions ?? []) {
    facts[`condition ${type}`] = `${is} ${reason} ${message}`;
  }
  return facts;
}

/** JSON with its keys in order, so that equal values are equal texts; null is as good as absent. */
export function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part ?? undefined;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
