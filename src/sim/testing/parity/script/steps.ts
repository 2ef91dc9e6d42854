import { isTerminating, type KubeObject } from '../../../../api/object.ts';
import PodKind from '../../../../kinds/pod/kind.ts';
import { NAMESPACE } from '../../control-plane.ts';
import { activePods, kubeletStates, kubeletStep } from './kubelet-steps.ts';
import type { ScriptWorld } from './script-world.ts';

/** One step of a script; which field it has says what it does. */
export interface Step {
  readonly kubelet?: string | Readonly<Record<string, string>>;
  readonly patch?: unknown;
  /** `Kind/name` that a patch is for; the main object without it. */
  readonly on?: string;
  readonly delete?: string;
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  readonly create?: string;
  readonly removeFinalizer?: string;
  readonly apply?: KubeObject;
  readonly label?: string;
  /** Seconds, or until what. */
  readonly wait?: number | string;
  readonly do?: string;
}

const STRATEGIC = 'application/strategic-merge-patch+json' as const;
const MERGE = 'application/merge-patch+json' as const;
const WAIT_LIMIT_MS = 700_000;
const POLL_MS = 100;

/** Carries out a step and waits until nothing changes. Gives the seconds that a wait took. */
export function playStep(world: ScriptWorld, step: Step): number {
  const seconds = carryOut(world, step);
  world.settle();
  return seconds;
}

function carryOut(world: ScriptWorld, step: Step): number {
  if (step.patch !== undefined) patch(world, step.on, { type: STRATEGIC, body: step.patch });
  else if (typeof step.kubelet === 'string') kubeletStep(world, step.kubelet);
  else if (step.kubelet) kubeletStates(world, step.kubelet);
  else if (step.delete) remove(world, step.delete, step.propagationPolicy);
  else if (step.create) createFromText(world, step.create);
  else if (step.removeFinalizer) {
    patch(world, step.removeFinalizer, { type: MERGE, body: { metadata: { finalizers: null } } });
  } else if (step.apply) world.create(step.apply);
  else if (step.label) label(world, step.label);
  else if (step.do) act(world, step.do);
  else if (typeof step.wait === 'number') world.run(step.wait * 1000);
  else if (step.wait) return waitFor(world);
  else throw new Error(`nobody knows the step ${JSON.stringify(step)}`);
  return 0;
}

function target(world: ScriptWorld, on: string | undefined) {
  const [kindName = '', name = ''] = on?.split('/') ?? [world.main?.kind, world.main?.metadata.name];
  const kind = world.kind(kindName);
  if (!kind) throw new Error(`no kind ${kindName}`);
  return { kind, name, namespace: kind.namespaced ? NAMESPACE : '' };
}

function patch(
  world: ScriptWorld,
  on: string | undefined,
  body: { type: typeof STRATEGIC | typeof MERGE; body: unknown },
): void {
  const { kind, name, namespace } = target(world, on);
  world.act(world.client.patch(kind, namespace, name, body));
}

function remove(world: ScriptWorld, what: string, propagationPolicy?: Step['propagationPolicy']): void {
  const pod = what === 'one pod' ? world.list(PodKind).find((each) => !isTerminating(each)) : undefined;
  const { kind, name, namespace } = target(world, pod ? `Pod/${pod.metadata.name}` : what);
  world.act(world.client.delete(kind, namespace, name, propagationPolicy ? { propagationPolicy } : {}));
}

/** `ConfigMap/held with finalizer example.com/hold, ConfigMap/free`. */
function createFromText(world: ScriptWorld, text: string): void {
  for (const part of text.split(', ')) {
    const match = /^(\w+)\/(\S+)(?: with finalizer (\S+))?$/.exec(part);
    if (!match) throw new Error(`nobody knows how to create ${part}`);
    const [, kind, name, finalizer] = match;
    const metadata = { name, ...(finalizer ? { finalizers: [finalizer] } : {}) };
    world.create({ apiVersion: 'v1', kind, metadata } as KubeObject);
  }
}

/** `node da1 pool=none`. */
function label(world: ScriptWorld, text: string): void {
  const [kindName = '', name = '', pair = ''] = text.split(' ');
  const kind = world.kinds.find((each) => each.singular === kindName)!;
  const [key = '', value = ''] = pair.split('=');
  const body = { metadata: { labels: { [key]: value } } };
  world.act(world.client.patch(kind, kind.namespaced ? NAMESPACE : '', name, { type: MERGE, body }));
}

/** `delete Kind/name`, `create claim d again`, `delete pod p, kubelet finishes it`. */
function act(world: ScriptWorld, text: string): void {
  const removal = /^delete (?:(\w+)\/(\S+?)|pod (\S+?))(, kubelet finishes it)?$/.exec(text);
  const again = /^create \w+ (\S+) again$/.exec(text);
  if (removal) {
    const [, kind = 'Pod', name, pod, finishes] = removal;
    remove(world, `${kind}/${name ?? pod}`);
    world.run(100);
    if (finishes) world.removeTerminating();
  } else if (again) {
    const gone = [...world.deleted.values()].find(({ metadata }) => metadata.name === again[1]);
    if (!gone) throw new Error(`${again[1]} has never been`);
    const { name, labels } = gone.metadata;
    const { volumeName: _, ...spec } = (gone as { spec?: Record<string, unknown> }).spec ?? {};
    const { apiVersion, kind } = gone;
    world.create({ apiVersion, kind, metadata: { name, ...(labels ? { labels } : {}) }, spec } as KubeObject);
  } else throw new Error(`nobody knows how to ${text}`);
}

/** Waits until one more Pod may run. */
function waitFor(world: ScriptWorld): number {
  const startMs = world.engine.nowMs;
  const before = activePods(world).length;
  while (activePods(world).length <= before) {
    if (world.engine.nowMs - startMs > WAIT_LIMIT_MS) throw new Error('it never comes');
    world.run(POLL_MS);
  }
  return (world.engine.nowMs - startMs) / 1000;
}
