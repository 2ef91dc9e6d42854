import { isMap } from '../../../../api/patch/json.ts';
import { createApiWorld } from '../../api-world.ts';
import { differencesOf } from '../compare.ts';
import type { GoldenReader } from '../reader.ts';
import { type Difference, runItem } from '../result.ts';

interface Answers {
  readonly json?: unknown;
  readonly text?: unknown;
  readonly aggregated?: { readonly contentType: string; readonly body: unknown };
}

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** What the server says of itself: versions, groups, resources, health. */
const reader: GoldenReader = {
  fits: (_path, data) => '/apis' in (data as object) || '/version' in (data as object),
  run(data) {
    const world = createApiWorld();
    const send = (path: string, Accept: string) => world.send({ path, headers: { Accept } });
    return Object.entries(data as Readonly<Record<string, Answers>>).map(
      ([path, { json, text, aggregated, ...rest }]) =>
        runItem(path, (): Difference[] => [
          ...(json === undefined
            ? []
            : differencesOf(reached(json), reached(send(path, 'application/json').body), 'json')),
          ...(text === undefined ? [] : differencesOf(text, send(path, '*/*').body, 'text')),
          ...(aggregated ? differencesOf(aggregated.body, send(path, AGGREGATED).body, 'aggregated') : []),
          ...Object.keys(rest).map((key) => ({ path: key, expected: 'json, text or aggregated', actual: key })),
        ]),
    );
  },
};

export default reader;

/** A document without the address under which its server was reached. */
function reached(value: unknown): unknown {
  if (!isMap(value) || !('serverAddressByClientCIDRs' in value)) return value;
  const { serverAddressByClientCIDRs: _address, ...rest } = value;
  return rest;
}
