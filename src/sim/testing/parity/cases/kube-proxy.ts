import { chooseEndpoints, type ProxyEndpoint } from '../../../network/proxy/endpoint-choice.ts';
import { differencesOf } from '../compare.ts';
import type { CaseReader } from '../reader.ts';
import { runItem } from '../result.ts';

interface Given {
  readonly nodePort: number;
  readonly externalTrafficPolicyLocal: boolean;
  readonly internalTrafficPolicyLocal: boolean;
  readonly endpoints: readonly ProxyEndpoint[];
}

/** Which endpoints kube-proxy uses on a node. */
const reader: CaseReader = {
  areas: ['kube-proxy'],
  fits: ({ given }) => 'externalTrafficPolicyLocal' in given,
  run: (cases) =>
    cases.map(({ id, given, then }) =>
      runItem(id, () => {
        const { endpoints, nodePort, externalTrafficPolicyLocal, internalTrafficPolicyLocal } =
          given as unknown as Given;
        const chosen = chooseEndpoints(endpoints, {
          isExternal: nodePort > 0,
          externalLocal: externalTrafficPolicyLocal,
          internalLocal: internalTrafficPolicyLocal,
        });
        const addresses = (list: typeof chosen.cluster): string[] => list.map(({ address }) => address).sort();
        return differencesOf(then, {
          allReachable: [...new Set([...addresses(chosen.cluster), ...addresses(chosen.local)])].sort(),
          clusterEndpoints: addresses(chosen.cluster),
          localEndpoints: addresses(chosen.local),
          serviceHasAnyEndpoints: chosen.hasAny,
        });
      }),
    ),
};

export default reader;
