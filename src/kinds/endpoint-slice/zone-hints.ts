import type { Endpoint, EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import { type Allocation, allocate, type ZoneShares } from './zone-shares.ts';

/** The slices of one address type of a Service: those to be written, and the others. */
export interface SliceSet {
  readonly create: readonly EndpointSlice[];
  readonly update: readonly EndpointSlice[];
  readonly unchanged: readonly EndpointSlice[];
}

/** What to write so that endpoints say for which zones they are. */
export interface Hinted {
  readonly create: readonly EndpointSlice[];
  readonly update: readonly EndpointSlice[];
  /** Endpoints by zone that they are for; undefined without hints. */
  readonly allocated: ReadonlyMap<string, number> | undefined;
  /** Why there are none. */
  readonly problem: string | undefined;
}

type Allocations = ReadonlyMap<string, Allocation>;

/**
 * Shares endpoints out among zones by their CPU: each is for its own zone, but zones with more than their part give some
 * to those with less. Models AddHints of endpointslice's topologycache; where that goes through maps of zones in no
 * certain order, they come by name here.
 */
export function hintZones(slices: SliceSet, shares: ZoneShares | undefined): Hinted {
  const { create, update, unchanged } = slices;
  const all = [...create, ...update, ...unchanged];
  const ready = all.reduce((sum, { endpoints }) => sum + endpoints.filter(isReady).length, 0);
  const allocations = allocate(shares, ready);
  if (typeof allocations === 'string') return withoutHints(slices, allocations);
  const allocated = new Map<string, number>();
  const unfit = unchanged.filter((slice) => {
    const hints = hintsOf(slice, allocated, allocations);
    for (const [zone, count] of hints ?? []) allocated.set(zone, (allocated.get(zone) ?? 0) + count);
    return hints === undefined;
  });
  const writes = [...create, ...update, ...unfit];
  const written = writes.flatMap(({ endpoints }) => endpoints.filter(isReady));
  if (written.some(({ zone }) => !zone)) {
    return withoutHints(slices, 'One or more endpoints do not have a zone specified');
  }
  for (const { zone = '' } of written) allocated.set(zone, (allocated.get(zone) ?? 0) + 1);
  const places = redistribute(written, exchange(allocations, allocated));
  for (const [{ zone = '' }, place] of places) {
    allocated.set(place, (allocated.get(place) ?? 0) + 1);
    allocated.set(zone, allocated.get(zone)! - 1);
  }
  if (allocated.size === 0) return withoutHints(slices, 'No hints allocated for zones');
  const hinted = (slice: EndpointSlice): EndpointSlice => ({
    ...slice,
    endpoints: slice.endpoints.map((endpoint) =>
      isReady(endpoint)
        ? { ...endpoint, hints: { forZones: [{ name: places.get(endpoint) ?? endpoint.zone! }] } }
        : endpoint,
    ),
  });
  return { create: create.map(hinted), update: [...update, ...unfit].map(hinted), allocated, problem: undefined };
}

/** Models RemoveHintsFromSlices. */
function withoutHints({ create, update, unchanged }: SliceSet, problem: string): Hinted {
  const hasHints = ({ endpoints }: EndpointSlice): boolean => endpoints.some(({ hints }) => hints !== undefined);
  const bare = (slice: EndpointSlice): EndpointSlice =>
    hasHints(slice) ? { ...slice, endpoints: slice.endpoints.map(({ hints: _, ...endpoint }) => endpoint) } : slice;
  const updates = [...update, ...unchanged.filter(hasHints)];
  return { create: create.map(bare), update: updates.map(bare), allocated: undefined, problem };
}

/** The hints of a slice that may stay as it is; undefined for one that has to be written. Models getHintsByZone. */
function hintsOf(
  { endpoints }: EndpointSlice,
  allocated: ReadonlyMap<string, number>,
  allocations: Allocations,
): ReadonlyMap<string, number> | undefined {
  const counts = new Map<string, number>();
  for (const { hints } of endpoints.filter(isReady)) {
    if (!hints?.forZones?.length) return undefined;
    for (const { name } of hints.forZones) {
      if (!allocations.has(name)) return undefined;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  for (const [zone, count] of counts) {
    if (count + (allocated.get(zone) ?? 0) > allocations.get(zone)!.most) return undefined;
  }
  return counts;
}

interface Exchange {
  readonly giving: Map<string, number>;
  readonly receiving: Map<string, number>;
}

/** How many endpoints each zone gives and receives. Models getGivingAndReceivingZones. */
function exchange(allocations: Allocations, allocated: ReadonlyMap<string, number>): Exchange {
  const over = new Map<string, number>();
  const under = new Map<string, number>();
  for (const [zone, { desired }] of allocations) {
    const has = allocated.get(zone) ?? 0;
    if (has > desired) over.set(zone, has - desired);
    else if (has < desired) under.set(zone, desired - has);
  }
  const giving = new Map<string, number>();
  const receiving = new Map<string, number>();
  for (;;) {
    const [from, give] = most(over);
    const [to, take] = most(under);
    if (from === '' || to === '' || (give < 1 && take < 1) || give < 0.5 || take < 0.5) return { giving, receiving };
    giving.set(from, (giving.get(from) ?? 0) + 1);
    over.set(from, give - 1);
    receiving.set(to, (receiving.get(to) ?? 0) + 1);
    under.set(to, take - 1);
  }
}

function most(zones: ReadonlyMap<string, number>): [string, number] {
  let best: [string, number] = ['', 0];
  for (const [zone, count] of zones) if (count > best[1]) best = [zone, count];
  return best;
}

/** The endpoints that are for another zone than their own, with that zone. Models redistributeHints. */
function redistribute(endpoints: readonly Endpoint[], { giving, receiving }: Exchange): Map<Endpoint, string> {
  const places = new Map<Endpoint, string>();
  for (const endpoint of endpoints) {
    const { zone = '' } = endpoint;
    const give = giving.get(zone) ?? 0;
    const [to] = [...receiving].find(([, count]) => count > 0) ?? [];
    if (give === 0 || to === undefined) continue;
    places.set(endpoint, to);
    giving.set(zone, give - 1);
    receiving.set(to, receiving.get(to)! - 1);
  }
  return places;
}

function isReady({ conditions }: Endpoint): boolean {
  return conditions?.ready === true;
}
