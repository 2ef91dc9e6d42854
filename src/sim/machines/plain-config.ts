import type { MachineSpec } from '../../api/scenario.ts';
import { encodeUtf8 } from '../../base/bytes.ts';
import { quantityValue } from '../../base/quantity.ts';
import type { ContainerConfig } from '../containers/container-config.ts';
import type { PullableImage } from '../images/registry.ts';
import type { Runtime } from '../kubelet/runtime.ts';
import type { Sandbox } from '../kubelet/runtime-container.ts';

/** What the runtime is told of a container that somebody started by hand: the image as it is, and all of the machine. */
export function plainConfig(
  spec: MachineSpec,
  runtime: Runtime,
  image: PullableImage,
  sandbox: Sandbox,
): ContainerConfig {
  const { system } = image;
  const cpus = quantityValue(spec.cpu);
  const memoryBytes = quantityValue(spec.memory);
  return {
    words: [...(system.entrypoint ?? []), ...(system.cmd ?? [])].map(encodeUtf8),
    cwd: system.workingDir ?? '/',
    credentials: { uid: 0, gid: 0, groups: [] },
    readOnlyRoot: false,
    stdin: false,
    tty: false,
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    cpus,
    env: () => new Map(Object.entries(system.env ?? {}).map(([name, value]) => [name, encodeUtf8(value)])),
    mounts: () => [],
    mountPaths: () => [],
    ip: sandbox.ip,
    files: () => ({ hostname: spec.name, hosts: '127.0.0.1\tlocalhost\n', resolvConf: 'nameserver 192.168.0.1\n' }),
    facts: () => ({
      hostname: spec.name,
      cpus: Math.max(1, Math.floor(cpus)),
      cpuLimit: cpus,
      memoryBytes,
      memoryLimitBytes: memoryBytes,
      kernelRelease: '6.8.0-45-generic',
      bootMs: runtime.bootMs,
    }),
    network: () => runtime.options.network(sandbox),
  };
}
