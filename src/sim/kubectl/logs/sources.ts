import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { PODS } from '../client/known.ts';
import { textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { defaultContainer, findContainer, presetContainer, presetName } from '../pod/containers.ts';
import { type Found, findOne, podsOf } from '../pod/find.ts';
import { byLogging } from '../pod/order.ts';
import { podSelector } from '../pod/selectors.ts';

/** One log: a container of a Pod. */
export interface LogSource {
  readonly pod: Pod;
  readonly container: string;
}

/** The logs that a command line means. Models polymorphichelpers.logsForObject. */
export function* sourcesOf(
  invocation: Invocation,
  name: string | undefined,
  container: string,
): Process<readonly LogSource[]> {
  const { flags, api, namespace, err } = invocation;
  const labelSelector = flags.string('selector');
  if (labelSelector !== '') {
    const list = yield* api.list({ resource: PODS, namespace }, { labelSelector });
    const pods = list.items as unknown as readonly Pod[];
    if (pods.length === 0) err(`No resources found in ${namespace} namespace.\n`);
    return pods.flatMap((pod) => ofPod(invocation, pod, container));
  }
  const found = yield* findOne(invocation, name);
  if (found.resource.kind === 'Pod' && found.resource.group === '') {
    return ofPod(invocation, found.object as unknown as Pod, container);
  }
  const pods = yield* podsOfObject(invocation, found);
  if (flags.bool('all-pods')) return pods.flatMap((pod) => ofPod(invocation, pod, container));
  if (pods.length > 1) err(`Found ${pods.length} pods, using pod/${pods[0]!.metadata.name}\n`);
  return ofPod(invocation, pods[0]!, container);
}

function* podsOfObject(invocation: Invocation, { resource, object, namespace }: Found): Process<readonly Pod[]> {
  let selector: string;
  try {
    selector = podSelector(resource, object);
  } catch (error) {
    throw new Error(`cannot get the logs from *${resource.version}.${resource.kind}: ${textOf(error)}`);
  }
  const timeoutMs = invocation.flags.durationMs('pod-running-timeout');
  return yield* podsOf(invocation, namespace, selector, timeoutMs, byLogging);
}

function ofPod(invocation: Invocation, pod: Pod, name: string): readonly LogSource[] {
  if (invocation.flags.bool('all-containers')) {
    const { initContainers = [], containers = [], ephemeralContainers = [] } = pod.spec ?? {};
    const all = [...initContainers, ...containers, ...ephemeralContainers];
    return all.map((container) => ({ pod, container: container.name }));
  }
  const container = name || preferred(invocation, pod);
  if (!findContainer(pod, container)) {
    throw new Error(`container ${container} is not valid for pod ${pod.metadata.name}`);
  }
  return [{ pod, container }];
}

/** Logs alone say that the annotation names no container; of all Pods it is not said which one of each is meant. */
function preferred(invocation: Invocation, pod: Pod): string {
  const preset = presetName(pod);
  if (preset && !presetContainer(pod)) {
    invocation.err(`Default container name ${goQuote(preset)} not found in pod ${pod.metadata.name}\n`);
  }
  return defaultContainer(invocation, pod, invocation.flags.bool('all-pods')).name;
}
