import type { Pod, Service } from '../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import { controllerOf, type KubeObject } from '../../api/object.ts';
import { mapMatcher } from '../../api/selectors.ts';
import type { WhyStep } from '../../protocol/why.ts';
import type { LoggedWrite } from '../write-log.ts';
import { eventStep } from './because.ts';
import { inputStep } from './roots.ts';
import { plainStep } from './step.ts';
import { lastInput, refOf, type WhyWorld } from './world.ts';

/** What is missing now, and from which write or object the story goes on. */
export interface Finding {
  readonly steps: readonly WhyStep[];
  /** Goes on with what this object lacks, or how it came to be as it is. */
  readonly object?: WhyWorld['objects'][number] | undefined;
  /** Goes on with the last write that set the wishes of an object. */
  readonly wishes?: WhyWorld['objects'][number] | undefined;
}

type Found = WhyWorld['objects'][number];

interface Workload extends KubeObject {
  readonly spec?: {
    readonly replicas?: number;
    readonly template?: { readonly metadata?: { readonly labels?: Readonly<Record<string, string>> } };
  };
  readonly status?: {
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly observedGeneration?: number;
  };
}

const WORKLOADS: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'ReplicationController',
]);

/** What an object lacks that one would ask about; undefined when nothing is missing. */
export function findingOf(world: WhyWorld, found: Found): Finding | undefined {
  const { kind, object } = found;
  if (object.metadata.deletionTimestamp !== undefined) return undefined;
  if (kind.kind === 'Service') return serviceFinding(world, found);
  if (kind.kind === 'Pod') return podFinding(world, object as Pod);
  return WORKLOADS.has(kind.kind) ? workloadFinding(world, found) : undefined;
}

/** A component that does not run, and who stopped it. */
export function stoppedStep(world: WhyWorld, component: string): WhyStep[] {
  if (!world.stopped.includes(component)) return [];
  const fault = lastInput(world, world.nowMs, (action) => action.type === 'fault' && action.target === component);
  return [
    plainStep('componentStopped', { component }, null, null, component),
    ...(fault ? [inputStep(world, fault.action, fault.atMs)] : []),
  ];
}

function serviceFinding(world: WhyWorld, found: Found): Finding | undefined {
  const service = found.object as Service;
  const { namespace = '', name } = service.metadata;
  const ref = refOf('Service', service);
  if (service.spec?.type === 'ExternalName') return undefined;
  const ready = world.objects
    .filter(
      ({ kind, object }) =>
        kind.kind === 'EndpointSlice' &&
        object.metadata.namespace === namespace &&
        object.metadata.labels?.['kubernetes.io/service-name'] === name,
    )
    .flatMap(({ object }) => (object as EndpointSlice).endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready !== false);
  if (ready.length > 0) return undefined;
  const none = plainStep('noEndpoints', {}, ref);
  const stopped = stoppedStep(world, 'kube-controller-manager');
  if (stopped.length > 0) return { steps: [none, ...stopped] };
  const { selector = {} } = service.spec ?? {};
  const selected = textOf(selector);
  if (selected === '') return { steps: [none, plainStep('noSelector', {}, ref)], wishes: found };
  const pods = world.objects.filter(
    ({ kind, object }) => kind.kind === 'Pod' && object.metadata.namespace === namespace,
  );
  const matches = mapMatcher(selector);
  const own = pods.filter(({ object }) => matches.matches(object.metadata.labels));
  if (own.length === 0) {
    const maker = world.objects.find(
      ({ kind, object }) =>
        WORKLOADS.has(kind.kind) &&
        controllerOf(object) === undefined &&
        object.metadata.namespace === namespace &&
        matches.matches((object as Workload).spec?.template?.metadata?.labels),
    );
    const near = maker ? '' : nearest(selector, pods);
    return {
      steps: [none, plainStep('selectsNothing', { selector: selected, near: near || 'none' }, ref)],
      ...(maker ? { object: maker } : { wishes: found }),
    };
  }
  const [first] = own;
  return {
    steps: [none, plainStep('selectsUnready', { pods: own.length, pod: first!.object.metadata.name ?? '' }, ref)],
    object: first,
  };
}

const textOf = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');

/** The labels of a Pod that come nearest to a selector: of the same keys, else with the same value. '' for none. */
function nearest(selector: Readonly<Record<string, string>>, pods: readonly Found[]): string {
  const values = new Set(Object.values(selector));
  for (const { object } of pods) {
    const labels = Object.entries(object.metadata.labels ?? {}).filter(
      ([key, value]) => key in selector || values.has(value),
    );
    if (labels.length > 0) return textOf(Object.fromEntries(labels));
  }
  return '';
}

function podFinding(world: WhyWorld, pod: Pod): Finding | undefined {
  if (pod.spec?.nodeName) return undefined;
  const stopped = stoppedStep(world, 'kube-scheduler');
  return stopped.length > 0 ? { steps: stopped } : undefined;
}

function workloadFinding(world: WhyWorld, found: Found): Finding | undefined {
  const { kind, object } = found;
  const { spec, status, metadata } = object as Workload;
  const ref = refOf(kind.kind, object);
  if (spec?.replicas === 0 && kind.kind !== 'ReplicaSet')
    return { steps: [plainStep('replicasZero', {}, ref)], wishes: found };
  if ((status?.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    const stopped = stoppedStep(world, 'kube-controller-manager');
    if (stopped.length > 0) return { steps: stopped };
  }
  const wants = spec?.replicas;
  if (wants !== undefined && (status?.readyReplicas ?? 0) >= wants) return undefined;
  const failed = failedCreate(world, object);
  const isShort =
    wants === undefined
      ? world.objects.every(({ object: each }) => controllerOf(each)?.uid !== metadata.uid)
      : (status?.replicas ?? 0) < wants;
  if (failed && isShort) {
    const quota = /exceeded quota: ([^,]+)/.exec(failed.event.message ?? '')?.[1];
    const limit =
      quota &&
      world.objects.find(
        ({ kind: each, object: { metadata: own } }) =>
          each.kind === 'ResourceQuota' && own.name === quota && own.namespace === metadata.namespace,
      );
    const said = { ...eventStep(failed), say: 'createFails' as const };
    if (!limit) return { steps: [said], wishes: found };
    return { steps: [said, plainStep('quota', {}, refOf('ResourceQuota', limit.object))], wishes: limit };
  }
  const child = ownedBy(world, object).find((each) => isUnready(each.object));
  if (child) {
    const further = findingOf(world, child);
    return further ?? { steps: [], object: child };
  }
  return undefined;
}

/** Newest first. */
function ownedBy(world: WhyWorld, owner: KubeObject): Found[] {
  return world.objects
    .filter(({ object }) => controllerOf(object)?.uid === owner.metadata.uid)
    .sort((a, b) => b.revision - a.revision);
}

function isUnready(object: KubeObject): boolean {
  const { spec, status } = object as Workload & Pod;
  if (spec?.replicas !== undefined) return spec.replicas > 0 && (status?.readyReplicas ?? 0) < spec.replicas;
  if (status?.phase === 'Succeeded') return false;
  return !(status?.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True');
}

function failedCreate(world: WhyWorld, { metadata }: KubeObject) {
  return [...world.log.events.values()].findLast(
    ({ event }) => event.involvedObject.uid === metadata.uid && event.reason === 'FailedCreate',
  );
}

/** The last write that set what an object wishes for: its creation, or a change of its spec. */
export function wishOf(world: WhyWorld, { kind, object }: Found): LoggedWrite | undefined {
  return world.log
    .of(refOf(kind.kind, object))
    .findLast(
      ({ type, object: now, previous }) =>
        type === 'ADDED' ||
        now.metadata.generation !== previous?.metadata.generation ||
        (now as Workload).spec !== (previous as Workload | undefined)?.spec,
    );
}
