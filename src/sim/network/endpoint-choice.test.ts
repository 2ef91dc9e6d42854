import { describe, expect, test } from 'vitest';
import cases from '../testing/testdata/cases/kube-proxy.json' with { type: 'json' };
import { chooseEndpoints } from './endpoint-choice.ts';

describe('kube-proxy', () => {
  for (const { title, given, then } of cases) {
    test(title, () => {
      const chosen = chooseEndpoints(given.endpoints, {
        isExternal: given.nodePort > 0,
        externalLocal: given.externalTrafficPolicyLocal,
        internalLocal: given.internalTrafficPolicyLocal,
      });
      const addresses = (list: typeof chosen.cluster): string[] => list.map(({ address }) => address);
      const all = [...new Set([...addresses(chosen.cluster), ...addresses(chosen.local)])].sort();
      expect({
        allReachable: all,
        clusterEndpoints: addresses(chosen.cluster),
        localEndpoints: addresses(chosen.local),
        serviceHasAnyEndpoints: chosen.hasAny,
      }).toEqual(then);
    });
  }
});
