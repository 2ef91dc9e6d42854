import type { KubeObject } from '../../../../api/object.ts';
import { differencesOf } from '../compare.ts';
import { createGoldenWorld } from '../golden-world.ts';
import { hasManagedFields, normalised } from '../normalise.ts';
import type { GoldenReader } from '../reader.ts';
import { type ItemResult, runItem } from '../result.ts';

/** Objects of a fresh cluster, by `apiVersion kind`: those that the components themselves make. */
const reader: GoldenReader = {
  fits: (_path, data) =>
    Object.entries(data as object).every(
      ([key, list]) =>
        /^\S+ [A-Z]\w+$/.test(key) && Array.isArray(list) && list.every((each: object) => 'metadata' in each),
    ),
  run(data) {
    const world = createGoldenWorld();
    return Object.entries(data as Readonly<Record<string, readonly KubeObject[]>>).flatMap(([type, expected]) => {
      const [apiVersion = '', kind = ''] = type.split(' ');
      const path = world.collection(apiVersion, kind);
      const { body } = path ? world.send({ path, headers: { Accept: 'application/json' } }) : { body: undefined };
      const found = ((body ?? {}) as { items?: readonly KubeObject[] }).items ?? [];
      return compareAll(
        kind,
        expected,
        found.map((object) => ({ ...object, apiVersion, kind })),
      );
    });
  },
};

export default reader;

function compareAll(kind: string, expected: readonly KubeObject[], found: readonly KubeObject[]): ItemResult[] {
  const left = [...found];
  return expected.map((object) =>
    runItem(`${kind} ${keyOf(object)}`, () => {
      const name = new RegExp(`^${keyOf(object).replace(/[.]/g, '\\.').replace(/<\w+>/g, '.+')}$`);
      const actual = left.find((each) => name.test(keyOf(each)));
      if (!actual) return [{ path: '', expected: 'the object', actual: undefined }];
      return differencesOf(normalised(object), normalised(actual, hasManagedFields(object)));
    }),
  );
}

function keyOf({ metadata: { namespace, name } }: KubeObject): string {
  return `${namespace ? `${namespace}/` : ''}${name}`;
}
