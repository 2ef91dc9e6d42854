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
  if (!pod.spec?.shareProcessNamespace) return undefined;
  sandbox.pids ??= pauseNamespace(kubelet);
  return () => sandbox.pids;
}

/** A namespace whose process 1 is the sandbox's own, which only waits. */
function pauseNamespace({ engine, scope, random }: KubeletState): PidNamespace {
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
  const credentials = { uid: 65_535, gid: 65_535, groups: [] };
  kernel.create({ argv: ['/pause'], env: new Map(), cwd: '/', credentials, files: new Map() });
  return kernel.pids;
}
