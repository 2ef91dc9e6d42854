import type { Container, Pod, PodSpec } from '../../../api/k8s/core-v1.gen.ts';
import type { Flags } from '../flags.ts';
import { type Custom, customized } from './custom.ts';
import { bare, onMachine, profiled, type Style } from './profiles.ts';

/** What a debugging container is made of. */
export interface DebugContainer {
  readonly name: string;
  readonly image: string;
  /** The words behind the double dash. */
  readonly words: readonly string[];
  /** The parts of a container that `--custom` lays over it. */
  readonly custom: Custom | undefined;
}

/** The container that `debug` adds to a Pod or makes a Pod of, without what only ephemeral ones have. */
export function containerFor(flags: Flags, debug: DebugContainer, style: Style): Container {
  const plain = said(flags, debug, { name: debug.name, resources: {}, terminationMessagePolicy: 'File' });
  return customized(debug.custom, profiled(flags.string('profile'), style, plain));
}

/** A container with what the command line says of it. */
function said(flags: Flags, { image, words }: DebugContainer, container: Container): Container {
  const env = flags.list('env').map((pair) => {
    const equals = pair.indexOf('=');
    return { name: pair.slice(0, equals), value: pair.slice(equals + 1) };
  });
  const imagePullPolicy = flags.string('image-pull-policy');
  const { stdin: _stdin, tty: _tty, ...rest } = withWords(flags, words, container);
  return {
    ...rest,
    ...(env.length > 0 ? { env } : {}),
    ...(image ? { image } : {}),
    ...(imagePullPolicy ? { imagePullPolicy } : {}),
    ...(flags.bool('stdin') ? { stdin: true } : {}),
    ...(flags.bool('tty') ? { tty: true } : {}),
  };
}

function withWords(flags: Flags, words: readonly string[], container: Container): Container {
  if (words.length === 0) return container;
  if (flags.bool('arguments-only')) return { ...container, args: words };
  const { args: _args, ...rest } = container;
  return { ...rest, command: words };
}

/**
 * A copy of a Pod with a container more, or with one changed; without `debug` only with other images. Models
 * generatePodCopyWithDebugContainer.
 */
export function podCopy(flags: Flags, pod: Pod, debug: DebugContainer | undefined): Pod {
  const { ephemeralContainers: _, nodeName, ...spec } = (pod.spec ?? {}) as PodSpec;
  const images = imagesOf(flags);
  const containers = spec.containers.map((container) => {
    const image = images.get(container.name) ?? images.get('*');
    return image === undefined ? container : { ...container, image };
  });
  const { annotations, labels, namespace } = pod.metadata;
  const copy: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: flags.string('copy-to'),
      ...(namespace ? { namespace } : {}),
      ...(labels && flags.bool('keep-labels') ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
    },
    spec: {
      ...spec,
      ...(flags.bool('same-node') && nodeName ? { nodeName } : {}),
      ...(flags.given('share-processes') ? { shareProcessNamespace: flags.bool('share-processes') } : {}),
      containers,
    },
  };
  if (!debug) return copy;
  const debugged = { ...copy, spec: withDebug(flags, copy.spec!, debug) };
  return withCustom(bare(flags, debugged), debug);
}

/** The images that `--set-image` gives to containers. */
export function imagesOf(flags: Flags): ReadonlyMap<string, string> {
  return new Map(flags.list('set-image').map((pair) => pair.split('=', 2) as [string, string]));
}

/** Whether a Pod has a container of the name, of whatever sort. */
export function hasContainer({ spec }: Pod, name: string): boolean {
  return [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].some((each) => each.name === name);
}

function withDebug(flags: Flags, spec: PodSpec, debug: DebugContainer): PodSpec {
  const named = ({ name }: Container): boolean => name === debug.name;
  const changed = (each: Container): Container =>
    named(each) ? profiled(flags.string('profile'), 'copy', said(flags, debug, each)) : each;
  if (spec.initContainers?.some(named)) return { ...spec, initContainers: spec.initContainers.map(changed) };
  if (spec.containers.some(named)) return { ...spec, containers: spec.containers.map(changed) };
  const added = containerFor(flags, { ...debug, custom: undefined }, 'copy');
  return { ...spec, containers: [...spec.containers, added] };
}

function withCustom(pod: Pod, { name, custom }: DebugContainer): Pod {
  if (custom && !pod.spec!.containers.some((each) => each.name === name)) {
    throw new Error(`unable to find the ${name} container in the pod ${pod.metadata.name}`);
  }
  const containers = pod.spec!.containers.map((each) => (each.name === name ? customized(custom, each) : each));
  return { ...pod, spec: { ...pod.spec, containers } };
}

/** A Pod that looks at a node from inside. Models generateNodeDebugPod. */
export function nodePod(flags: Flags, name: string, namespace: string, node: string, debug: DebugContainer): Pod {
  const plain: PodSpec = {
    containers: [containerFor(flags, { ...debug, custom: undefined }, 'node')],
    nodeName: node,
    restartPolicy: 'Never',
    tolerations: [{ operator: 'Exists' }],
  };
  const spec = onMachine(flags.string('profile'), plain, debug.name);
  return withCustom({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec }, debug);
}
