import type { Container, Pod, PodSpec } from '../../../api/k8s/core-v1.gen.ts';
import type { Flags } from '../flags.ts';

/** What a debugging container is made of. */
export interface DebugContainer {
  readonly name: string;
  readonly image: string;
  /** The words behind the double dash. */
  readonly words: readonly string[];
}

/** The container that `debug` adds, without what only ephemeral ones have. */
export function containerFor(flags: Flags, { name, image, words }: DebugContainer): Container {
  const env = flags.list('env').map((pair) => {
    const equals = pair.indexOf('=');
    return { name: pair.slice(0, equals), value: pair.slice(equals + 1) };
  });
  const pullPolicy = flags.string('image-pull-policy');
  const container = {
    name,
    image,
    ...wordsOf(flags, words),
    ...(env.length > 0 ? { env } : {}),
    ...(pullPolicy ? { imagePullPolicy: pullPolicy } : {}),
    resources: {},
    ...securityOf(flags.string('profile')),
    ...(flags.bool('stdin') ? { stdin: true } : {}),
    terminationMessagePolicy: 'File',
    ...(flags.bool('tty') ? { tty: true } : {}),
  };
  return container as Container;
}

/** What the profiles let a container do. Models kubectl/pkg/cmd/debug/profiles.go. */
function securityOf(profile: string): object {
  switch (profile) {
    case 'general':
      return { securityContext: { capabilities: { add: ['SYS_PTRACE'] } } };
    case 'netadmin':
      return { securityContext: { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } } };
    case 'sysadmin':
      return { securityContext: { privileged: true } };
    case 'restricted':
      return {
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          runAsNonRoot: true,
          seccompProfile: { type: 'RuntimeDefault' },
        },
      };
    default:
      return {};
  }
}

function wordsOf(flags: Flags, words: readonly string[]): object {
  if (words.length === 0) return {};
  return flags.bool('arguments-only') ? { args: words } : { command: words };
}

/** A copy of a Pod with a container more, or with one changed. Models generatePodCopyWithDebugContainer. */
export function podCopy(flags: Flags, pod: Pod, debug: DebugContainer | undefined): object {
  const { ephemeralContainers: _, nodeName, ...spec } = (pod.spec ?? {}) as PodSpec;
  const images = new Map(flags.list('set-image').map((pair) => pair.split('=', 2) as [string, string]));
  const imaged = spec.containers.map((container) => {
    const image = images.get(container.name) ?? images.get('*');
    return image === undefined ? container : { ...container, image };
  });
  const { annotations, namespace } = pod.metadata;
  // The legacy profile leaves processes apart unless the flag says otherwise.
  const isSaid = flags.given('share-processes') || flags.string('profile') !== 'legacy';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: flags.string('copy-to'), namespace, ...(annotations ? { annotations } : {}) },
    spec: {
      ...spec,
      ...(flags.bool('same-node') ? { nodeName } : {}),
      ...(isSaid ? { shareProcessNamespace: flags.bool('share-processes') } : {}),
      containers: debug ? withDebug(flags, imaged, debug) : imaged,
    },
  };
}

function withDebug(flags: Flags, containers: readonly Container[], debug: DebugContainer): readonly Container[] {
  if (!containers.some(({ name }) => name === debug.name)) return [...containers, containerFor(flags, debug)];
  return containers.map((container) => {
    if (container.name !== debug.name) return container;
    const { command: _command, args: _args, ...rest } = container;
    return {
      ...(debug.words.length > 0 ? rest : container),
      ...(debug.image ? { image: debug.image } : {}),
      ...wordsOf(flags, debug.words),
      ...(flags.bool('stdin') ? { stdin: true } : {}),
      ...(flags.bool('tty') ? { tty: true } : {}),
    };
  });
}

/** A Pod that looks at a node from inside. Models generateNodeDebugPod with the legacy profile. */
export function nodePod(flags: Flags, name: string, namespace: string, node: string, debug: DebugContainer): object {
  const { securityContext: general, ...plain } = containerFor(flags, debug);
  const own = flags.string('profile') === 'general' || !general ? {} : { securityContext: general };
  const container = { ...plain, ...own, volumeMounts: [{ mountPath: '/host', name: 'host-root' }] };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
    spec: {
      containers: [container],
      hostIPC: true,
      hostNetwork: true,
      hostPID: true,
      nodeName: node,
      restartPolicy: 'Never',
      tolerations: [{ operator: 'Exists' }],
      volumes: [{ hostPath: { path: '/' }, name: 'host-root' }],
    },
  };
}
