import { expect, test } from 'vitest';
import type { TrafficRow } from '../../protocol/traffic.ts';
import type { MachineRow } from '../../protocol/view.ts';
import { repairOf, waysOf } from './ways.ts';

const machine = (name: string, part: Partial<MachineRow> = {}): MachineRow => ({
  ...{ name, ip: '192.168.200.11', cpuMilli: 1000, memoryBytes: 1, state: 'on', sinceMs: 0, repairMs: -1 },
  containers: [{ name: 'api', image: 'shop:1', port: 80, state: 'running', exitCode: 0, sinceMs: 0 }],
  ...part,
});
const client = (name: string, to: string, backups: readonly string[] = []): TrafficRow => ({
  ...{ name, to, now: to, from: 'outside', rps: 50, perSecond: 50, spec: { name, to, rps: 50, backups } },
  ...{ sent: 100, ok: 90, error: 1, refused: 2, reset: 3, timedOut: 4, failed: 0 },
  ...{ outageSeconds: 7, degradedSeconds: 2 },
});
const machines = new Map(['vm', 'vm-1', 'vm-2'].map((name) => [name, machine(name)]));

test('each client is a way, with the machines that its people may use', () => {
  const ways = waysOf(
    [client('one', 'http://vm:9001/'), client('three', 'http://vm-1/', ['http://vm-2/']), client('two', 'http://web/')],
    machines,
  );
  expect(ways.map((way) => [way.client.name, way.machines.map(({ name }) => name), way.lost])).toEqual([
    ['one', ['vm'], 10],
    ['three', ['vm-1', 'vm-2'], 10],
    ['two', [], 10],
  ]);
  expect(waysOf([client('two', 'http://web/')], new Map())).toEqual([]);
});

test.each<[string, readonly MachineRow[], string]>([
  ['all is well', [machine('vm')], 'Nobody is needed now'],
  ['support comes', [machine('vm', { repairMs: 190_500 })], 'Support will be at vm in 1:31'],
  ['support is there', [machine('vm', { repairMs: 90_000 })], 'Support is at vm'],
  ['nobody comes', [machine('vm', { state: 'off' })], 'Nobody is on the way yet'],
  ['it runs in the cluster', [], 'Nobody is needed: controllers replace what ran on node-1'],
])('who repairs when %s', (_, own, expected) => {
  const way = { client: client('one', 'http://vm/'), machines: own, lost: 0 };
  const nodes = [
    { name: 'node-1', ready: 'Unknown' as const },
    { name: 'node-2', ready: 'True' as const },
  ];
  expect(repairOf(way, nodes, 100_000).text).toBe(expected);
});
