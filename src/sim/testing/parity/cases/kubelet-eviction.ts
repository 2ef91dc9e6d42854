import { quantityValue } from '../../../../base/quantity.ts';
import { type EvictionSignal, rankForEviction } from '../../../kubelet/eviction/rank.ts';
import { differencesOf } from '../compare.ts';
import type { CaseReader } from '../reader.ts';
import { runItem } from '../result.ts';

interface Given {
  readonly signal: EvictionSignal;
  readonly pods: readonly {
    readonly name: string;
    readonly priority: number;
    readonly request: string;
    /** Absent for a Pod without statistics. */
    readonly usage?: string;
  }[];
}

/** In which order the kubelet evicts Pods. */
const reader: CaseReader = {
  areas: ['kubelet-eviction'],
  fits: ({ given }) => 'signal' in given && 'pods' in given,
  run: (cases) =>
    cases.map(({ id, given, then }) =>
      runItem(id, () => {
        const { signal, pods } = given as unknown as Given;
        const candidates = pods.map(({ name, priority, request, usage }) => ({
          name,
          priority,
          request: request === '' ? 0 : quantityValue(request),
          usage: usage === undefined ? undefined : quantityValue(usage),
        }));
        return differencesOf(then, { evictionOrder: rankForEviction(signal, candidates).map(({ name }) => name) });
      }),
    ),
};

export default reader;
