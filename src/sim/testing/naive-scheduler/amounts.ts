import type { Container, Node, Pod } from '../../../api/k8s/core-v1.gen.ts';

const SUFFIXES: Readonly<Record<string, number>> = { '': 1, m: 0.001, k: 1e3, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 };

/** A quantity as the random clusters write them: thousandths for cpu, whole units for all else, rounded up. */
export function amount(quantity: string | undefined, resource: string): number {
  const [, digits = '', suffix = ''] = /^(\d+)(\D*)$/.exec(quantity ?? '0') ?? [];
  const value = Number(digits) * SUFFIXES[suffix]!;
  return Math.ceil(resource === 'cpu' ? Math.round(value * 1000) : value);
}

/** What a container asks for if it does not say. */
export type Fallback = Readonly<Record<string, number>>;

/**
 * What a Pod asks for: its containers and sidecars together, or, if that is more, the largest of the init containers
 * with the sidecars that were started before it; and its overhead.
 */
export function requestOf({ spec }: Pod, resource: string, fallback: Fallback = {}): number {
  const of = ({ resources }: Container): number => {
    const given = resources?.requests?.[resource];
    return given === undefined ? (fallback[resource] ?? 0) : amount(given, resource);
  };
  let running = 0;
  for (const container of spec?.containers ?? []) running += of(container);
  let sidecars = 0;
  let starting = 0;
  for (const container of spec?.initContainers ?? []) {
    if (container.restartPolicy === 'Always') {
      sidecars += of(container);
      starting = Math.max(starting, sidecars);
    } else starting = Math.max(starting, sidecars + of(container));
  }
  return Math.max(running + sidecars, starting) + amount(spec?.overhead?.[resource], resource);
}

export const allocatableOf = (node: Node, resource: string): number =>
  amount(node.status?.allocatable?.[resource], resource);
