import { type Environment, EvaluationError } from '@marcbachmann/cel-js';
import { environmentWith } from '../cel/environment.ts';

/** What goals and gates can ask about a cluster. Values are CEL's. */
export interface World {
  /** An object by a kind's name in any form and its name, `namespace/name` outside of default; undefined without one. */
  object(kind: string, name: string): unknown;
  /** The objects of a kind in a namespace ('' for all) that a label selector takes, by their names. */
  objects(kind: string, namespace: string, selector: string): readonly unknown[];
  /** How many ready addresses a Service of `namespace/name` has. */
  endpoints(service: string): number;
  /** What became of a client's requests; undefined without such a client. */
  traffic(client: string): unknown;
  /** Virtual seconds since the cluster was up. */
  seconds(): number;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * CEL as goals and gates have it: `get('deployment', 'web').status.readyReplicas >= 3`,
 * `list('pods', 'app=web').all(p, ready(p))`. An environment belongs to one world.
 */
export function goalEnvironment(world: World): Environment {
  const found = (kind: string, name: string): unknown => {
    const object = world.object(kind, name);
    if (object === undefined) throw new EvaluationError(`there is no ${kind} ${name}`);
    return object;
  };
  const client = (name: string): unknown => {
    const counts = world.traffic(name);
    if (counts === undefined) throw new EvaluationError(`there is no traffic ${name}`);
    return counts;
  };
  return environmentWith()
    .clone()
    .registerFunction('get(string, string): dyn', found)
    .registerFunction('exists(string, string): bool', (kind: string, name: string) => {
      return world.object(kind, name) !== undefined;
    })
    .registerFunction('list(string): list<dyn>', (kind: string) => world.objects(kind, 'default', ''))
    .registerFunction('list(string, string): list<dyn>', (kind: string, selector: string) =>
      world.objects(kind, 'default', selector),
    )
    .registerFunction('list(string, string, string): list<dyn>', (kind: string, namespace: string, selector: string) =>
      world.objects(kind, namespace, selector),
    )
    .registerFunction('ready(dyn): bool', isReady)
    .registerFunction('condition(dyn, string): string', conditionOf)
    .registerFunction('endpoints(string): int', (service: string) => BigInt(world.endpoints(service)))
    .registerFunction('traffic(string): dyn', client)
    .registerFunction('seconds(): double', () => world.seconds());
}

/** Whether the condition Ready of a Pod or node is True, and it is not on its way out. */
function isReady(object: unknown): boolean {
  const { metadata } = object as { readonly metadata?: Fields };
  return metadata?.['deletionTimestamp'] === undefined && conditionOf(object, 'Ready') === 'True';
}

/** The status of a condition, '' where it is not there. */
function conditionOf(object: unknown, type: string): string {
  const { status } = object as { readonly status?: Fields };
  const conditions = (status?.['conditions'] ?? []) as readonly Fields[];
  return String(conditions.find((one) => one['type'] === type)?.['status'] ?? '');
}

/** A world in which nothing is: for checking expressions. */
export const EMPTY_WORLD: World = {
  object: () => undefined,
  objects: () => [],
  endpoints: () => 0,
  traffic: () => undefined,
  seconds: () => 0,
};
