import { createRandom } from '../../../../base/random.ts';
import { Engine } from '../../../engine/engine.ts';
import { Trace } from '../../../engine/trace.ts';
import { type Command, EtcdError, prefixEnd, type StoreEvent } from '../../../etcd/command.ts';
import { createEtcd, type Etcd, type WatchBatch } from '../../../etcd/etcd.ts';
import { type Host, Network } from '../../../network/network.ts';
import { differencesOf } from '../compare.ts';
import type { CaseReader } from '../reader.ts';
import { runItem } from '../result.ts';

type Op = Record<string, unknown> & { readonly op: string };

/** Operations in their order on a store of their own. */
const reader: CaseReader = {
  areas: ['etcd'],
  fits: ({ when }) => 'ops' in when,
  run: (cases) =>
    cases.map(({ id, when, then }) =>
      runItem(id, () => {
        const engine = new Engine(1);
        const network = new Network(engine, new Trace(engine));
        const host: Host = { name: 'etcd-0', scope: engine.root.child('etcd-0') };
        const etcd = createEtcd({ engine, network, host, scope: host.scope.child('etcd'), random: createRandom(1) });
        const results = (when['ops'] as Op[]).map((op) => run(engine, etcd, op));
        return differencesOf(then['results'], results, 'results');
      }),
    ),
};

export default reader;

/** Runs one operation of a case and gives its result in the words of the case file. */
function run(engine: Engine, etcd: Etcd, op: Op): unknown {
  try {
    if (op.op === 'sleep') return sleep(engine, op.seconds as number);
    if (op.op === 'keepalive') return { ttl: etcd.keepAlive(1).ttlSeconds };
    if (op.op === 'watch') return { events: watched(engine, etcd, op).map((event) => eventOf(event, !!op.prevKv)) };
    return resultOf(op, submit(engine, etcd, commandOf(op)));
  } catch (error) {
    if (!(error instanceof EtcdError)) throw error;
    return { error: error.message };
  }
}

function sleep(engine: Engine, seconds: number): object {
  engine.runUntil(engine.nowMs + seconds * 1000);
  return {};
}

function submit(engine: Engine, etcd: Etcd, command: Command): Record<string, unknown> {
  const done = engine.spawn(etcd.serve(command), etcd.scope);
  while (!done.settled) engine.step();
  return done.value as unknown as Record<string, unknown>;
}

function watched(engine: Engine, etcd: Etcd, op: Op): StoreEvent[] {
  const events: StoreEvent[] = [];
  const onItem = (batch: WatchBatch): void => void events.push(...batch.events);
  const receiver = { host: etcd.host, scope: etcd.host.scope, onItem, onEnd: () => {} };
  etcd.watch({ ...rangeOf(op), startRevision: op.revision as number, receiver });
  engine.runUntil(engine.nowMs + 10);
  return events;
}

function rangeOf(op: Op): { key: string; rangeEnd?: string } {
  const key = op.key as string;
  if (op.prefix) return { key, rangeEnd: prefixEnd(key) };
  return { key, ...(op.rangeEnd ? { rangeEnd: op.rangeEnd as string } : {}) };
}

function commandOf(op: Op): Command {
  const { op: name, key, prefix, rangeEnd, lease, ttl, compare, ...rest } = op;
  const leased = lease ? { lease: 1 } : {};
  if (name === 'grant') return { op: 'grant', lease: 1, ttlSeconds: ttl as number };
  const nested = (list: unknown): Command[] => ((list ?? []) as Op[]).map(commandOf);
  if (name === 'txn') {
    const compares = ((compare ?? []) as Op[]).map(({ int, ...each }) => ({ ...each, to: int }));
    return {
      op: 'txn',
      compare: compares,
      success: nested(rest.then),
      failure: nested(rest.else),
    } as unknown as Command;
  }
  return { op: name === 'get' ? 'range' : name, ...(key ? rangeOf(op) : {}), ...leased, ...rest } as unknown as Command;
}

function resultOf(op: Op, result: Record<string, unknown>): unknown {
  const headerRevision = result.revision;
  switch (op.op) {
    case 'get':
      return { ...kvsOf(result), headerRevision, more: result.more };
    case 'delete': {
      const prevKvs = op.prevKv ? { prevKvs: (result.prevKvs as unknown[]).map(kvOf) } : {};
      return { deleted: result.deleted, headerRevision, ...prevKvs };
    }
    case 'put':
      return { headerRevision, ...(op.prevKv ? { prevKv: kvOf(result.prevKv) } : {}) };
    case 'txn':
      return {
        headerRevision,
        succeeded: result.succeeded,
        responses: (result.responses as Record<string, unknown>[]).map((each) =>
          each.kvs ? kvsOf(each) : { put: true },
        ),
      };
    case 'compact':
      return { ok: true };
    case 'grant':
      return { ttl: result.ttlSeconds };
    case 'revoke':
      return { headerRevisionAfter: headerRevision };
    default:
      return { expired: result.ttlSeconds === 0, grantedTTL: result.ttlSeconds, keys: result.keys };
  }
}

function kvsOf(result: Record<string, unknown>): object {
  return { count: result.count, kvs: (result.kvs as unknown[]).map(kvOf) };
}

function kvOf(kv: unknown): unknown {
  if (!kv) return null;
  const { key, value, createRevision, modRevision, version, lease } = kv as Record<string, unknown>;
  return { key, value, createRevision, modRevision, version, ...(lease ? { lease: true } : {}) };
}

function eventOf({ type, kv, prevKv }: StoreEvent, withPrev: boolean): unknown {
  const { key, modRevision } = kv;
  return { type, kv: type === 'PUT' ? kvOf(kv) : { key, modRevision }, ...(withPrev ? { prevKv: kvOf(prevKv) } : {}) };
}
