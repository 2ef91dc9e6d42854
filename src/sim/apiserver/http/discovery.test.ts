import { describe, expect, it } from 'vitest';
import { createApiWorld } from '../../testing/api-world.ts';
import recorded from '../../testing/testdata/golden/discovery.json' with { type: 'json' };

interface Recorded {
  readonly json?: unknown;
  readonly text?: string;
  readonly aggregated?: { readonly contentType: string; readonly body: unknown };
}

const world = createApiWorld();
const documents = Object.entries(recorded as unknown as Readonly<Record<string, Recorded>>);

/** What a recording masks, and the address under which its server was reached. */
function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'serverAddress' || /^(?:buildDate|compiler|gitCommit|goVersion|platform)$/.test(key)
        ? `<${key}>`
        : masked(inner),
    ]),
  );
}

describe('discovery documents are those of v1.32', () => {
  for (const [path, { json, text }] of documents) {
    it(path, () => {
      const { code, body } = world.send({ path });
      expect([code, masked(body)]).toEqual([200, text ?? masked(json)]);
    });
  }

  for (const [path, { aggregated }] of documents) {
    if (!aggregated) continue;
    for (const version of ['v2', 'v2beta1']) {
      it(`${path}, aggregated ${version}`, () => {
        const type = `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
        const { headers, body } = world.send({ path, headers: { Accept: type } });
        const expected = { ...(aggregated.body as object), apiVersion: `apidiscovery.k8s.io/${version}` };
        expect([headers['Content-Type'], body]).toEqual([type, expected]);
      });
    }
  }
});
