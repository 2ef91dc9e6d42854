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

/** The container that is meant when none is named; says which, if there was a choice. Models podcmd.FindOrDefaultContainerByName. */
export function defaultContainer({ err }: Invocation, pod: Pod, quiet = false): Any {
  const { spec, metadata } = pod;
  const preset = metadata.annotations?.[DEFAULT_CONTAINER];
  if (preset) {
    const found = findContainer(pod, preset);
    if (found) return found;
    err(`Default container name ${JSON.stringify(preset)} not found in pod ${metadata.name}\n`);
  }
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
