import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { type Process, sleep } from '../../../api/process.ts';
import { PODS } from '../client/known.ts';
import type { AnyObject } from '../client/resource.ts';
import { textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import type { Info } from '../resource/info.ts';
import { fetchAll, select } from '../resource/select.ts';
import { byActivity } from './order.ts';
import { podSelector } from './selectors.ts';

export type Found = Info & { readonly object: AnyObject };

/** One object by `NAME` of a Pod, `TYPE/NAME` or `-f`. */
export function* findOne(invocation: Invocation, name: string | undefined): Process<Found> {
  const args = name === undefined ? [] : [name.includes('/') ? name : `pods/${name}`];
  const selection = yield* select(invocation, { args });
  const errors: unknown[] = [...selection.errors];
  const [found] = yield* fetchAll(invocation, selection, errors);
  if (!found) throw errors[0] ?? new Error('no resources found');
  return found;
}

const POLL_MS = 500;

/** The Pods of an object in an order; waits until there is one. Models polymorphichelpers.GetFirstPod. */
export function* podsOf(
  invocation: Invocation,
  namespace: string,
  labelSelector: string,
  timeoutMs: number,
  order: (pods: readonly Pod[]) => readonly Pod[],
): Process<readonly Pod[]> {
  const { api, env } = invocation;
  const endMs = env.engine.nowMs + timeoutMs;
  for (;;) {
    const list = yield* api.list({ resource: PODS, namespace }, { labelSelector });
    if (list.items.length > 0) return order(list.items as unknown as Pod[]);
    if (env.engine.nowMs >= endMs) throw new Error('timed out waiting for the condition');
    yield* sleep(POLL_MS);
  }
}

/** The Pod to attach to: the object itself, or the most active one of it. Models AttachablePodForObject. */
export function* attachablePod(invocation: Invocation, found: Found, timeoutMs: number): Process<Pod> {
  const { resource, object, namespace } = found;
  if (resource.kind === 'Pod' && resource.group === '') return object as unknown as Pod;
  let selector: string;
  try {
    selector = podSelector(resource, object);
  } catch (error) {
    throw new Error(`cannot attach to *${resource.version}.${resource.kind}: ${textOf(error)}`);
  }
  const [first] = yield* podsOf(invocation, namespace, selector, timeoutMs, byActivity);
  return first!;
}
