import { isBug } from '../../api/control/bug.ts';
import type { EventRecorder, Lister } from '../../api/controller.ts';
import type { Scale } from '../../api/k8s/autoscaling-v1.gen.ts';
import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec,
  HorizontalPodAutoscalerStatus,
  MetricStatus,
} from '../../api/k8s/autoscaling-v2.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { objectKey } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { type LabelMatcher, parseLabelSelector } from '../../api/selectors.ts';
import { deepEqual } from '../../base/equal.ts';
import { rfc3339 } from '../../base/time.ts';
import { type Conditions, createConditions } from './conditions.ts';
import { type History, initialHistory } from './history.ts';
import { type Failure, type Proposal, proposalOf } from './metric-proposal.ts';
import type { MetricsSource } from './metrics-source.ts';
import { rule, withScaling } from './rules.ts';
import type { ScaleTarget, ScaleTargets, TargetError } from './scale-target.ts';
import type { KnownSelectors } from './selectors.ts';

/** What the syncs of one running controller share. */
export interface Autoscaling {
  readonly pods: Pick<Lister<Pod>, 'list'>;
  readonly metrics: MetricsSource;
  readonly targets: ScaleTargets;
  readonly recorder: EventRecorder;
  readonly selectors: KnownSelectors;
  /** By key of the autoscaler. */
  readonly histories: Map<string, History>;
  nowMs(): number;
  writeStatus(autoscaler: HorizontalPodAutoscaler): Process<unknown>;
}

/** One sync. */
interface Sync {
  readonly shared: Autoscaling;
  readonly hpa: HorizontalPodAutoscaler;
  readonly spec: HorizontalPodAutoscalerSpec;
  readonly key: string;
  readonly reference: string;
  readonly conditions: Conditions;
}

/** What a sync has decided on. */
interface Decision {
  readonly replicas: number;
  /** Why, in the words of the event; '' for no change. */
  readonly reason: string;
  readonly metrics?: readonly MetricStatus[];
  /** A metric that could not be had although the others could. */
  readonly error?: Error;
}

/** Looks at one autoscaler; throws what upstream's sync returns as its error. Models reconcileAutoscaler. */
export function* reconcile(shared: Autoscaling, hpa: HorizontalPodAutoscaler): Process<void> {
  const spec = hpa.spec!;
  const { kind, name } = spec.scaleTargetRef;
  const sync: Sync = {
    ...{ shared, hpa, spec, key: objectKey(hpa), reference: `${kind}/${hpa.metadata.namespace}/${name}` },
    conditions: createConditions(hpa.status?.conditions, shared.nowMs()),
  };
  const target = yield* findTarget(sync);
  const { scale } = target;
  const current = scale.spec?.replicas ?? 0;
  if (!shared.histories.has(sync.key)) shared.histories.set(sync.key, initialHistory(current, shared.nowMs()));
  const decision = yield* decide(sync, scale, current);
  const rescaled = decision.reason !== '';
  if (rescaled) yield* rescale(sync, target, current, decision);
  const replicas = rescaled ? decision.replicas : current;
  yield* writeStatus(sync, current, replicas, decision.metrics, rescaled);
  if (decision.error) throw decision.error;
}

function* findTarget(sync: Sync): Process<ScaleTarget> {
  const { shared, hpa, spec, conditions, reference } = sync;
  try {
    const target = yield* shared.targets.find(spec.scaleTargetRef, hpa.metadata.namespace ?? '');
    const message = "the HPA controller was able to get the target's current scale";
    conditions.set('AbleToScale', 'True', 'SucceededGetScale', message);
    return target;
  } catch (error) {
    if (isBug(error)) throw error;
    const { message, told } = error as TargetError;
    shared.recorder.event(hpa, 'Warning', 'FailedGetScale', message);
    const unable = `the HPA controller was unable to get the target's current scale: ${message}`;
    conditions.set('AbleToScale', 'False', 'FailedGetScale', unable);
    const { currentReplicas = 0, desiredReplicas = 0, currentMetrics } = hpa.status ?? {};
    yield* quietly(writeStatus(sync, currentReplicas, desiredReplicas, currentMetrics, false));
    throw new Error(`${told ?? `failed to query scale subresource for ${reference}`}: ${message}`, { cause: error });
  }
}

function* decide(sync: Sync, scale: Scale, current: number): Process<Decision> {
  const { spec, conditions } = sync;
  const { minReplicas: min = 1, maxReplicas: max } = spec;
  if (current === 0 && min !== 0) {
    const message = 'scaling is disabled since the replica count of the target is zero';
    conditions.set('ScalingActive', 'False', 'ScalingDisabled', message);
    return { replicas: 0, reason: '' };
  }
  if (current > max) return { replicas: max, reason: 'Current number of replicas above Spec.MaxReplicas' };
  if (current < min) return { replicas: min, reason: 'Current number of replicas below Spec.MinReplicas' };
  return yield* decideByMetrics(sync, scale, current);
}

function* decideByMetrics(sync: Sync, scale: Scale, current: number): Process<Decision> {
  const { shared, spec, key, conditions } = sync;
  const outcomes = yield* measure(sync, scale, current);
  const statuses = outcomes.map((outcome) => ('status' in outcome ? outcome.status : { type: '' }));
  const failures = outcomes.filter((outcome): outcome is Failure => 'error' in outcome);
  const best = largest(outcomes);
  const first = failures[0];
  const error =
    first &&
    new Error(`invalid metrics (${failures.length} invalid out of ${outcomes.length}), first error is: ${first.error}`);
  // With a metric missing there may be more, never less.
  if (!best || (first && best.replicas < current)) {
    const unable = `the HPA was unable to compute the replica count: ${first!.text}`;
    conditions.set('ScalingActive', 'False', first!.reason, unable);
    return yield* giveUp(sync, current, statuses, error!);
  }
  const valid = `the HPA was able to successfully calculate a replica count from ${best.name}`;
  conditions.set('ScalingActive', 'True', 'ValidMetricFound', valid);
  const wanted = { current, desired: best.replicas, min: spec.minReplicas ?? 1, max: spec.maxReplicas };
  const history = shared.histories.get(key)!;
  const { stabilized, limited, recommendations } = rule(wanted, spec, history, shared.nowMs());
  shared.histories.set(key, { ...history, recommendations });
  conditions.set('AbleToScale', 'True', stabilized.reason, stabilized.message);
  const isLimited = limited.replicas !== stabilized.replicas;
  conditions.set('ScalingLimited', isLimited ? 'True' : 'False', limited.reason, limited.message);
  const { replicas } = limited;
  const decision = { replicas, reason: '', metrics: statuses, ...(error ? { error } : {}) };
  if (replicas === current) return decision;
  return { ...decision, reason: best.replicas > current ? `${best.name} above target` : 'All metrics below target' };
}

/** The proposal for most replicas; of equal ones the first. */
function largest(outcomes: readonly (Proposal | Failure)[]): Proposal | undefined {
  let best: Proposal | undefined;
  for (const outcome of outcomes) {
    if (!('status' in outcome)) continue;
    if (!best || best.replicas === 0 || outcome.replicas > best.replicas) best = outcome;
  }
  return best;
}

/** What each metric asks for, in their order; those that could not be had are told. Models computeReplicasForMetrics. */
function* measure(sync: Sync, scale: Scale, current: number): Process<readonly (Proposal | Failure)[]> {
  const { shared, hpa, spec } = sync;
  const namespace = hpa.metadata.namespace ?? '';
  const selector = yield* checkedSelector(sync, scale.status?.selector ?? '', current);
  const pods = [...shared.pods.list(namespace)].filter((pod) => selector.matches(pod.metadata.labels));
  const outcomes: (Proposal | Failure)[] = [];
  for (const metric of spec.metrics ?? []) {
    const target = {
      ...{ namespace, selector: selector.toString(), pods },
      ...{ specReplicas: current, statusReplicas: scale.status?.replicas ?? 0, nowMs: shared.nowMs() },
    };
    const outcome = yield* proposalOf(metric, target, shared.metrics);
    if ('error' in outcome) shared.recorder.event(hpa, 'Warning', outcome.reason, outcome.text);
    outcomes.push(outcome);
  }
  return outcomes;
}

/** The selector of the target, if no other autoscaler selects its Pods. Models validateAndParseSelector. */
function* checkedSelector(sync: Sync, text: string, current: number): Process<LabelMatcher> {
  const { shared, hpa, key } = sync;
  if (text === '') {
    const missing = "the HPA target's scale is missing a selector";
    return yield* refuse(sync, current, 'SelectorRequired', 'selector is required', 'InvalidSelector', missing);
  }
  let selector: LabelMatcher;
  try {
    selector = parseLabelSelector(text);
  } catch (error) {
    const wrong = `couldn't convert selector into a corresponding internal selector object: ${(error as Error).message}`;
    return yield* refuse(sync, current, 'InvalidSelector', wrong, 'InvalidSelector', wrong);
  }
  shared.selectors.put(key, selector);
  const namespace = hpa.metadata.namespace ?? '';
  const pods = [...shared.pods.list(namespace)].filter((pod) => selector.matches(pod.metadata.labels));
  const selecting = shared.selectors.selecting(namespace, pods);
  if (selecting.length <= 1) return selector;
  const shares = `pods by selector ${text} are controlled by multiple HPAs: [${selecting.join(' ')}]`;
  return yield* refuse(sync, current, 'AmbiguousSelector', shares, 'AmbiguousSelector', shares);
}

function* refuse(
  sync: Sync,
  current: number,
  event: string,
  text: string,
  reason: string,
  message: string,
): Process<never> {
  sync.shared.recorder.event(sync.hpa, 'Warning', event, text);
  sync.conditions.set('ScalingActive', 'False', reason, message);
  return yield* giveUp(sync, current, undefined, new Error(text));
}

/** Writes down what is known and ends the sync. */
function* giveUp(
  sync: Sync,
  current: number,
  metrics: readonly MetricStatus[] | undefined,
  error: Error,
): Process<never> {
  const { shared, hpa, reference } = sync;
  yield* quietly(writeStatus(sync, current, hpa.status?.desiredReplicas ?? 0, metrics, false));
  shared.recorder.event(hpa, 'Warning', 'FailedComputeMetricsReplicas', error.message);
  const failed = 'failed to compute desired number of replicas based on listed metrics for';
  throw new Error(`${failed} ${reference}: ${error.message}`, { cause: error });
}

function* rescale(sync: Sync, target: ScaleTarget, current: number, decision: Decision): Process<void> {
  const { shared, hpa, spec, key, conditions, reference } = sync;
  const { replicas, reason } = decision;
  try {
    yield* target.update(replicas);
  } catch (error) {
    if (isBug(error)) throw error;
    const { message } = error as Error;
    shared.recorder.event(
      hpa,
      'Warning',
      'FailedRescale',
      `New size: ${replicas}; reason: ${reason}; error: ${message}`,
    );
    const unable = `the HPA controller was unable to update the target scale: ${message}`;
    conditions.set('AbleToScale', 'False', 'FailedUpdateScale', unable);
    yield* quietly(writeStatus(sync, current, hpa.status?.desiredReplicas ?? 0, decision.metrics, false));
    throw new Error(`failed to rescale ${reference}: ${message}`, { cause: error });
  }
  const able = `the HPA controller was able to update the target scale to ${replicas}`;
  conditions.set('AbleToScale', 'True', 'SucceededRescale', able);
  shared.recorder.event(hpa, 'Normal', 'SuccessfulRescale', `New size: ${replicas}; reason: ${reason}`);
  shared.histories.set(key, withScaling(shared.histories.get(key)!, spec, current, replicas, shared.nowMs()));
}

/** Writes the status where it has changed. Models setStatus and updateStatusIfNeeded. */
function* writeStatus(
  { shared, hpa, conditions }: Sync,
  currentReplicas: number,
  desiredReplicas: number,
  metrics: readonly MetricStatus[] | undefined,
  rescaled: boolean,
): Process<void> {
  const { lastScaleTime: before, observedGeneration } = hpa.status ?? {};
  const lastScaleTime = rescaled ? rfc3339(shared.nowMs()) : before;
  const status: HorizontalPodAutoscalerStatus = {
    ...(observedGeneration === undefined ? {} : { observedGeneration }),
    ...(lastScaleTime ? { lastScaleTime } : {}),
    // Go's encoder leaves out 0.
    ...(currentReplicas === 0 ? {} : { currentReplicas }),
    desiredReplicas,
    ...(metrics?.length ? { currentMetrics: metrics } : {}),
    conditions: conditions.list(),
  };
  if (deepEqual(status, { ...hpa.status, currentMetrics: hpa.status?.currentMetrics ?? undefined })) return;
  try {
    yield* shared.writeStatus({ ...hpa, status });
  } catch (error) {
    if (isBug(error)) throw error;
    const { message } = error as Error;
    shared.recorder.event(hpa, 'Warning', 'FailedUpdateStatus', message);
    throw new Error(`failed to update status for ${hpa.metadata.name}: ${message}`, { cause: error });
  }
}

/** A write that fails while something else has failed is not told again. */
function* quietly(work: Process<void>): Process<void> {
  try {
    yield* work;
  } catch (error) {
    if (isBug(error)) throw error;
  }
}
