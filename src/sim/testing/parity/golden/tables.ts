import { parseApiVersion } from '../../../../api/meta.ts';
import { createApiWorld } from '../../api-world.ts';
import { differencesOf } from '../compare.ts';
import type { GoldenReader } from '../reader.ts';
import { runItem } from '../result.ts';

type Columns = readonly Readonly<Record<string, unknown>>[];

/** The columns of each resource's table, as a list of it gives them. */
const reader: GoldenReader = {
  fits: (_path, data) =>
    Object.entries(data as object).every(([key, columns]) => /^\S+ [a-z]+$/.test(key) && Array.isArray(columns)),
  run(data) {
    const world = createApiWorld();
    return Object.entries(data as Readonly<Record<string, Columns>>).map(([resource, columns]) =>
      runItem(resource, () => {
        const [apiVersion = '', plural = ''] = resource.split(' ');
        const { group, version } = parseApiVersion(apiVersion);
        const path = `${group ? `/apis/${group}/${version}` : `/api/${version}`}/${plural}`;
        const Accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
        const { code, body } = world.send({ path, headers: { Accept } });
        if (code !== 200) throw new Error(`the list is answered with ${code}`);
        const seen = (body as { columnDefinitions: Columns }).columnDefinitions;
        return differencesOf(
          columns,
          seen.map(({ description: _, ...column }) => column),
        );
      }),
    );
  },
};

export default reader;
