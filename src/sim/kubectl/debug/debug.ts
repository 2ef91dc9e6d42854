import type { ContainerStatus, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { randomSuffix } from '../../../base/suffix.ts';
import { attachTo } from '../attach/attach.ts';
import { PODS } from '../client/known.ts';
import type { AnyObject } from '../client/resource.ts';
import { type Command, FILE_FLAGS } from '../command.ts';
import { textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { printLogs } from '../logs/print.ts';
import { type Found, findOne } from '../pod/find.ts';
import { untilPod } from '../pod/wait.ts';
import { patchBetween } from '../resource/patch-object.ts';
import { checkDebug, checkTty } from './check.ts';
import { checkCustom, readCustom } from './custom.ts';
import { containerFor, type DebugContainer, hasContainer, nodePod, podCopy } from './plan.ts';
import { PROFILES } from './profiles.ts';

/** `kubectl debug`. Models kubectl/pkg/cmd/debug. */
export const debugCommand: Command = {
  name: 'debug',
  flags: [
    ...FILE_FLAGS,
    { name: 'arguments-only', type: 'bool' },
    { name: 'attach', type: 'bool' },
    { name: 'container', short: 'c', type: 'string' },
    { name: 'copy-to', type: 'string' },
    { name: 'custom', type: 'string' },
    ...['annotations', 'labels', 'liveness', 'readiness', 'startup'].map(
      (what) => ({ name: `keep-${what}`, type: 'bool' }) as const,
    ),
    { name: 'keep-init-containers', type: 'bool', default: 'true' },
    { name: 'env', type: 'map' },
    { name: 'image', type: 'string' },
    { name: 'image-pull-policy', type: 'string' },
    { name: 'profile', type: 'string', default: 'legacy' },
    { name: 'quiet', short: 'q', type: 'bool' },
    { name: 'replace', type: 'bool' },
    { name: 'same-node', type: 'bool' },
    { name: 'set-image', type: 'map' },
    { name: 'share-processes', type: 'bool', default: 'true' },
    { name: 'stdin', short: 'i', type: 'bool' },
    { name: 'target', type: 'string' },
    { name: 'tty', short: 't', type: 'bool' },
  ],
  run: debug,
};

const LEGACY =
  '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".';
const TIMEOUT_MS = 3_600_000;

function* debug(invocation: Invocation): Process<void> {
  const { flags, args, dashAt, out, err } = invocation;
  const words = dashAt < 0 ? [] : args.slice(dashAt);
  const names = dashAt < 0 ? args : args.slice(0, dashAt);
  if (!PROFILES.includes(flags.string('profile'))) throw new Error(`unknown profile: ${flags.string('profile')}`);
  const custom = readCustom(invocation);
  checkDebug({ ...invocation, args: names }, words);
  const target = flags.string('target');
  if (target && !flags.bool('quiet')) {
    out(
      `Targeting container ${JSON.stringify(target)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
    );
  }
  checkTty(invocation);
  checkCustom(custom);
  if (flags.string('profile') === 'legacy') err(`${LEGACY}\n`);
  for (const name of names) {
    const found = yield* findOne(invocation, name);
    const [pod, container] = yield* start(invocation, found, { words, custom });
    const attaches = flags.given('attach') ? flags.bool('attach') : flags.bool('stdin');
    if (attaches && container !== '') yield* attachWhenRunning(invocation, pod, container);
  }
}

/** What of a debugging container stands in no flag of its own. */
type Said = Pick<DebugContainer, 'words' | 'custom'>;

/** Makes what is to be debugged with; returns the Pod and the container to attach to. */
function* start(invocation: Invocation, found: Found, said: Said): Process<readonly [pod: Pod, container: string]> {
  const { group, version, kind } = found.resource;
  if (group === '' && kind === 'Node') return yield* onNode(invocation, found, said);
  if (group === '' && kind === 'Pod') {
    const pod = found.object as unknown as Pod;
    return invocation.flags.string('copy-to') ? yield* copy(invocation, pod, said) : yield* add(invocation, pod, said);
  }
  throw new Error(`"${group}/${version}, Kind=${kind}" not supported by debug`);
}

function suffix({ env }: Invocation): string {
  return randomSuffix(env.engine.random.fork(`debug${env.engine.nowMs}`));
}

/** The container's name: given, or a drawn one, which is said. */
function nameOf(invocation: Invocation): string {
  const given = invocation.flags.string('container');
  if (given) return given;
  const name = `debugger-${suffix(invocation)}`;
  if (!invocation.flags.bool('quiet')) invocation.out(`Defaulting debug container name to ${name}.\n`);
  return name;
}

function* add(invocation: Invocation, pod: Pod, said: Said): Process<readonly [pod: Pod, container: string]> {
  const { flags, api } = invocation;
  const { name = '', namespace = '' } = pod.metadata;
  const plan: DebugContainer = { name: nameOf(invocation), image: flags.string('image'), ...said };
  const target = flags.string('target');
  const container = { ...containerFor(flags, plan, 'ephemeral'), ...(target ? { targetContainerName: target } : {}) };
  const before = pod as unknown as AnyObject;
  const others = pod.spec?.ephemeralContainers ?? [];
  const after = { ...before, spec: { ...pod.spec, ephemeralContainers: [...others, container] } };
  // A second container of a name is sent as it is, and so changes nothing of the first one but what it says.
  const body = others.some((other) => other.name === plan.name)
    ? { spec: { ephemeralContainers: [container] } }
    : patchBetween({ resource: PODS, namespace, name, source: '' }, before, after)?.body;
  const place = { resource: PODS, namespace, name, subresource: 'ephemeralcontainers' };
  const next = yield* api.patch(place, 'application/strategic-merge-patch+json', body ?? {});
  return [next as unknown as Pod, plan.name];
}

function* copy(invocation: Invocation, pod: Pod, said: Said): Process<readonly [pod: Pod, container: string]> {
  const { flags, api } = invocation;
  const { name = '', namespace = '' } = pod.metadata;
  const plan = copiedContainer(invocation, pod, said);
  const body = podCopy(flags, pod, plan) as unknown as AnyObject;
  const made = (yield* api.create({ resource: PODS, namespace }, body)) as unknown as Pod;
  if (flags.bool('replace')) {
    yield* api.delete({ resource: PODS, namespace, name }, { gracePeriodSeconds: 0 });
  }
  return [made, plan?.name ?? ''];
}

/** With `--set-image` alone, nothing is added. Throws kubectl's error for a new container without an image. */
function copiedContainer(invocation: Invocation, pod: Pod, said: Said): DebugContainer | undefined {
  const { flags } = invocation;
  const image = flags.string('image');
  const named = flags.string('container');
  if (image === '' && !hasContainer(pod, named)) {
    if (flags.given('set-image')) return undefined;
    throw new Error('you must specify image when creating new container');
  }
  return { name: named || nameOf(invocation), image, ...said };
}

function* onNode(invocation: Invocation, found: Found, said: Said): Process<readonly [pod: Pod, container: string]> {
  const { flags, api, namespace, out } = invocation;
  const plan: DebugContainer = {
    name: flags.string('container') || 'debugger',
    image: flags.string('image'),
    ...said,
  };
  const name = `node-debugger-${found.name}-${suffix(invocation)}`;
  if (!flags.bool('quiet')) {
    out(`Creating debugging pod ${name} with container ${plan.name} on node ${found.name}.\n`);
  }
  const body = nodePod(flags, name, namespace, found.name, plan) as unknown as AnyObject;
  return [(yield* api.create({ resource: PODS, namespace }, body)) as unknown as Pod, plan.name];
}

type State = NonNullable<ContainerStatus['state']>;

function stateOf({ status }: Pod, container: string): State | undefined {
  const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = status ?? {};
  const all = [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses];
  return all.find(({ name }) => name === container)?.state;
}

/** A container that has ended before anybody could attach, or that nobody can attach to, has its log at least. */
function* attachWhenRunning(invocation: Invocation, made: Pod, container: string): Process<void> {
  const { flags, err } = invocation;
  const isUp = (pod: Pod): boolean => {
    const state = stateOf(pod, container);
    if (state?.running || state?.terminated) return true;
    const message = state?.waiting?.message;
    if (message && !flags.bool('quiet')) err(`Warning: container ${container}: ${message}\n`);
    return false;
  };
  const pod = yield* untilPod(invocation, made, TIMEOUT_MS, isUp);
  if (!stateOf(pod, container)?.terminated) {
    const named = { ...flags, string: (name: string) => (name === 'container' ? container : flags.string(name)) };
    try {
      yield* attachTo({ ...invocation, flags: named }, pod, 'kubectl attach');
      return;
    } catch (error) {
      err(`warning: couldn't attach to pod/${pod.metadata.name}, falling back to streaming logs: ${textOf(error)}\n`);
    }
  }
  yield* printLogs(invocation, [{ pod, container }], {});
}
