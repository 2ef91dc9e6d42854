import type { Container, EphemeralContainer } from '../../api/k8s/core-v1.gen.ts';
import { FileSystem } from '../shell/fs/file-system.ts';
import { newVolume } from '../shell/fs/volume.ts';
import { Kernel, type PidNamespace } from '../shell/kernel/kernel.ts';
import { ConfigProblem } from './container-env.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';
import { containerOf, type Sandbox } from './runtime-container.ts';

/**
 * Whose processes a container sees beside its own: those of the container that it debugs, or of its whole Pod where
 * that shares them. Undefined for its own only. Throws ConfigProblem. Models kuberuntime's namespace options.
 */
export function sharedProcesses(
  kubelet: KubeletState,
  { pod }: PodRecord,
  sandbox: Sandbox,
  container: Container,
): (() => PidNamespace | undefined) | undefined {
  const { targetContainerName: target } = container as Partial<EphemeralContainer>;
  if (target) {
    const made = containerOf(sandbox, target);
    if (!made) throw new ConfigProblem(`unable to find target container ${target}`);
    return () => (made.state === 'running' ? kubelet.runtime.worldOf(made).kernel.pids : undefined);
  }
  if (pod.spec?.hostPID) {
    kubelet.runtime.hostPids ??= namespaceOf(kubelet, HOST_PROCESSES);
    const { hostPids } = kubelet.runtime;
    return () => hostPids;
  }
  if (!pod.spec?.shareProcessNamespace) return undefined;
  sandbox.pids ??= namespaceOf(kubelet, [{ words: ['/pause'], uid: 65_535 }]);
  return () => sandbox.pids;
}

interface WaitingProcess {
  readonly words: readonly string[];
  readonly uid: number;
}

/** What runs on a machine besides containers. */
const HOST_PROCESSES: readonly WaitingProcess[] = [
  { words: ['/sbin/init'], uid: 0 },
  { words: ['/lib/systemd/systemd-journald'], uid: 0 },
  { words: ['/usr/sbin/sshd', '-D'], uid: 0 },
  { words: ['/usr/bin/containerd'], uid: 0 },
  { words: ['/usr/bin/kubelet', '--config=/var/lib/kubelet/config.yaml'], uid: 0 },
];

/** A namespace with processes that only wait; the first of them is process 1. */
function namespaceOf({ engine, scope, random }: KubeletState, processes: readonly WaitingProcess[]): PidNamespace {
  const kernel = new Kernel({
    engine,
    scope,
    random,
    flavour: 'busybox',
    fs: () => new FileSystem(newVolume('overlay', engine.unixMs, 0o755), () => engine.unixMs, false),
    facts: () => ({
      hostname: '',
      cpus: 1,
      cpuLimit: 1,
      memoryBytes: Number.POSITIVE_INFINITY,
      memoryLimitBytes: Number.POSITIVE_INFINITY,
      kernelRelease: '',
      bootMs: 0,
    }),
    programs: () => undefined,
  });
  for (const { words, uid } of processes) {
    const credentials = { uid, gid: uid, groups: [] };
    kernel.create({ argv: words, env: new Map(), cwd: '/', credentials, files: new Map() });
  }
  return kernel.pids;
}
