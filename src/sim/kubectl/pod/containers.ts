import type { Container, EphemeralContainer, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Invocation } from '../invocation.ts';

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

type Any = Container | EphemeralContainer;

/** `a, b, i (init)`. Models podcmd.AllContainerNames. */
export function allContainerNames({ spec }: Pod): string {
  return [
    ...(spec?.containers ?? []).map(({ name }) => name),
    ...(spec?.ephemeralContainers ?? []).map(({ name }) => `${name} (ephem)`),
    ...(spec?.initContainers ?? []).map(({ name }) => `${name} (init)`),
  ].join(', ');
}

/** A container of any sort by its name. */
export function findContainer({ spec }: Pod, name: string): Any | undefined {
  const all: readonly Any[] = [
    ...(spec?.containers ?? []),
    ...(spec?.initContainers ?? []),
    ...(spec?.ephemeralContainers ?? []),
  ];
  return all.find((each) => each.name === name);
}

/** The container that a Pod's annotation prefers, if it has that. */
export function presetContainer(pod: Pod): Any | undefined {
  const name = presetName(pod);
  return name ? findContainer(pod, name) : undefined;
}

/** The name in the annotation, whether there is such a container or not. */
export function presetName({ metadata }: Pod): string {
  return metadata.annotations?.[DEFAULT_CONTAINER] ?? '';
}

/** The container that is meant when none is named; says which, if there was a choice. Models podcmd.FindOrDefaultContainerByName. */
export function defaultContainer({ err }: Invocation, pod: Pod, quiet = false): Any {
  const { spec, metadata } = pod;
  const preset = presetContainer(pod);
  if (preset) return preset;
  const first = spec?.containers[0];
  if (!first) throw new Error(`no containers in pod ${metadata.name}`);
  const others = (spec?.initContainers?.length ?? 0) + (spec?.ephemeralContainers?.length ?? 0);
  if (!quiet && spec!.containers.length + others > 1) {
    err(`Defaulted container ${JSON.stringify(first.name)} out of: ${allContainerNames(pod)}\n`);
  }
  return first;
}

/** The container that a command is about. Throws kubectl's error for a name that is not there. */
export function chosenContainer(invocation: Invocation, pod: Pod, quiet = false): Any {
  const name = invocation.flags.string('container');
  if (name === '') return defaultContainer(invocation, pod, quiet);
  const found = findContainer(pod, name);
  if (!found) throw new Error(`container ${name} not found in pod ${pod.metadata.name}`);
  return found;
}
