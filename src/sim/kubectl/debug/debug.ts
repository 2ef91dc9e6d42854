import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { randomSuffix } from '../../../base/suffix.ts';
import { attachTo } from '../attach/attach.ts';
import { PODS } from '../client/known.ts';
import type { AnyObject } from '../client/resource.ts';
import { type Command, FILE_FLAGS } from '../command.ts';
import type { Flags } from '../flags.ts';
import type { Invocation } from '../invocation.ts';
import { printLogs } from '../logs/print.ts';
import { type Found, findOne } from '../pod/find.ts';
import { untilPod } from '../pod/wait.ts';
import { patchBetween } from '../resource/patch-object.ts';
import { checkDebug } from './check.ts';
import { containerFor, type DebugContainer, nodePod, podCopy } from './plan.ts';

/** `kubectl debug`. Models kubectl/pkg/cmd/debug. */
export const debugCommand: Command = {
  name: 'debug',
  flags: [
    ...FILE_FLAGS,
    { name: 'arguments-only', type: 'bool' },
    { name: 'attach', type: 'bool' },
    { name: 'container', short: 'c', type: 'string' },
    { name: 'copy-to', type: 'string' },
    { name: 'custom', type: 'string', missing: true },
    ...['annotations', 'init-containers', 'labels', 'liveness', 'readiness', 'startup'].map(
      (what) => ({ name: `keep-${what}`, type: 'bool', missing: true }) as const,
    ),
    { name: 'env', type: 'array' },
    { name: 'image', type: 'string' },
    { name: 'image-pull-policy', type: 'string' },
    { name: 'profile', type: 'string', default: 'legacy' },
    { name: 'quiet', short: 'q', type: 'bool' },
    { name: 'replace', type: 'bool' },
    { name: 'same-node', type: 'bool' },
    { name: 'set-image', type: 'pairs' },
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
  checkDebug({ ...invocation, args: names }, words);
  const target = flags.string('target');
  if (target && !flags.bool('quiet')) {
    out(
      `Targeting container ${JSON.stringify(target)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
    );
  }
  if (flags.string('profile') === 'legacy') err(`${LEGACY}\n`);
  for (const name of names) {
    const found = yield* findOne(invocation, name);
    const [pod, container] = yield* start(invocation, found, words);
    if (flags.given('attach') ? flags.bool('attach') : flags.bool('stdin')) {
      yield* attachWhenRunning(invocation, pod, container);
    }
  }
}

/** Makes what is to be debugged with; returns the Pod and the container to attach to. */
function* start(
  invocation: Invocation,
  found: Found,
  words: readonly string[],
): Process<readonly [pod: Pod, container: string]> {
  const { group, version, kind } = found.resource;
  if (group === '' && kind === 'Node') return yield* onNode(invocation, found, words);
  if (group === '' && kind === 'Pod') {
    const pod = found.object as unknown as Pod;
    return invocation.flags.string('copy-to')
      ? yield* copy(invocation, pod, words)
      : yield* add(invocation, pod, words);
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

function* add(
  invocation: Invocation,
  pod: Pod,
  words: readonly string[],
): Process<readonly [pod: Pod, container: string]> {
  const { flags, api } = invocation;
  const { name = '', namespace = '' } = pod.metadata;
  const plan: DebugContainer = { name: nameOf(invocation), image: flags.string('image'), words };
  const target = flags.string('target');
  const container = { ...containerFor(flags, plan), ...(target ? { targetContainerName: target } : {}) };
  const before = pod as unknown as AnyObject;
  const containers = [...(pod.spec?.ephemeralContainers ?? []), container];
  const after = { ...before, spec: { ...pod.spec, ephemeralContainers: containers } };
  const patch = patchBetween({ resource: PODS, namespace, name, source: '' }, before, after);
  const place = { resource: PODS, namespace, name, subresource: 'ephemeralcontainers' };
  const next = yield* api.patch(place, 'application/strategic-merge-patch+json', patch?.body ?? {});
  return [next as unknown as Pod, plan.name];
}

function* copy(
  invocation: Invocation,
  pod: Pod,
  words: readonly string[],
): Process<readonly [pod: Pod, container: string]> {
  const { flags, api } = invocation;
  const { name = '', namespace = '' } = pod.metadata;
  const plan = copiedContainer(invocation, flags, words);
  const body = podCopy(flags, pod, plan) as AnyObject;
  const made = (yield* api.create({ resource: PODS, namespace }, body)) as unknown as Pod;
  if (flags.bool('replace')) yield* api.delete({ resource: PODS, namespace, name }, {});
  return [made, plan?.name ?? pod.spec!.containers[0]!.name];
}

/** With `--set-image` alone, nothing is added. */
function copiedContainer(invocation: Invocation, flags: Flags, words: readonly string[]): DebugContainer | undefined {
  const image = flags.string('image');
  if (image === '' && flags.string('container') === '') return undefined;
  return { name: nameOf(invocation), image, words };
}

function* onNode(
  invocation: Invocation,
  found: Found,
  words: readonly string[],
): Process<readonly [pod: Pod, container: string]> {
  const { flags, api, namespace, out } = invocation;
  const plan: DebugContainer = {
    name: flags.string('container') || 'debugger',
    image: flags.string('image'),
    words,
  };
  const name = `node-debugger-${found.name}-${suffix(invocation)}`;
  if (!flags.bool('quiet')) {
    out(`Creating debugging pod ${name} with container ${plan.name} on node ${found.name}.\n`);
  }
  const body = nodePod(flags, name, namespace, found.name, plan) as AnyObject;
  return [(yield* api.create({ resource: PODS, namespace }, body)) as unknown as Pod, plan.name];
}

/** A container that has ended before anybody could attach has its log at least. */
function* attachWhenRunning(invocation: Invocation, made: Pod, container: string): Process<void> {
  const stateOf = ({ status }: Pod): { readonly running?: unknown; readonly terminated?: unknown } | undefined =>
    [...(status?.containerStatuses ?? []), ...(status?.ephemeralContainerStatuses ?? [])].find(
      ({ name }) => name === container,
    )?.state;
  const isUp = (pod: Pod): boolean => !!stateOf(pod)?.running || !!stateOf(pod)?.terminated;
  const pod = yield* untilPod(invocation, made, TIMEOUT_MS, isUp);
  if (stateOf(pod)?.terminated) {
    yield* printLogs(invocation, [{ pod, container }], {});
    return;
  }
  const { flags } = invocation;
  const named = { ...flags, string: (name: string) => (name === 'container' ? container : flags.string(name)) };
  yield* attachTo({ ...invocation, flags: named }, pod, 'kubectl attach');
}
