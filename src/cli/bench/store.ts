import { Store } from '../../sim/etcd/store.ts';
import { type Bench, bestMs, readable } from './measure.ts';

const WRITES = 200_000;

/** Puts over so many keys, in an order that jumps about. */
function puts(keys: number): () => void {
  return () => {
    const store = new Store();
    for (let i = 0; i < WRITES; i++) {
      const n = (i * 7919) % keys;
      store.apply({ op: 'put', key: `/registry/pods/default/pod-${n}`, value: { n } });
    }
  };
}

/** What the API server does on each update: write if the revision is still the one that was read. */
function transactions(keys: number): () => void {
  return () => {
    const store = new Store();
    const revisions = new Float64Array(keys);
    for (let i = 0; i < WRITES; i++) {
      const n = (i * 7919) % keys;
      const key = `/registry/pods/default/pod-${n}`;
      const { revision } = store.apply({
        op: 'txn',
        compare: [{ key, target: 'mod', operator: '=', to: revisions[n]! }],
        success: [{ op: 'put', key, value: { i } }],
        failure: [{ op: 'range', key }],
      });
      revisions[n] = revision;
    }
  };
}

/** Writes a second of the bare store. */
export const storeBenches: readonly Bench[] = [
  {
    name: 'store, puts over 10,000 keys',
    run: () => `${readable((WRITES * 1000) / bestMs(3, puts(10_000)))} writes/s`,
  },
  {
    name: 'store, puts over 150,000 keys',
    run: () => `${readable((WRITES * 1000) / bestMs(3, puts(150_000)))} writes/s`,
  },
  {
    name: 'store, compare and put',
    run: () => `${readable((WRITES * 1000) / bestMs(3, transactions(10_000)))} writes/s`,
  },
];
