import type { Container } from '../../api/k8s/core-v1.gen.ts';
import type { KubeletSettings } from '../../api/kubelet-settings.ts';
import { oomScoreAdjust } from '../../api/pod-qos.ts';
import { type Bytes, encodeUtf8 } from '../../base/bytes.ts';
import { milliValue, quantityValue } from '../../base/quantity.ts';
import type { ContainerConfig, ContainerMount } from '../containers/container-config.ts';
import type { LogLimits } from '../containers/container-log.ts';
import type { PullableImage } from '../images/registry.ts';
import type { Credentials } from '../shell/fs/file-system.ts';
import type { SystemFacts } from '../shell/kernel/kernel.ts';
import type { NetworkAccess } from '../shell/network-access.ts';
import { type ControlGroup, cpuWeightOf } from '../shell/rootfs/cgroup-fs.ts';
import type { SystemFiles } from '../shell/rootfs/mount-system.ts';
import { ConfigProblem, expand, ownVariables, serviceVariables } from './container-env.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';
import { hostnameOf, systemFiles } from './network-files.ts';
import { mountsOf, sourcesOf } from './pod-mounts.ts';
import type { Sandbox } from './runtime-container.ts';
import { sharedProcesses } from './shared-processes.ts';
import { rulesOf } from './stats/group-rules.ts';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const KERNEL_RELEASE = '6.8.0-45-generic';

/**
 * What the runtime is told of a container. Throws ConfigProblem. Models kuberuntime_container.go
 * (generateContainerConfig).
 */
export function makeConfig(
  kubelet: KubeletState,
  record: PodRecord,
  sandbox: Sandbox,
  container: Container,
  image: PullableImage,
): ContainerConfig {
  return new KubeletConfig(kubelet, record, sandbox, container, image);
}

/** There is one of every container, and of most nothing but this is ever asked: a class, so that none has closures. */
class KubeletConfig implements ContainerConfig {
  readonly words: readonly Bytes[];
  readonly credentials: Credentials;
  readonly cpus: number;
  readonly processes: ContainerConfig['processes'];
  private readonly kubelet: KubeletState;
  private readonly record: PodRecord;
  private readonly sandbox: Sandbox;
  private readonly container: Container;
  private readonly image: PullableImage;
  /** Its own variables. */
  private readonly own: ReadonlyMap<string, Bytes>;

  constructor(kubelet: KubeletState, record: PodRecord, sandbox: Sandbox, container: Container, image: PullableImage) {
    this.kubelet = kubelet;
    this.record = record;
    this.sandbox = sandbox;
    this.container = container;
    this.image = image;
    this.credentials = credentialsOf(record, container);
    // A container without variables of its own gets them when somebody asks; the others are refused here and now.
    const needsNow = (container.env?.length ?? 0) > 0 || (container.envFrom?.length ?? 0) > 0;
    this.own = needsNow ? ownVariables(container, sourcesOf(kubelet, record), this.services()) : NO_VARIABLES;
    const known = (name: string): Bytes | undefined => this.own.get(name) ?? this.services().get(name);
    this.words = commandOf(container, image).map((word) => expand(encodeUtf8(word), known));
    this.processes = sharedProcesses(kubelet, record, sandbox, container);
    this.cpus = milliValue(container.resources?.limits?.['cpu'] ?? kubelet.machine.spec.cpu) / 1000;
  }

  get cwd(): string {
    return this.container.workingDir ?? this.image.system.workingDir ?? '/';
  }

  get readOnlyRoot(): boolean {
    return this.container.securityContext?.readOnlyRootFilesystem ?? false;
  }

  get stdin(): boolean {
    return this.container.stdin ?? false;
  }

  get tty(): boolean {
    return this.container.tty ?? false;
  }

  get terminationMessagePath(): string {
    return this.container.terminationMessagePath ?? '/dev/termination-log';
  }

  get terminationMessagePolicy(): string {
    return this.container.terminationMessagePolicy ?? 'File';
  }

  get ip(): string {
    return this.sandbox.ip;
  }

  get logLimits(): LogLimits {
    return logLimitsOf(this.kubelet.settings);
  }

  get isFull(): ContainerConfig['isFull'] {
    const { podPidsLimit } = this.kubelet.settings;
    return podPidsLimit > 0 ? () => processesIn(this.sandbox) >= podPidsLimit : undefined;
  }

  env(): ReadonlyMap<string, Bytes> {
    return environment(this.record, this.image, this.services(), this.own, this.credentials);
  }

  mounts(): readonly ContainerMount[] {
    return mountsOf(this.kubelet, this.record, this.container, () => this.env());
  }

  mountPaths(): readonly string[] {
    return (this.container.volumeMounts ?? []).map(({ mountPath }) => mountPath);
  }

  files(): SystemFiles {
    return systemFiles(this.record, this.sandbox, this.kubelet.machine.name);
  }

  facts(): SystemFacts {
    const { record, container, cpus } = this;
    const { machine, runtime } = this.kubelet;
    const memoryBytes = quantityValue(machine.spec.memory);
    const limit = container.resources?.limits?.['memory'];
    return {
      hostname: hostnameOf(record, machine.name),
      cpus: Math.max(1, Math.floor(quantityValue(machine.spec.cpu))),
      cpuLimit: cpus,
      memoryBytes,
      memoryLimitBytes: limit === undefined ? memoryBytes : quantityValue(limit),
      get controlGroup() {
        return controlGroupOf(record, container, memoryBytes);
      },
      kernelRelease: KERNEL_RELEASE,
      bootMs: runtime.bootMs,
    };
  }

  network(): NetworkAccess | undefined {
    return this.kubelet.runtime.options.network(this.sandbox);
  }

  private services(): Map<string, Bytes> {
    return servicesOf(this.kubelet, this.record);
  }
}

/** By the settings, which the kubelets of a cluster share. */
const logLimits = new WeakMap<KubeletSettings, LogLimits>();

function logLimitsOf(settings: KubeletSettings): LogLimits {
  let limits = logLimits.get(settings);
  if (!limits) {
    const { containerLogMaxSize, containerLogMaxFiles } = settings;
    limits = { maxBytes: quantityValue(containerLogMaxSize), maxFiles: containerLogMaxFiles };
    logLimits.set(settings, limits);
  }
  return limits;
}

/** The processes of a Pod's containers; one into which nobody has looked has its main process. */
function processesIn({ containers }: Sandbox): number {
  const running = containers.filter(({ state }) => state === 'running');
  return running.reduce((sum, { world }) => sum + (world?.kernel.processCount ?? 1), 0);
}

/** The shortest quota that the kernel takes, in microseconds. */
const MIN_QUOTA = 1000;

/** Models pkg/kubelet/kuberuntime/kuberuntime_container_linux.go (generateLinuxContainerResources). */
function controlGroupOf({ pod }: PodRecord, container: Container, machineBytes: number): ControlGroup {
  const { limitMilli, limitBytes, shares } = rulesOf(container.resources);
  return {
    cpuWeight: cpuWeightOf(shares),
    oomScoreAdjust: oomScoreAdjust(pod.spec!, container, machineBytes),
    ...(limitMilli === Infinity ? {} : { cpuQuota: Math.max(MIN_QUOTA, limitMilli * 100) }),
    ...(limitBytes === Infinity ? {} : { memoryMax: limitBytes }),
  };
}

const NO_VARIABLES: ReadonlyMap<string, Bytes> = new Map();

/** The words of a command line: the image's where the Pod gives none. */
function commandOf({ command = [], args = [] }: Container, { system }: PullableImage): readonly string[] {
  const entry = command.length > 0 ? command : (system.entrypoint ?? []);
  const rest = args.length > 0 ? args : command.length > 0 ? [] : (system.cmd ?? []);
  return [...entry, ...rest];
}

function environment(
  record: PodRecord,
  { system }: PullableImage,
  services: ReadonlyMap<string, Bytes>,
  own: ReadonlyMap<string, Bytes>,
  { uid }: Credentials,
): Map<string, Bytes> {
  const env = new Map<string, Bytes>([
    ['PATH', PATH],
    ['HOSTNAME', hostnameOf(record, record.pod.spec?.nodeName ?? '')],
  ]);
  for (const [name, value] of Object.entries(system.env ?? {})) env.set(name, value);
  for (const [name, value] of own) env.set(name, value);
  for (const [name, value] of services) if (!env.has(name)) env.set(name, value);
  if (!env.has('HOME')) env.set('HOME', uid === 0 ? '/root' : '/');
  return env;
}

/** Services of the Pod's namespace and the API server's, which has the name kubernetes. */
function servicesOf(kubelet: KubeletState, { pod }: PodRecord): Map<string, Bytes> {
  const namespace = pod.metadata.namespace!;
  const apiServer = kubelet.runtime.options
    .services('default')
    .filter(({ metadata }) => metadata.name === 'kubernetes');
  if (pod.spec?.enableServiceLinks === false) return serviceVariables(apiServer);
  const own = kubelet.runtime.options.services(namespace).filter(({ metadata }) => metadata.name !== 'kubernetes');
  return serviceVariables([...apiServer, ...own]);
}

const ROOT: Credentials = { uid: 0, gid: 0, groups: [] };

function credentialsOf(record: PodRecord, container: Container): Credentials {
  const pod = record.pod.spec?.securityContext ?? {};
  const own = container.securityContext ?? {};
  const uid = own.runAsUser ?? pod.runAsUser ?? 0;
  if ((own.runAsNonRoot ?? pod.runAsNonRoot) && uid === 0) {
    const { name, namespace } = record.pod.metadata;
    const isSet = (own.runAsUser ?? pod.runAsUser) !== undefined;
    const why = isSet
      ? "container's runAsUser breaks non-root policy"
      : 'container has runAsNonRoot and image will run as root';
    throw new ConfigProblem(`${why} (pod: "${name}_${namespace}(${record.uid})", container: ${container.name})`);
  }
  const gid = own.runAsGroup ?? pod.runAsGroup ?? 0;
  const groups = [...(pod.supplementalGroups ?? []), ...(pod.fsGroup === undefined ? [] : [pod.fsGroup])];
  return uid === 0 && gid === 0 && groups.length === 0 ? ROOT : { uid, gid, groups };
}
