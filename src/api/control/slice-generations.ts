import type { EndpointSlice } from '../k8s/discovery-v1.gen.ts';

/** Generation that stands for a slice whose deletion is expected. */
const DELETED = -1;

/**
 * The generations of slices as this controller wrote them, by Service: an informer that shows older ones lags behind,
 * and one that shows other ones has been changed by somebody else. Models EndpointSliceTracker of endpointslice/util.
 */
export interface Generations {
  wrote(service: string, slice: EndpointSlice): void;
  expectDeletion(service: string, slice: EndpointSlice): void;
  /** Whether the slice's state is one that this controller has not written. */
  isForeign(service: string, slice: EndpointSlice): boolean;
  /** Takes note of a deletion; false when it was not expected. */
  deletionSeen(service: string, slice: EndpointSlice): boolean;
  /** Whether these slices are older than what was written. */
  areStale(service: string, slices: readonly EndpointSlice[]): boolean;
  forget(service: string): void;
}

/** Makes an empty record. */
export function createGenerations(): Generations {
  const known = new Map<string, Map<string, number>>();
  const of = (service: string): Map<string, number> => {
    let slices = known.get(service);
    if (!slices) {
      slices = new Map();
      known.set(service, slices);
    }
    return slices;
  };
  const uid = (slice: EndpointSlice): string => slice.metadata.uid ?? '';
  const generation = (slice: EndpointSlice): number => slice.metadata.generation ?? 0;

  return {
    wrote: (service, slice) => void of(service).set(uid(slice), generation(slice)),
    expectDeletion: (service, slice) => void of(service).set(uid(slice), DELETED),
    isForeign(service, slice) {
      const written = known.get(service)?.get(uid(slice));
      if (written === undefined) return true;
      return written === DELETED ? false : generation(slice) > written;
    },
    deletionSeen(service, slice) {
      const slices = known.get(service);
      const expected = slices?.get(uid(slice)) === DELETED;
      slices?.delete(uid(slice));
      return expected;
    },
    areStale(service, slices) {
      const written = known.get(service);
      if (!written) return false;
      const present = new Map(slices.map((slice) => [uid(slice), generation(slice)]));
      for (const [id, wanted] of written) {
        const seen = present.get(id);
        if (seen === undefined ? wanted !== DELETED : wanted === DELETED || wanted > seen) return true;
      }
      return false;
    },
    forget: (service) => void known.delete(service),
  };
}
