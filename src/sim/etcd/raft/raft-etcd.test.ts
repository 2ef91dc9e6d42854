import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../base/random.ts';
import { createEtcdGroup, type EtcdGroup } from '../../testing/etcd-group.ts';
import type { CommandResult } from '../command.ts';

const ALL = { op: 'range', key: '', rangeEnd: '\0' } as const;

function put(group: EtcdGroup, id: number, key: string, value: unknown = key): CommandResult | string {
  return group.ask(id, { op: 'put', key, value });
}

function keys(group: EtcdGroup, id: number): readonly string[] | string {
  const result = group.ask(id, ALL);
  return typeof result === 'string' ? result : result.kvs!.map(({ key }) => key);
}

/** The numbers of those that do not lead. */
function followers(group: EtcdGroup): number[] {
  return group.members.flatMap((member) => (member.etcd.raft.id === group.leader() ? [] : [member.etcd.raft.id]));
}

describe('a group of members', () => {
  test.each([3, 5])('of %i: what one has agreed to, all have', (size) => {
    const group = createEtcdGroup(size);
    for (let id = 1; id <= size; id++) expect(put(group, id, `k${id}`)).toEqual({ revision: id + 1 });
    const expected = Array.from({ length: size }, (_, i) => `k${i + 1}`);
    for (let id = 1; id <= size; id++) expect(keys(group, id)).toEqual(expected);
  });

  test('an election takes between one and three time-outs of a second', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const group = createEtcdGroup(3, seed);
      group.kill(group.leader());
      const startMs = group.engine.nowMs;
      while (group.leader() === 0) group.pass(10);
      const tookMs = group.engine.nowMs - startMs;
      expect([seed, tookMs > 800 && tookMs < 4_000]).toEqual([seed, true]);
    }
  });

  test('a lost leader: writes begin again after an election, none is lost', () => {
    const group = createEtcdGroup(3, 2);
    const first = group.leader();
    put(group, first, 'before');
    group.kill(first);
    const [other] = followers(group);
    // Passed on to a leader that is no more.
    expect(put(group, other!, 'during')).toBe('etcdserver: request timed out, possibly due to previous leader failure');
    expect(put(group, other!, 'after')).toEqual({ revision: 3 });
    group.restart(first);
    group.pass(2_000);
    expect(group.leader()).not.toBe(first);
    expect(keys(group, first)).toEqual(['after', 'before']);
  });

  test('a leader that is cut off gives up, and what it alone had written is gone', () => {
    const group = createEtcdGroup(3, 3);
    const old = group.leader();
    group.partition(old, true);
    expect(put(group, old, 'lost')).toMatch(/^etcdserver: request timed out/);
    expect(group.members[old]!.etcd.hasLeader).toBe(false);
    put(group, followers(group)[0]!, 'kept');
    group.partition(old, false);
    group.pass(3_000);
    expect(keys(group, old)).toEqual(['kept']);
  });

  test('a member that was cut off does not disturb its leader when it returns (PreVote)', () => {
    const group = createEtcdGroup(3, 4);
    const { term } = group.members[group.leader()]!.etcd.raft;
    const [cut] = followers(group);
    group.partition(cut!, true);
    group.pass(60_000);
    group.partition(cut!, false);
    group.pass(5_000);
    expect(group.members.slice(1).map(({ etcd }) => etcd.raft.term)).toEqual([term, term, term]);
  });

  test.each([
    [3, 1],
    [5, 2],
  ])('of %i without %i: it goes on; without one more neither writes nor reads; then all is there', (size, minority) => {
    const group = createEtcdGroup(size, 5);
    put(group, 1, 'all');
    const [last, ...rest] = [group.leader(), ...followers(group)];
    for (const id of rest.slice(0, minority)) group.kill(id);
    expect(put(group, last, 'most')).toEqual({ revision: 3 });
    group.kill(rest[minority]!);
    expect(put(group, last, 'few')).toMatch(/^etcdserver: request timed out/);
    expect(keys(group, last)).toBe('etcdserver: request timed out');
    for (const id of rest.slice(0, minority + 1)) group.restart(id);
    group.pass(4_000);
    for (let id = 1; id <= size; id++) expect(keys(group, id)).toEqual(expect.arrayContaining(['all', 'most']));
  });

  test('a member that has missed more than the log keeps gets the whole store', () => {
    const group = createEtcdGroup(3, 6);
    const [behind, follower] = followers(group);
    put(group, behind!, 'old');
    const heard: string[] = [];
    const { host, etcd } = group.members[behind!]!;
    const receiver = {
      host,
      scope: host.scope,
      onItem: ({ events }: { events: readonly { kv: { key: string } }[] }) => {
        for (const { kv } of events) heard.push(kv.key);
      },
      onEnd: () => heard.push('end'),
    };
    etcd.watch({ key: '', rangeEnd: '\0', receiver });
    group.partition(behind!, true);
    const { etcd: leader } = group.members[group.leader()]!;
    for (let i = 0; i < 10_100; i++) leader.submit({ op: 'put', key: `k${i % 100}`, value: i }, () => {});
    group.pass(2_000);
    expect(leader.raft.log.firstIndex).toBeGreaterThan(5_000);
    group.partition(behind!, false);
    group.pass(3_000);
    expect(group.ask(behind!, ALL)).toEqual(group.ask(follower!, ALL));
    expect(etcd.store.revision).toBe(leader.store.revision);
    expect(heard.length).toBe(10_100);
  });

  test('a lease is kept while there is a leader and runs out under the next one, later', () => {
    const group = createEtcdGroup(3, 7);
    group.ask(1, { op: 'grant', lease: 9, ttlSeconds: 10 });
    group.ask(1, { op: 'put', key: 'leased', value: 1, lease: 9 });
    group.pass(6_000);
    group.kill(group.leader());
    const [id] = followers(group).filter((each) => group.members[each]!.etcd.scope.alive);
    group.pass(6_000);
    expect(keys(group, id!)).toEqual(['leased']);
    group.pass(8_000);
    expect(keys(group, id!)).toEqual([]);
  });
});

describe('under random faults no acknowledged write is lost and no read goes back', () => {
  test.each(Array.from({ length: 12 }, (_, i) => i + 1))('seed %i', (seed) => {
    const random = createRandom(seed);
    const size = seed % 3 === 0 ? 5 : 3;
    const group = createEtcdGroup(size, seed);
    const acknowledged = new Map<string, number>();
    const problems: string[] = [];
    const alive = new Set(Array.from({ length: size }, (_, i) => i + 1));
    const cut = new Set<number>();
    let serial = 0;
    const write = (id: number): void => {
      const key = `k${serial++}`;
      group.members[id]!.etcd.submit({ op: 'put', key, value: 1 }, (result) => {
        if ('revision' in result) acknowledged.set(key, result.revision);
      });
    };
    const read = (id: number): void => {
      const known = [...acknowledged];
      group.members[id]!.etcd.submit(ALL, (result) => {
        if (!('kvs' in result)) return;
        const found = new Map(result.kvs!.map((kv) => [kv.key, kv.modRevision]));
        for (const [key, revision] of known) {
          if (found.get(key) !== revision) problems.push(`${key} not read at member ${id}`);
        }
      });
    };
    for (let round = 0; round < 150; round++) {
      const id = 1 + random.int(size);
      const dice = random.next();
      if (dice < 0.1 && alive.delete(id)) group.kill(id);
      else if (dice < 0.25 && !alive.has(id)) {
        group.restart(id);
        alive.add(id);
      } else if (dice < 0.35) group.partition(id, Boolean(cut.add(id)));
      else if (dice < 0.5 && cut.delete(id)) group.partition(id, false);
      else if (dice < 0.55) group.network.setFault(group.members[id]!.host, { lossPercent: 20, jitterMs: 50 });
      for (const each of alive) {
        write(each);
        if (random.next() < 0.3) read(each);
      }
      group.pass(random.int(400));
    }
    for (let id = 1; id <= size; id++) {
      group.network.setFault(group.members[id]!.host, undefined);
      if (!alive.has(id)) group.restart(id);
    }
    group.pass(10_000);
    const stores = group.members.slice(1).map(({ etcd }) => {
      const { revision, kvs } = etcd.store.apply(ALL);
      return JSON.stringify([revision, kvs!.map(({ key, modRevision, version }) => [key, modRevision, version])]);
    });
    expect(problems).toEqual([]);
    expect(new Set(stores).size).toBe(1);
    const found = new Set(group.members[1]!.etcd.store.apply(ALL).kvs!.map(({ key }) => key));
    expect([...acknowledged.keys()].filter((key) => !found.has(key))).toEqual([]);
    expect(acknowledged.size).toBeGreaterThan(50);
  });
});
