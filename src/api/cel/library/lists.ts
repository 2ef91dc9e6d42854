import { type Environment, EvaluationError } from '@marcbachmann/cel-js';

type Comparable = bigint | number | string | boolean;

/** What lists can do in Kubernetes. Models cel/library/lists.go and regex.go of k8s.io/apiserver. */
export function addLists(environment: Environment): Environment {
  return environment
    .registerFunction('list.isSorted(): bool', (list: readonly Comparable[]) =>
      list.every((each, i) => i === 0 || !(each < list[i - 1]!)),
    )
    .registerFunction('list.sum(): dyn', sum)
    .registerFunction('list.min(): dyn', (list: readonly Comparable[]) => extreme(list, 'min', (a, b) => a < b))
    .registerFunction('list.max(): dyn', (list: readonly Comparable[]) => extreme(list, 'max', (a, b) => a > b))
    .registerFunction('list.indexOf(dyn): int', (list: readonly unknown[], value: unknown) =>
      BigInt(list.findIndex((each) => isSame(each, value))),
    )
    .registerFunction('list.lastIndexOf(dyn): int', (list: readonly unknown[], value: unknown) =>
      BigInt(list.findLastIndex((each) => isSame(each, value))),
    )
    .registerFunction(
      'string.find(string): string',
      (text: string, pattern: string) => finder(pattern).exec(text)?.[0] ?? '',
    )
    .registerFunction('string.findAll(string): list<string>', (text: string, pattern: string) =>
      findAll(text, pattern, -1n),
    )
    .registerFunction('string.findAll(string, int): list<string>', findAll);
}

function sum(list: readonly unknown[]): unknown {
  if (list.length === 0) return 0n;
  return list.reduce((total, each) => (total as number) + (each as number));
}

function extreme(
  list: readonly Comparable[],
  name: string,
  isBetter: (a: Comparable, b: Comparable) => boolean,
): Comparable {
  if (list.length === 0) throw new EvaluationError(`${name} called on empty list`);
  return list.reduce((best, each) => (isBetter(each, best) ? each : best));
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === typeof b && typeof a === 'object' && deepEqual(a, b));
}

function deepEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => deepEqual((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}

function findAll(text: string, pattern: string, limit: bigint): string[] {
  const all = [...text.matchAll(finder(pattern, 'g'))].map(([found]) => found);
  return limit < 0n ? all : all.slice(0, Number(limit));
}

function finder(pattern: string, flags = ''): RegExp {
  try {
    return new RegExp(pattern, `u${flags}`);
  } catch {
    throw new EvaluationError(`Illegal regex: error parsing regexp: ${pattern}`);
  }
}
