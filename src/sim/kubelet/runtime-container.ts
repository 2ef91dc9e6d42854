import type {
  Container as ContainerSpec,
  ContainerStateTerminated,
  ResourceRequirements,
} from '../../api/k8s/core-v1.gen.ts';
import type { Random } from '../../base/random.ts';
import { rfc3339 } from '../../base/time.ts';
import type { ContainerConfig } from '../containers/container-config.ts';
import { ContainerLog } from '../containers/container-log.ts';
import type { ContainerWorld } from '../containers/container-world.ts';
import { imageTree } from '../containers/image-tree.ts';
import type { Behaviour, Serving } from '../images/image.ts';
import type { PullableImage } from '../images/registry.ts';
import type { LoadedServer } from '../images/server-model.ts';
import type { DiskUse } from '../shell/fs/volume.ts';
import type { PidNamespace } from '../shell/kernel/kernel.ts';
import type { Proc } from '../shell/kernel/proc.ts';
import type { WebServer } from '../traffic/web-server.ts';
import { rulesOf } from './stats/group-rules.ts';

/** A container on a machine; only the newest of each name is kept, with how the one before it ended. */
export interface RuntimeContainer {
  readonly id: string;
  readonly name: string;
  readonly image: PullableImage;
  /** What the Pod said when it was created; another image there means a new container. */
  readonly specImage: string;
  /** The server that it is; undefined for one that runs a command. */
  readonly behaviour: Behaviour | undefined;
  readonly config: ContainerConfig;
  /** How its server works on requests. */
  readonly serving: Serving;
  /** Its server, once it has had a request. */
  web: WebServer | undefined;
  /** SIGTERM has come and its server accepts no more. */
  draining: boolean;
  readonly log: ContainerLog;
  /** Output of the run before this one. */
  readonly previousLog: ContainerLog | undefined;
  /** What its server has read of the image; undefined for one with a world of its own, or that reads nothing. */
  loaded: LoadedServer | undefined;
  /** Its inside, once a program runs there or somebody has looked. */
  world: ContainerWorld | undefined;
  /** What it had written into its own file system when it ended. */
  layer: DiskUse;
  /** The main process of one that runs a command. */
  main: Proc | undefined;
  /** How often it has been created before. */
  readonly attempt: number;
  readonly previous: ContainerStateTerminated | undefined;
  readonly sandbox: Sandbox;
  readonly resources: ResourceRequirements | undefined;
  /** Processor time that its server has used by itself up to `countedMs`. */
  usedCpuMs: number;
  countedMs: number;
  state: 'created' | 'running' | 'exited';
  startedMs: number;
  finishedMs: number;
  exitCode: number;
  /** Why it ended, where the exit code alone does not say it. */
  reason: string;
  /** The termination message, or why it could not start. */
  message: string;
}

/** A Pod's sandbox: its network address and its containers. */
export interface Sandbox {
  readonly podUid: string;
  /** `namespace/name` of the Pod. */
  readonly podKey: string;
  readonly ip: string;
  readonly hostNetwork: boolean;
  /** The newest of each name. */
  containers: readonly RuntimeContainer[];
  /** Lost when it was stopped, or with the power. */
  ready: boolean;
  /** The processes of all its containers, if the Pod shares them. */
  pids?: PidNamespace;
}

/** A container of a sandbox by its name in the Pod. */
export function containerOf(sandbox: Sandbox | undefined, name: string): RuntimeContainer | undefined {
  return sandbox?.containers.find((container) => container.name === name);
}

/** How a container ended, as the API says it. `originMs` is the Unix time of virtual time 0. */
export function terminatedState(container: RuntimeContainer, originMs: number): ContainerStateTerminated {
  const { id, exitCode, reason, startedMs, finishedMs, message } = container;
  return {
    containerID: id,
    exitCode,
    finishedAt: rfc3339(originMs + finishedMs),
    ...(message ? { message } : {}),
    reason: reason || (exitCode === 0 ? 'Completed' : 'Error'),
    startedAt: reason === 'StartError' ? '1970-01-01T00:00:00Z' : rfc3339(originMs + startedMs),
  };
}

/** What a container is made from. */
export interface ContainerMaking {
  readonly random: Random;
  /** The Unix time of virtual time 0. */
  readonly originMs: number;
  /** The Unix time now. */
  readonly unixMs: () => number;
  readonly sandbox: Sandbox;
  readonly spec: ContainerSpec;
  readonly image: PullableImage;
  readonly config: ContainerConfig;
  /** Told of bytes that are added to its log. */
  readonly onLog: (bytes: number) => void;
}

const NO_LAYER: DiskUse = { bytes: 0, inodes: 0 };

/** A container that has not been started, in place of the last one of its name. */
export function newContainer(
  { random, originMs, unixMs, sandbox, spec, image, config, onLog }: ContainerMaking,
  last: RuntimeContainer | undefined,
): RuntimeContainer {
  const behaviour = behaviourOf(spec, image, config);
  return {
    id: containerId(random),
    name: spec.name,
    image,
    specImage: spec.image ?? '',
    behaviour,
    config,
    serving: (behaviour ?? image.server).serving,
    web: undefined,
    draining: false,
    log: new ContainerLog(unixMs, config.logLimits, onLog),
    loaded: undefined,
    previousLog: last?.log,
    world: undefined,
    layer: NO_LAYER,
    main: undefined,
    attempt: last ? last.attempt + 1 : 0,
    previous: last && terminatedState(last, originMs),
    sandbox,
    resources: spec.resources,
    usedCpuMs: 0,
    countedMs: 0,
    state: 'created',
    startedMs: 0,
    finishedMs: 0,
    exitCode: 0,
    reason: '',
    message: '',
  };
}

/** What kind of server a container is; a program that is not known of an unknown image is taken for one. */
function behaviourOf(spec: ContainerSpec, image: PullableImage, config: ContainerConfig): Behaviour | undefined {
  const hasVariable = (name: string): boolean => (config.env().get(name) ?? '') !== '';
  const behaviour = image.behave({ command: spec.command ?? [], args: spec.args ?? [], hasVariable });
  if (image.isKnown) return behaviour;
  if (behaviour) return listening(behaviour, spec);
  const [word = ''] = spec.command ?? [];
  const tree = imageTree(image.system);
  const name = word.slice(word.lastIndexOf('/') + 1);
  const isKnown = ['bin', 'sbin', 'usr'].some((dir) => {
    const node = tree.children.get(dir);
    const inside = dir === 'usr' && node?.type === 'dir' ? node.children.get('bin') : node;
    return inside?.type === 'dir' && inside.children.has(name);
  });
  return isKnown ? undefined : listening(image.server, spec);
}

/** The server of an image that nobody knows listens where the Pod says: on its ports and those that are probed. */
function listening(behaviour: Behaviour, { ports = [], ...spec }: ContainerSpec): Behaviour {
  if (behaviour.ports !== 'any' || ports.length === 0) return behaviour;
  const probed = [spec.startupProbe, spec.livenessProbe, spec.readinessProbe].flatMap((probe) => {
    const port = (probe?.httpGet ?? probe?.tcpSocket ?? probe?.grpc)?.port;
    return typeof port === 'number' ? [port] : [];
  });
  return { ...behaviour, ports: [...ports.map(({ containerPort }) => containerPort), ...probed] };
}

/** Joined rather than concatenated: that makes one flat string, and there are many of them. */
function containerId(random: Random): string {
  const parts = ['containerd://'];
  for (let i = 0; i < 8; i++) parts.push(random.int(4294967296).toString(16).padStart(8, '0'));
  return parts.join('');
}

/** The runtime's words for a main process that could not be started. */
export function startFailure(problem: string): string {
  return `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${problem}: unknown`;
}

/** When and how a server ends by itself; undefined for one that stays. */
export function endOfServer(
  container: RuntimeContainer,
  behaviour: Behaviour,
): { readonly afterMs: number; readonly exitCode: number; readonly reason: string } | undefined {
  const { exitAfterMs = Infinity, exitCode, startupMs } = behaviour;
  const fullMs = memoryLastsMs(container);
  if (isTooBig(container)) return { afterMs: startupMs, exitCode: 137, reason: 'OOMKilled' };
  if (fullMs < exitAfterMs) return { afterMs: fullMs, exitCode: 137, reason: 'OOMKilled' };
  return exitAfterMs < Infinity ? { afterMs: exitAfterMs, exitCode, reason: '' } : undefined;
}

/** A server needs more memory than it may have. Of images that nobody knows the need is a guess, which ends none. */
function isTooBig({ behaviour, image, resources }: RuntimeContainer): boolean {
  return image.isKnown && (behaviour?.memoryBytes ?? 0) > rulesOf(resources).limitBytes;
}

/** How long a server whose memory grows lives within its limit. */
function memoryLastsMs({ behaviour, resources }: RuntimeContainer): number {
  if (!behaviour?.leakPerSecond) return Infinity;
  return Math.max(0, (rulesOf(resources).limitBytes - behaviour.memoryBytes) / behaviour.leakPerSecond) * 1000;
}
