import { containerOf } from '../../kubelet/runtime-container.ts';
import { type Fault, FaultError } from '../fault.ts';

/** The main process of a container dies by SIGKILL. */
const fault: Fault = {
  name: 'container-kill',
  inject({ nodes }, { target }) {
    const parts = target.split('/');
    const [namespace, pod, container] = parts.length === 2 ? ['default', ...parts] : parts;
    if (!namespace || !pod || !container || parts.length > 3) {
      throw new FaultError(`the target of container-kill is pod/container or namespace/pod/container, not ${target}`);
    }
    for (const { runtime, host } of nodes.values()) {
      if (!host.scope.alive) continue;
      for (const sandbox of runtime.sandboxes.values()) {
        const made = sandbox.podKey === `${namespace}/${pod}` ? containerOf(sandbox, container) : undefined;
        if (made?.state !== 'running') continue;
        runtime.exit(made, 137);
        return undefined;
      }
    }
    throw new FaultError(`no container ${container} runs in pod ${namespace}/${pod}`);
  },
};

export default fault;
