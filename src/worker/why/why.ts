import type { KindRef } from '../../protocol/inspect.ts';
import type { WhyAnswer, WhyChain, WhyQuery, WhyStep } from '../../protocol/why.ts';
import type { LoggedWrite } from '../write-log.ts';
import { eventStep } from './because.ts';
import { chainOf } from './chain.ts';
import { findingOf, wishOf } from './findings.ts';
import { isChange } from './is-change.ts';
import { refusedCreate, type Traced, tracedLoss, tracedRequest, tracedWay } from './requests.ts';
import { inputStep, otherRoot } from './roots.ts';
import { plainStep } from './step.ts';
import { findObject, refOf, type WhyWorld } from './world.ts';

/** Answers why something is as it is, or is not there: chains of causes, each from what is asked back to its first cause. */
export function whyOf(world: WhyWorld, query: WhyQuery): WhyAnswer {
  return { atMs: world.nowMs, chains: chainsOf(world, query).filter(({ steps }) => steps.length > 0) };
}

function chainsOf(world: WhyWorld, query: WhyQuery): WhyChain[] {
  switch (query.about) {
    case 'object':
      return objectChains(world, query.ref);
    case 'write': {
      const write = world.log.at(query.ref);
      return [{ of: 'write', steps: write ? chainOf(world, write) : [] }];
    }
    case 'event':
      return [{ of: 'event', steps: eventChain(world, query.uid) }];
    case 'request':
      return [{ of: 'request', steps: further(world, tracedRequest(world, query.request)) }];
    case 'way':
      return [{ of: 'request', steps: further(world, tracedWay(query)) }];
    case 'loss':
      return [{ of: 'request', steps: further(world, tracedLoss(query.client, query.cause, query.atMs)) }];
  }
}

/** Why an object is as it is and, where that does not say it, why it exists; or why there is none. */
function objectChains(world: WhyWorld, ref: KindRef): WhyChain[] {
  const found = findObject(world, ref);
  if (!found) return [{ of: 'absence', steps: absence(world, ref) }];
  const state = stateChain(world, found);
  const made = world.log
    .of(ref)
    .findLast(({ type, object }) => type === 'ADDED' && object.metadata.uid === found.object.metadata.uid);
  const isTold = made === undefined || state.some(({ write }) => write?.revision === made.revision);
  return [
    { of: 'state', steps: state },
    ...(isTold ? [] : [{ of: 'existence' as const, steps: chainOf(world, made) }]),
  ];
}

/** What an object lacks, else what made it as it is. */
function stateChain(world: WhyWorld, found: WhyWorld['objects'][number]): WhyStep[] {
  const finding = findingOf(world, found);
  if (finding) {
    const steps = [...finding.steps];
    if (steps.some(({ root }) => root !== '')) return steps;
    if (finding.object) return [...steps, ...stateChain(world, finding.object)];
    const wish = finding.wishes && wishOf(world, finding.wishes);
    return [...steps, ...(wish ? chainOf(world, wish) : [otherRoot(world, world.nowMs)])];
  }
  const write = lastChange(world.log.of(refOf(found.kind.kind, found.object)));
  return write ? chainOf(world, write) : [otherRoot(world, 0)];
}

/** The last write that made an object what it is: its state, its wishes, its end; not what only counts or beats. */
function lastChange(writes: readonly LoggedWrite[]): LoggedWrite | undefined {
  return writes.findLast((write) => isChange(write)) ?? writes.at(-1);
}

/** Why there is no object of a name: who deleted it, who was not allowed to make it, or that nobody ever did. */
function absence(world: WhyWorld, ref: KindRef): WhyStep[] {
  const last = world.log.of(ref).at(-1);
  if (last) return chainOf(world, last);
  const refused = refusedCreate(world, ref);
  if (refused > 0) return further(world, tracedRequest(world, refused));
  const never = plainStep('neverWas', {}, ref);
  const others = world.objects.filter(
    ({ kind, object }) => kind.kind === ref.kind && object.metadata.name === ref.name,
  );
  const [other] = others;
  if (!other) return [never];
  return [
    never,
    plainStep('isThere', { elsewhere: other.object.metadata.namespace ?? '' }, refOf(ref.kind, other.object)),
  ];
}

/** An Event, then what its reporter has acted on. */
function eventChain(world: WhyWorld, uid: string): WhyStep[] {
  const logged = world.log.events.get(uid);
  if (!logged) return [];
  const { origin } = logged;
  const step = eventStep(logged);
  if (origin.input) return [step, inputStep(world, origin.input.action, origin.input.sentMs - world.originMs)];
  const found = world.log.atRevision(origin.revision);
  // Who tells of Pods one after the other has seen another one last.
  const isOther =
    found?.kind.kind === 'Pod' && step.ref?.kind === 'Pod' && found.object.metadata.name !== step.ref.name;
  const seen = found && !isOther ? found : step.ref ? lastBefore(world, step.ref, logged.atMs) : undefined;
  return [step, ...(seen ? chainOf(world, seen) : [otherRoot(world, logged.atMs)])];
}

function lastBefore(world: WhyWorld, ref: KindRef, atMs: number): LoggedWrite | undefined {
  return world.log.of(ref).findLast((write) => write.atMs <= atMs);
}

/** Goes on from a request with the story of what it met. */
function further(world: WhyWorld, { steps, object, write }: Traced): WhyStep[] {
  if (write) return [...steps, ...chainOf(world, write)];
  if (!object)
    return [
      ...steps,
      ...(steps.some(({ root }) => root !== '') || steps.length === 0 ? [] : [otherRoot(world, world.nowMs)]),
    ];
  const found = findObject(world, object);
  return [...steps, ...(found ? stateChain(world, found) : absence(world, object))];
}
