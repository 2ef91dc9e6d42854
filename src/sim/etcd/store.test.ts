import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../base/random.ts';
import { type Command, type CommandResult, EtcdError, prefixEnd } from './command.ts';
import { Store } from './store.ts';

const put = (key: string, value: unknown = key): Command => ({ op: 'put', key, value });
const get = (key: string, revision = 0): Command => ({ op: 'range', key, revision });
const prefix = (key: string): { key: string; rangeEnd: string } => ({ key, rangeEnd: prefixEnd(key) });

/** What a table row expects of the last command: its values, or its error. */
const outcome = (commands: readonly Command[]): unknown => {
  const store = new Store();
  let last: unknown;
  for (const command of commands) {
    try {
      const result = store.apply(command);
      last = result.kvs ? result.kvs.map((kv) => kv.value) : (result.deleted ?? result.succeeded ?? result.revision);
    } catch (error) {
      if (!(error instanceof EtcdError)) throw error;
      last = error.message;
    }
  }
  return last;
};

describe('a store', () => {
  const compare = (target: string, operator: string, to: unknown, key = 'a'): Command =>
    ({ op: 'txn', compare: [{ key, target, operator, to }] }) as Command;
  const table: readonly (readonly [string, readonly Command[], unknown])[] = [
    [
      'a range without an end has all later keys',
      [put('a'), put('b'), { op: 'range', key: 'a', rangeEnd: '\0' }],
      ['a', 'b'],
    ],
    [
      'a read at a future revision is refused',
      [put('a'), get('a', 9)],
      'etcdserver: mvcc: required revision is a future revision',
    ],
    [
      'a deleted key reads as absent at the revision of its deletion',
      [put('a'), { op: 'delete', key: 'a' }, get('a', 3)],
      [],
    ],
    [
      'a put under a lease that does not exist is refused',
      [{ op: 'put', key: 'a', value: 1, lease: 7 }],
      'etcdserver: requested lease not found',
    ],
    ['a comparison of the version of a missing key sees 0', [compare('version', '=', 0)], true],
    ['a comparison of the value of a missing key is false', [compare('value', '!=', 'x')], false],
    ['a comparison of a value', [put('a', 'x'), compare('value', '=', 'x')], true],
    [
      'a comparison of a lease',
      [{ op: 'grant', lease: 3, ttlSeconds: 9 }, { op: 'put', key: 'a', value: 1, lease: 3 }, compare('lease', '=', 3)],
      true,
    ],
    ['a comparison of the create revision', [put('a'), put('a'), compare('create', '<', 3)], true],
    [
      'a transaction that puts what it deletes is refused',
      [
        {
          op: 'txn',
          success: [
            { op: 'put', key: 'k/a', value: 1 },
            { op: 'delete', ...prefix('k/') },
          ],
        },
      ],
      'etcdserver: duplicate key given in txn request',
    ],
    [
      'a nested transaction may put one key in both branches',
      [
        {
          op: 'txn',
          success: [
            { op: 'txn', success: [{ op: 'put', key: 'a', value: 1 }], failure: [{ op: 'put', key: 'a', value: 2 }] },
          ],
        },
        get('a'),
      ],
      [1],
    ],
    [
      'a nested transaction shares the revision',
      [
        {
          op: 'txn',
          success: [
            { op: 'put', key: 'a', value: 1 },
            { op: 'txn', success: [{ op: 'put', key: 'b', value: 1 }] },
          ],
        },
        put('c'),
      ],
      3,
    ],
    [
      'a range in a transaction sees what it wrote before',
      [
        {
          op: 'txn',
          success: [
            { op: 'put', key: 'a', value: 1 },
            { op: 'range', key: 'a' },
          ],
        },
        get('a'),
      ],
      [1],
    ],
    [
      'a range by descending key',
      [put('a'), put('b'), { op: 'range', key: 'a', rangeEnd: '\0', order: 'keyDesc', limit: 1 }],
      ['b'],
    ],
    [
      'the revision of the last compaction can still be read',
      [put('a', 1), put('a', 2), { op: 'compact', revision: 2 }, get('a', 2)],
      [1],
    ],
  ];
  for (const [title, commands, expected] of table) it(title, () => expect(outcome(commands)).toEqual(expected));

  it('knows what caused a revision until it is compacted', () => {
    const store = new Store();
    store.apply({ op: 'put', key: 'a', value: 1, cause: 17 });
    store.apply({ op: 'put', key: 'a', value: 2, cause: 18 });
    expect([store.causeOf(2), store.causeOf(3), store.causeOf(4)]).toEqual([17, 18, 0]);
    store.apply({ op: 'compact', revision: 3 });
    store.sweep(100);
    expect([store.causeOf(2), store.causeOf(3)]).toEqual([0, 18]);
  });
});

/** The simplest store that could be right: a copy of everything for each revision. */
class Model {
  readonly revisions = new Map<number, ReadonlyMap<string, unknown>>([[1, new Map()]]);
  current = 1;
  compactRevision = 0;

  change(edit: (keys: Map<string, unknown>) => boolean): void {
    const keys = new Map(this.revisions.get(this.current)!);
    if (edit(keys)) this.revisions.set(++this.current, keys);
  }

  range(key: string, end: string, revision: number): unknown {
    if (revision > this.current || revision < this.compactRevision) return 'refused';
    const found = [...this.revisions.get(revision)!].filter(([each]) => each >= key && each < end);
    return found.sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

function randomKey(random: Random): string {
  return `${random.pick(['a', 'b', 'c'])}/${random.int(12)}`;
}

function randomStep(random: Random, store: Store, model: Model): void {
  const key = randomKey(random);
  const roll = random.next();
  if (roll < 0.55) {
    const value = random.int(1000);
    store.apply({ op: 'put', key, value });
    model.change((keys) => !!keys.set(key, value));
  } else if (roll < 0.75) {
    store.apply({ op: 'delete', key });
    model.change((keys) => keys.delete(key));
  } else if (roll < 0.8) {
    const range = prefix(`${key.slice(0, 2)}`);
    store.apply({ op: 'delete', ...range });
    model.change((keys) => {
      const doomed = [...keys.keys()].filter((each) => each.startsWith(range.key));
      return doomed.map((each) => keys.delete(each)).length > 0;
    });
  } else if (roll < 0.83 && model.current > model.compactRevision + 1) {
    const revision = model.compactRevision + 1 + random.int(model.current - model.compactRevision);
    store.apply({ op: 'compact', revision });
    model.compactRevision = revision;
  } else if (roll < 0.9) {
    store.sweep(1 + random.int(10));
  } else {
    const revision = 1 + random.int(model.current + 1);
    let found: unknown;
    try {
      const result: CommandResult = store.apply({ op: 'range', key: 'a', rangeEnd: 'c/5', revision });
      found = result.kvs!.map((kv) => [kv.key, kv.value]);
    } catch {
      found = 'refused';
    }
    expect(found).toEqual(model.range('a', 'c/5', revision));
  }
  expect(store.revision).toBe(model.current);
}

describe('a random run agrees with the model', () => {
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    it(`seed ${seed}`, () => {
      const random = createRandom(seed);
      const store = new Store();
      const model = new Model();
      for (let i = 0; i < 1500; i++) randomStep(random, store, model);
      const events = [...store.eventsSince(store.compactRevision + 1, 'a', 'd')];
      const revisions = events.map((event) => event.kv.modRevision);
      expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
      const replayed = new Map(model.revisions.get(store.compactRevision) ?? []);
      for (const { type, kv, prevKv } of events) {
        expect(prevKv?.value).toBe(replayed.get(kv.key));
        if (type === 'PUT') replayed.set(kv.key, kv.value);
        else replayed.delete(kv.key);
      }
      expect(replayed).toEqual(model.revisions.get(model.current));
    });
  }
});
