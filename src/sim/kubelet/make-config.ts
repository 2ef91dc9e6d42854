import type { Container } from '../../api/k8s/core-v1.gen.ts';
import { oomScoreAdjust } from '../../api/pod-qos.ts';
import { type Bytes, encodeUtf8 } from '../../base/bytes.ts';
import { milliValue, quantityValue } from '../../base/quantity.ts';
import type { ContainerConfig } from '../containers/container-config.ts';
import type { PullableImage } from '../images/registry.ts';
import type { Credentials } from '../shell/fs/file-system.ts';
import { type ControlGroup, cpuWeightOf } from '../shell/rootfs/cgroup-fs.ts';
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
  const credentials = credentialsOf(record, container);
  // A container without variables of its own gets them when somebody asks; the others are refused here and now.
  const needsNow = (container.env?.length ?? 0) > 0 || (container.envFrom?.length ?? 0) > 0;
  const services = (): Map<string, Bytes> => servicesOf(kubelet, record);
  const own = needsNow ? ownVariables(container, sourcesOf(kubelet, record), services()) : NO_VARIABLES;
  const env = (): ReadonlyMap<string, Bytes> => environment(record, image, services(), own, credentials);
  const known = (name: string): Bytes | undefined => own.get(name) ?? services().get(name);
  const words = commandOf(container, image).map((word) => expand(encodeUtf8(word), known));
  const { machine, runtime, settings } = kubelet;
  const limit = container.resources?.limits?.['memory'];
  const processes = sharedProcesses(kubelet, record, sandbox, container);
  const cpus = milliValue(container.resources?.limits?.['cpu'] ?? machine.spec.cpu) / 1000;
  return {
    words,
    cwd: container.workingDir ?? image.system.workingDir ?? '/',
    credentials,
    readOnlyRoot: container.securityContext?.readOnlyRootFilesystem ?? false,
    stdin: container.stdin ?? false,
    tty: container.tty ?? false,
    terminationMessagePath: container.terminationMessagePath ?? '/dev/termination-log',
    terminationMessagePolicy: container.terminationMessagePolicy ?? 'File',
    cpus,
    logLimits: { maxBytes: quantityValue(settings.containerLogMaxSize), maxFiles: settings.containerLogMaxFiles },
    ...(settings.podPidsLimit > 0 ? { isFull: () => processesIn(sandbox) >= settings.podPidsLimit } : {}),
    env,
    mounts: () => mountsOf(kubelet, record, container, env),
    mountPaths: () => (container.volumeMounts ?? []).map(({ mountPath }) => mountPath),
    ip: sandbox.ip,
    files: () => systemFiles(record, sandbox, machine.name),
    facts: () => ({
      hostname: hostnameOf(record, machine.name),
      cpus: Math.max(1, Math.floor(quantityValue(machine.spec.cpu))),
      cpuLimit: cpus,
      memoryBytes: quantityValue(machine.spec.memory),
      memoryLimitBytes: quantityValue(limit ?? machine.spec.memory),
      get controlGroup() {
        return controlGroupOf(record, container, quantityValue(machine.spec.memory));
      },
      kernelRelease: KERNEL_RELEASE,
      bootMs: runtime.bootMs,
    }),
    network: () => runtime.options.network(sandbox),
    ...(processes ? { processes } : {}),
  };
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
  const groups = [...(pod.supplementalGroups ?? []), ...(pod.fsGroup === undefined ? [] : [pod.fsGroup])];
  return { uid, gid: own.runAsGroup ?? pod.runAsGroup ?? 0, groups };
}
