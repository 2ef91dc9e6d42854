import { type Compare, EtcdError, inRange, type KeyValue, leaseNotFound, type TxnCommand } from './command.ts';

/** Whether a condition of a transaction holds for the current version of its key. */
export function holds(compare: Compare, kv: KeyValue | undefined): boolean {
  const { operator, to } = compare;
  if (compare.target === 'value') {
    // A comparison of the value of a missing key is false, whatever the operator.
    if (!kv) return false;
    return operator === '=' ? kv.value === to : operator === '!=' ? kv.value !== to : ordered(operator, kv.value, to);
  }
  const actual = numberOf(compare.target, kv);
  if (operator === '=') return actual === to;
  if (operator === '!=') return actual !== to;
  return ordered(operator, actual, to);
}

/**
 * Refuses a transaction that would put a key twice, put a key that it deletes, or use a lease that does not exist.
 * Throws EtcdError.
 */
export function checkTxn(command: TxnCommand, hasLease: (lease: number) => boolean): void {
  if (command.success) checkList(command.success, hasLease);
  if (command.failure) checkList(command.failure, hasLease);
}

function checkList(branch: Branch, hasLease: (lease: number) => boolean): void {
  // By far the most transactions write one key: nothing to compare it with.
  const only = branch.length === 1 ? branch[0]! : undefined;
  if (only === undefined || only.op === 'txn') checkBranch(branch, hasLease);
  else if (only.op === 'put' && only.lease && !hasLease(only.lease)) throw leaseNotFound();
}

type Branch = NonNullable<TxnCommand['success']>;

function checkBranch(branch: Branch, hasLease: (lease: number) => boolean): Writes {
  const writes: Writes = { puts: new Set(), deletes: [] };
  for (const operation of branch) {
    if (operation.op === 'put') {
      if (operation.lease && !hasLease(operation.lease)) throw leaseNotFound();
      addPut(writes, operation.key);
    } else if (operation.op === 'delete') {
      writes.deletes.push([operation.key, operation.rangeEnd]);
    } else if (operation.op === 'txn') {
      // Only one of its branches will run, so they may put the same key.
      const nested = [operation.success ?? [], operation.failure ?? []].map((inner) => checkBranch(inner, hasLease));
      for (const { deletes } of nested) writes.deletes.push(...deletes);
      for (const key of new Set(nested.flatMap(({ puts }) => [...puts]))) addPut(writes, key);
    }
  }
  for (const key of writes.puts) {
    if (writes.deletes.some(([start, end]) => inRange(key, start, end))) throw duplicateKey();
  }
  return writes;
}

interface Writes {
  readonly puts: Set<string>;
  readonly deletes: [string, string | undefined][];
}

function addPut(writes: Writes, key: string): void {
  if (writes.puts.has(key)) throw duplicateKey();
  writes.puts.add(key);
}

function duplicateKey(): EtcdError {
  return new EtcdError('etcdserver: duplicate key given in txn request');
}

function numberOf(target: Compare['target'], kv: KeyValue | undefined): number {
  if (!kv) return 0;
  switch (target) {
    case 'version':
      return kv.version;
    case 'create':
      return kv.createRevision;
    case 'mod':
      return kv.modRevision;
    default:
      return kv.lease;
  }
}

function ordered(operator: '<' | '>', actual: unknown, to: unknown): boolean {
  const [a, b] = [actual as number | string, to as number | string];
  return operator === '<' ? a < b : a > b;
}
