import type { Runtime } from '../../kubelet/runtime.ts';
import { containerOf, type RuntimeContainer } from '../../kubelet/runtime-container.ts';
import { type Fault, FaultError, type FaultTargets } from '../fault.ts';

/** The main process of a container dies by SIGKILL. A Pod's name that ends in `*` means the first such Pod that runs. */
const fault: Fault = {
  name: 'container-kill',
  inject({ nodes }, { target }) {
    const parts = target.split('/');
    const [namespace, pod, container] = parts.length === 2 ? ['default', ...parts] : parts;
    if (!namespace || !pod || !container || parts.length > 3) {
      throw new FaultError(`the target of container-kill is pod/container or namespace/pod/container, not ${target}`);
    }
    const found = running(nodes, `${namespace}/${pod}`, container);
    if (!found) throw new FaultError(`no container ${container} runs in pod ${namespace}/${pod}`);
    found.runtime.exit(found.container, 137);
    return undefined;
  },
};

export default fault;

interface Running {
  readonly podKey: string;
  readonly runtime: Runtime;
  readonly container: RuntimeContainer;
}

/** The container that runs in the first Pod, by name, that a key means. */
function running(nodes: FaultTargets['nodes'], key: string, name: string): Running | undefined {
  const isMeant = (podKey: string): boolean =>
    key.endsWith('*') ? podKey.startsWith(key.slice(0, -1)) : podKey === key;
  let first: Running | undefined;
  for (const { runtime, host } of nodes.values()) {
    if (!host.scope.alive) continue;
    for (const sandbox of runtime.sandboxes.values()) {
      const { podKey } = sandbox;
      const container = isMeant(podKey) ? containerOf(sandbox, name) : undefined;
      if (container?.state !== 'running' || (first && first.podKey <= podKey)) continue;
      first = { podKey, runtime, container };
    }
  }
  return first;
}
