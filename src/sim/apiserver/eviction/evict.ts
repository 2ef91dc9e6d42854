import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { DeleteOptions } from '../../../api/k8s/meta-v1.gen.ts';
import type { PodDisruptionBudget } from '../../../api/k8s/policy-v1.gen.ts';
import { isTerminating, type KubeObject } from '../../../api/object.ts';
import { isPodReady, isPodTerminal, withCondition } from '../../../api/pod.ts';
import { type Process, sleep } from '../../../api/process.ts';
import { labelMatcher } from '../../../api/selectors.ts';
import { ApiError, isReason, notFound } from '../../../api/status.ts';
import { checkOptions, checkPreconditions, removeOne } from '../delete.ts';
import { readList } from '../list.ts';
import { keyOf } from '../resource.ts';
import type { Call, Server } from '../server.ts';
import { strategyRules } from '../subresource-update.ts';
import { applyUpdate, unchanged } from '../update.ts';
import { decremented, letsUnhealthyGo, stillProcessed } from './budget.ts';

const ATTEMPTS = 20;
const RETRY_MS = 500;
/** Up to this share more. */
const JITTER = 0.1;
const USER = 'system:apiserver';

const pinned = ({ preconditions }: DeleteOptions): boolean => preconditions?.resourceVersion !== undefined;

const withVersion = (options: DeleteOptions, resourceVersion: string | undefined): DeleteOptions => ({
  ...options,
  preconditions: { ...options.preconditions, ...(resourceVersion === undefined ? {} : { resourceVersion }) },
});

/** Evicts a Pod: deletes it if its disruption budget allows. Throws ApiError. Models EvictionREST.Create. */
export function* evict(server: Server, call: Call, name: string, options: DeleteOptions): Process<void> {
  const pod = yield* evictUnguarded(server, call, name, options);
  if (!pod) return;
  const budget = yield* budgetOf(server, call, pod);
  const unhealthy = budget !== undefined && !isPodReady(pod) && letsUnhealthyGo(budget);
  if (budget && !unhealthy) yield* disrupt(server, call, budget, name, isDryRun(call, options));
  // A Pod that became healthy meanwhile would count after all.
  const deletion = unhealthy ? withVersion(options, pod.metadata.resourceVersion) : options;
  try {
    yield* removePod(server, call, name, deletion);
  } catch (error) {
    if (unhealthy && !pinned(options) && isReason(error, 'Conflict')) throw stillProcessed(budget.metadata.name ?? '');
    throw error;
  }
}

const isDryRun = ({ request }: Call, options: DeleteOptions): boolean =>
  request.write?.dryRun === true || (options.dryRun?.length ?? 0) > 0;

/** Deletes a Pod that no budget guards, as it does not run or goes anyway; gives back one that runs. */
function* evictUnguarded(server: Server, call: Call, name: string, options: DeleteOptions): Process<Pod | undefined> {
  for (let attempt = 1; ; attempt++) {
    const key = keyOf(call.resource, call.request.namespace, name);
    const pod = (yield* server.storage.get(key)) as Pod | undefined;
    if (!pod) throw notFound(call.resource.kind, name);
    const gone = isPodTerminal(pod) || isTerminating(pod);
    if (!gone && pod.status?.phase !== 'Pending') return pod;
    try {
      // A pending Pod must not have become one that counts.
      const pin = !gone && !pinned(options);
      yield* removePod(server, call, name, pin ? withVersion(options, pod.metadata.resourceVersion) : options);
      return undefined;
    } catch (error) {
      if (attempt === ATTEMPTS || pinned(options) || !isReason(error, 'Conflict')) throw error;
      yield* pause(server);
    }
  }
}

function* pause({ random }: Server): Process<void> {
  yield* sleep(RETRY_MS * (1 + random.next() * JITTER));
}

/** The budget that guards a Pod. Throws ApiError if there is more than one. */
function* budgetOf(server: Server, call: Call, pod: Pod): Process<PodDisruptionBudget | undefined> {
  const of = budgetCall(server, call, 'list');
  if (!of) return undefined;
  const { items } = yield* readList(server, of);
  const budgets = (items as readonly KubeObject[] as readonly PodDisruptionBudget[]).filter(({ spec }) => {
    try {
      return labelMatcher(spec?.selector).matches(pod.metadata.labels);
    } catch {
      return false;
    }
  });
  if (budgets.length <= 1) return budgets[0];
  const why = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
  throw new ApiError(500, '', why);
}

/** A request of the server itself about the budgets of the Pod's namespace; undefined if they are not served. */
function budgetCall(server: Server, { request, cause }: Call, verb: 'list' | 'update'): Call | undefined {
  const resource = server.resources.named('policy', 'poddisruptionbudgets');
  if (!resource) return undefined;
  const { namespace } = request;
  const subresource = verb === 'update' ? { subresource: 'status' } : {};
  const asked = { verb, kind: resource.kind, user: USER, ...subresource, ...(namespace ? { namespace } : {}) } as const;
  return { request: asked, resource, cause, warnings: [] };
}

/** Takes one disruption from a budget; begins anew with the newer one if somebody else has changed it. */
function* disrupt(
  server: Server,
  call: Call,
  given: PodDisruptionBudget,
  podName: string,
  dryRun: boolean,
): Process<void> {
  const { name = '' } = given.metadata;
  const asked = budgetCall(server, call, 'update')!;
  const rules = strategyRules('status', asked.resource.kind.status!);
  let budget = given;
  for (let attempt = 1; ; attempt++) {
    const wanted = decremented(budget, podName, server.timestamp()) as KubeObject;
    if (dryRun) return;
    try {
      const stored = yield* applyUpdate(server, asked, name, { rules, wanted: () => wanted, sameUid: true });
      if (!stored) throw notFound(asked.resource.kind, name);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !isReason(error, 'Conflict')) throw error;
      yield* pause(server);
    }
    const newest = yield* server.storage.get(keyOf(asked.resource, asked.request.namespace, name));
    if (!newest) throw notFound(asked.resource.kind, name);
    budget = newest as KubeObject as PodDisruptionBudget;
  }
}

/** Says on the Pod why it goes, then deletes it. Models addConditionAndDeletePod. */
function* removePod(server: Server, call: Call, name: string, options: DeleteOptions): Process<void> {
  checkOptions(options);
  if (isDryRun(call, options)) {
    yield* removeOne(server, call, name, options);
    return;
  }
  const rules = strategyRules('status', call.resource.kind.status!);
  const wanted = (current: KubeObject): KubeObject => {
    checkPreconditions(call.resource, current, options);
    return targeted(current as Pod, server.timestamp()) as KubeObject;
  };
  const stored = yield* applyUpdate(server, call, name, { rules, wanted, managed: unchanged, sameUid: false });
  if (!stored) throw notFound(call.resource.kind, name);
  const deletion = pinned(options) ? withVersion(options, stored.metadata.resourceVersion) : options;
  yield* removeOne(server, call, name, deletion);
}

function targeted(pod: Pod, now: string): Pod {
  const conditions = withCondition(pod.status?.conditions, {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
    lastTransitionTime: now,
  });
  return conditions === pod.status?.conditions ? pod : { ...pod, status: { ...pod.status, conditions } };
}
