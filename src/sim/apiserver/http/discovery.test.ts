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

/** What the server does not have yet; it may only shrink. */
const ALL_MISSING = [
  'nodes/proxy',
  'pods/attach',
  'pods/ephemeralcontainers',
  'pods/eviction',
  'pods/exec',
  'pods/log',
  'pods/portforward',
  'pods/proxy',
  'services/proxy',
  '/.well-known/openid-configuration',
  '/apis/autoscaling/v1',
  '/metrics',
  '/metrics/slis',
  '/openid/v1/jwks',
];

/** Of that what is missing indeed: others add to the server too. */
const MISSING = stillMissing();

function stillMissing(): readonly string[] {
  const { paths } = world.send({ path: '/' }).body as { paths: readonly string[] };
  const { resources } = world.send({ path: '/api/v1' }).body as { resources: readonly Named[] };
  return ALL_MISSING.filter((name) => !paths.includes(name) && !resources.some((each) => each.name === name));
}

type Named = {
  readonly name?: string;
  readonly resource?: string;
  readonly subresources?: readonly { readonly subresource: string }[];
};

/** A document without what is missing. */
function present(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => !isMissing(each)).map(present);
  if (typeof value !== 'object' || value === null) return value;
  const { resource, subresources, ...rest } = value as Named;
  const copy: Record<string, unknown> = Object.fromEntries(
    Object.entries(rest).map(([key, each]) => [key, present(each)]),
  );
  if (resource !== undefined) copy['resource'] = resource;
  const left = subresources?.filter(({ subresource }) => !MISSING.includes(`${resource}/${subresource}`));
  if (left && left.length > 0) copy['subresources'] = left;
  return copy;
}

function isMissing(value: unknown): boolean {
  const name = typeof value === 'string' ? value : (value as Named | null)?.name;
  return name !== undefined && MISSING.includes(name);
}

describe('discovery documents are those of v1.32', () => {
  for (const [path, { json, text }] of documents) {
    if (MISSING.includes(path) || (/^\/apis(?:\/autoscaling)?$/.test(path) && MISSING.includes('/apis/autoscaling/v1')))
      continue;
    it(path, () => {
      const { code, body } = world.send({ path });
      expect([code, masked(body)]).toEqual([200, text ?? present(masked(json))]);
    });
  }

  for (const [path, { aggregated }] of documents) {
    if (!aggregated || (path === '/apis' && MISSING.includes('/apis/autoscaling/v1'))) continue;
    for (const version of ['v2', 'v2beta1']) {
      it(`${path}, aggregated ${version}`, () => {
        const type = `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
        const { headers, body } = world.send({ path, headers: { Accept: type } });
        const expected = { ...(present(aggregated.body) as object), apiVersion: `apidiscovery.k8s.io/${version}` };
        expect([headers['Content-Type'], body]).toEqual([type, expected]);
      });
    }
  }
});
