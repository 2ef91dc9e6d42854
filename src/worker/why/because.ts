import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Action } from '../../api/scenario.ts';
import type { WhyStep } from '../../protocol/why.ts';
import type { LoggedEvent, LoggedWrite } from '../write-log.ts';
import { isChange } from './is-change.ts';
import { inputStep } from './roots.ts';
import { plainStep, type Told } from './step.ts';
import { tellPod } from './tell-pod.ts';
import { isMarking } from './tell-write.ts';
import { lastInput, refOf, type WhyWorld } from './world.ts';

/** What a write goes back to: steps that tell of no write, and the write or the end that is before them. */
export interface Because {
  readonly steps: readonly WhyStep[];
  readonly write?: LoggedWrite | undefined;
}

const NODE_FAULTS: ReadonlySet<string> = new Set([
  'node-crash',
  'node-partition',
  'kubelet-stop',
  'instance-delete',
  'network-loss',
  'network-delay',
]);
/** How near in time two records of one decision are. */
const NEAR_MS = 2_000;

/**
 * What a write goes back to. Where its author has acted on what it saw, that is the origin that the log has; where it acted
 * because time went by or something did not come, it is what people mean by the cause: the fault, the deletion, the load.
 */
export function becauseOf(world: WhyWorld, write: LoggedWrite, told: Told): Because {
  return byRule(world, write, told) ?? byOrigin(world, write) ?? { steps: [], write: changeBefore(world, write) };
}

function byRule(world: WhyWorld, write: LoggedWrite, { say }: Told): Because | undefined {
  switch (say) {
    case 'nodeSilent':
      return endedBy(
        world,
        write.atMs,
        (action) =>
          action.type === 'fault' && NODE_FAULTS.has(action.fault) && action.target === write.object.metadata.name,
      );
    case 'podNotReadyNode':
      return { steps: [], write: nodeChange(world, write) };
    case 'bound':
      return firstTry(world, write);
    case 'podEnded':
    case 'deleted':
      return markedBefore(world, write);
    case 'collected':
      return goneOwner(world, write);
    case 'emptied':
      return {
        steps: [],
        write: markingOf(world, 'Namespace', '', write.object.metadata.namespace ?? '', write.revision),
      };
    case 'restarted':
    case 'outOfMemory':
    case 'crashed':
    case 'failed':
    case 'notReady':
      return containerTrouble(world, write);
    case 'waiting':
      return afterCrash(world, write) ?? containerTrouble(world, write);
    case 'scaled':
      return write.user.endsWith(':horizontal-pod-autoscaler') ? byAutoscaler(world, write) : undefined;
    default:
      return undefined;
  }
}

/** The last change of a Pod's node before a write of the Pod. */
function nodeChange(world: WhyWorld, { object, revision }: LoggedWrite): LoggedWrite | undefined {
  const name = (object as Pod).spec?.nodeName ?? '';
  const writes = world.log.of({ kind: 'Node', namespace: '', name });
  return writes.findLast((each) => each.revision < revision && isChange(each));
}

/**
 * The scheduler takes one Pod after the other: one that it has tried only once follows from its creation. One that had found
 * no node follows from what has made room for it, which the log has.
 */
function firstTry(world: WhyWorld, { object, revision }: LoggedWrite): Because | undefined {
  const before = world.log.of(refOf('Pod', object)).filter((each) => each.revision < revision);
  if (before.some((each) => tellPod(each)?.say === 'unschedulable')) return undefined;
  const made = before.findLast(({ type }) => type === 'ADDED');
  return made && { steps: [], write: made };
}

/** What its author woke up for by itself follows from how the object was. */
function changeBefore(world: WhyWorld, { kind, object, revision, type }: LoggedWrite): LoggedWrite | undefined {
  if (type === 'ADDED') return undefined;
  return world.log.of(refOf(kind.kind, object)).findLast((each) => each.revision < revision && isChange(each));
}

/** What the log has found: an input at once, or the write that was seen. */
function byOrigin(world: WhyWorld, { origin, revision, kind, user, object }: LoggedWrite): Because | undefined {
  if (origin.input) return { steps: [inputStep(world, origin.input.action, origin.input.sentMs - world.originMs)] };
  const seen = origin.revision < revision ? world.log.atRevision(origin.revision) : undefined;
  if (!seen) return undefined;
  const isElsewhere =
    kind.kind === 'Pod' && user.startsWith('system:node:') && seen.object.metadata.uid !== object.metadata.uid;
  // A kubelet tells of its Pods one after the other: each has its own story.
  return { steps: [], write: isElsewhere ? (bindingOf(world, object, revision) ?? seen) : seen };
}

/** The write by which a Pod got its node. */
function bindingOf(world: WhyWorld, pod: KubeObject, before: number): LoggedWrite | undefined {
  return world.log.of(refOf('Pod', pod)).findLast((each) => each.revision < before && tellPod(each)?.say === 'bound');
}

function endedBy(world: WhyWorld, byMs: number, test: (action: Action) => boolean): Because | undefined {
  const input = lastInput(world, byMs, test);
  return input && { steps: [inputStep(world, input.action, input.atMs)] };
}

/** The write that asked for the deletion of what is gone now. */
function markedBefore(world: WhyWorld, write: LoggedWrite): Because | undefined {
  const { kind, object, revision } = write;
  const { namespace, name } = refOf(kind.kind, object);
  const marking = markingOf(world, kind.kind, namespace, name, revision);
  return marking && { steps: [], write: marking };
}

function markingOf(
  world: WhyWorld,
  kind: string,
  namespace: string,
  name: string,
  before: number,
): LoggedWrite | undefined {
  return world.log.of({ kind, namespace, name }).findLast((each) => each.revision < before && isMarking(each));
}

/** The garbage collector follows the deletion of the owner. */
function goneOwner(world: WhyWorld, { object, revision }: LoggedWrite): Because | undefined {
  const uids = new Set((object.metadata.ownerReferences ?? []).map(({ uid }) => uid));
  const gone = world.log
    .from(0)
    .findLast(
      (each) =>
        each.revision < revision &&
        uids.has(each.object.metadata.uid ?? '') &&
        (each.type === 'DELETED' || isMarking(each)),
    );
  return gone && { steps: [], write: gone };
}

/** The newest Event of an object with a reason, at most so long before or after a moment. */
function eventOf(
  world: WhyWorld,
  object: KubeObject,
  reasons: readonly string[],
  atMs: number,
  withinMs: number,
): LoggedEvent | undefined {
  const uid = object.metadata.uid ?? '';
  let found: LoggedEvent | undefined;
  for (const each of world.log.events.values()) {
    const { involvedObject, reason = '' } = each.event;
    if (involvedObject.uid === uid && reasons.includes(reason) && Math.abs(each.atMs - atMs) <= withinMs) found = each;
  }
  return found;
}

/** An Event as a step. */
export function eventStep({ event, atMs }: LoggedEvent): WhyStep {
  const {
    involvedObject: { kind = '', namespace = '', name = '' },
  } = event;
  const actor = event.source?.component || event.reportingComponent || '';
  return plainStep(
    'event',
    { actor, reason: event.reason ?? '', message: event.message ?? '' },
    { kind, namespace: kind === 'Node' ? '' : namespace, name },
    atMs,
    actor,
  );
}

/** A container was killed by somebody, or its probe has failed; else the Pod's own story goes on. */
function containerTrouble(world: WhyWorld, write: LoggedWrite): Because | undefined {
  const { object, atMs } = write;
  const { namespace = '', name = '' } = object.metadata;
  const fault = lastInput(
    world,
    atMs,
    (action) =>
      action.type === 'fault' &&
      (action.target === `${namespace}/${name}` ||
        action.target === name ||
        action.target.startsWith(`${namespace}/${name}/`)),
  );
  if (fault && atMs - fault.atMs < 60_000) return { steps: [inputStep(world, fault.action, fault.atMs)] };
  const probe = eventOf(world, object, ['Unhealthy', 'Failed', 'FailedMount'], atMs, 90_000);
  const before = byOrigin(world, write);
  if (probe) return { steps: [eventStep(probe)], write: before?.write };
  return afterCrash(world, write);
}

/** What waits or starts again had ended before. */
function afterCrash(world: WhyWorld, write: LoggedWrite): Because | undefined {
  const before = changeBefore(world, write);
  const told = before && tellPod(before);
  return told?.say === 'crashed' || told?.say === 'outOfMemory' ? { steps: [], write: before } : undefined;
}

/** What the autoscaler has measured, and who has made the load. */
function byAutoscaler(world: WhyWorld, { object, atMs }: LoggedWrite): Because | undefined {
  let seen: LoggedEvent | undefined;
  for (const each of world.log.events.values()) {
    if (each.event.reason !== 'SuccessfulRescale' || Math.abs(each.atMs - atMs) > NEAR_MS) continue;
    const { name = '', namespace = '' } = each.event.involvedObject;
    const target = world.objects.find(
      ({ kind, object: { metadata } }) =>
        kind.kind === 'HorizontalPodAutoscaler' && metadata.name === name && metadata.namespace === namespace,
    );
    const { scaleTargetRef } = (target?.object as { spec?: { scaleTargetRef?: { name: string } } })?.spec ?? {};
    if (scaleTargetRef?.name === object.metadata.name) seen = each;
  }
  if (!seen) return undefined;
  const load = lastInput(world, atMs, ({ type }) => type === 'traffic');
  return { steps: [eventStep(seen), ...(load ? [inputStep(world, load.action, load.atMs)] : [])] };
}
