import { describe, expect, it } from 'vitest';
import type { Node } from '../../api/k8s/core-v1.gen.ts';
import type { Endpoint, EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import { hintZones } from './zone-hints.ts';
import { allocate, isOverloaded, zoneSharesOf } from './zone-shares.ts';

const node = (zone: string, cpu: string, ready = 'True', labels: Record<string, string> = {}): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: `${zone}-${cpu}`, labels: { ...(zone ? { 'topology.kubernetes.io/zone': zone } : {}), ...labels } },
  status: { allocatable: { cpu }, conditions: [{ type: 'Ready', status: ready }] },
});
const master = { 'node-role.kubernetes.io/control-plane': '' };

describe('shares of zones', () => {
  const table: [name: string, nodes: Node[], expected: Record<string, number> | undefined][] = [
    ['follow the CPU of nodes', [node('a', '2'), node('b', '4'), node('a', '2')], { a: 0.5, b: 0.5 }],
    [
      'leave out nodes that are not ready',
      [node('a', '2'), node('b', '6'), node('c', '2', 'Unknown')],
      { a: 0.25, b: 0.75 },
    ],
    ['leave out control planes', [node('a', '2'), node('b', '2'), node('', '2', 'True', master)], { a: 0.5, b: 0.5 }],
    ['are not known when a node has no zone', [node('a', '2'), node('b', '2'), node('', '2')], undefined],
    ['are not known when a node has no CPU', [node('a', '2'), node('b', '0')], undefined],
    ['need two zones', [node('a', '2'), node('a', '4')], undefined],
  ];
  it.each(table)('%s', (_name, nodes, expected) => {
    const shares = zoneSharesOf(nodes);
    expect(shares && Object.fromEntries(shares)).toEqual(expected);
  });
});

const shares = (of: Record<string, number>) => new Map(Object.entries(of));
const THIRDS = { a: 1 / 3, b: 1 / 3, c: 1 / 3 };

describe('allocations', () => {
  it.each<[name: string, of: Record<string, number> | undefined, endpoints: number, expected: unknown]>([
    [
      'three zones of three endpoints have one each',
      THIRDS,
      3,
      {
        a: { least: 1, desired: 1, most: 1 },
        b: { least: 1, desired: 1, most: 1 },
        c: { least: 1, desired: 1, most: 1 },
      },
    ],
    [
      'what is over the least may go anywhere',
      { a: 0.25, b: 0.75 },
      8,
      { a: { least: 2, desired: 2, most: 3 }, b: { least: 5, desired: 6, most: 6 } },
    ],
    ['fewer endpoints than zones', THIRDS, 2, 'Insufficient number of endpoints (2 endpoints, 3 zones)'],
    [
      'a zone would get more than a fifth above its part',
      THIRDS,
      4,
      'Unable to allocate minimum required endpoints to each zone without exceeding overload threshold (4 endpoints, 3 zones)',
    ],
    [
      'zones unknown',
      undefined,
      4,
      'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes',
    ],
  ])('%s', (_name, of, endpoints, expected) => {
    const found = allocate(of && shares(of), endpoints);
    expect(typeof found === 'string' ? found : Object.fromEntries(found)).toEqual(expected);
  });

  it.each<[Record<string, number>, boolean]>([
    [{ a: 2, b: 6 }, false],
    [{ a: 1, b: 7 }, true],
    [{ b: 8 }, true],
    [{}, false],
  ])('of %j endpoints the zones of a quarter and three quarters: overloaded %s', (allocated, expected) => {
    expect(isOverloaded(shares(allocated), shares({ a: 0.25, b: 0.75 }))).toBe(expected);
  });
});

/** Endpoints as `zone` or `zone>zone that it is for`; in small letters when they are not ready. */
function slice(name: string, endpoints: readonly string[]): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name },
    addressType: 'IPv4',
    ports: [],
    endpoints: endpoints.map((text, i): Endpoint => {
      const [zone = '', to] = text.toUpperCase().split('>');
      const hints = to === undefined ? {} : { hints: { forZones: [{ name: to }] } };
      return {
        addresses: [`10.244.0.${i}`],
        conditions: { ready: text === text.toUpperCase() },
        ...(zone ? { zone } : {}),
        ...hints,
      };
    }),
  };
}
const hintsOf = (slices: readonly EndpointSlice[]): string[] =>
  slices.map(
    ({ metadata, endpoints }) =>
      `${metadata.name}: ${endpoints.map(({ zone, hints }) => `${zone}>${hints?.forZones?.[0]?.name ?? ''}`).join(' ')}`,
  );

describe('hints', () => {
  const halves = shares({ A: 0.5, B: 0.5 });
  it.each<[name: string, create: string[], unchanged: string[], expected: string[], problem: string | undefined]>([
    [
      'endpoints are for their own zones where they lie evenly',
      ['A', 'B', 'A', 'B'],
      [],
      ['new: A>A B>B A>A B>B'],
      undefined,
    ],
    ['a zone with more than its part gives some away', ['A', 'A', 'A', 'B'], [], ['new: A>B A>A A>A B>B'], undefined],
    ['what is not ready gets none', ['A', 'B', 'a'], [], ['new: A>A B>B A>'], undefined],
    ['slices that fit stay as they are', [], ['A>A', 'B>B'], [], undefined],
    ['slices without hints are written', [], ['A', 'B'], ['old: A>A B>B'], undefined],
    ['slices with hints for zones that are gone are written', [], ['A>A', 'B>C'], ['old: A>A B>B'], undefined],
    [
      'without enough endpoints all lose their hints',
      ['A>A'],
      [],
      ['new: A>'],
      'Insufficient number of endpoints (1 endpoints, 2 zones)',
    ],
    [
      'an endpoint without a zone takes them from all, those that would have stayed too',
      ['A', ''],
      ['B>B', 'B>B'],
      ['new: A> undefined>', 'old: B> B>'],
      'One or more endpoints do not have a zone specified',
    ],
  ])('%s', (_name, create, unchanged, expected, problem) => {
    const found = hintZones(
      {
        create: create.length > 0 ? [slice('new', create)] : [],
        update: [],
        unchanged: unchanged.length > 0 ? [slice('old', unchanged)] : [],
      },
      halves,
    );
    expect([hintsOf([...found.create, ...found.update]), found.problem]).toEqual([expected, problem]);
  });
});
