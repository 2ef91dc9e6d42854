import { anyMachineOf, type Fault } from '../fault.ts';
import { changeLink } from '../link.ts';

/** Messages from and to a node take longer. */
const fault: Fault = {
  name: 'network-delay',
  inject(targets, { target, latencyMs = 0, jitterMs = 0 }) {
    const { host } = anyMachineOf(targets, target);
    changeLink(targets.network, host, { latencyMs, jitterMs });
    return () => changeLink(targets.network, host, { latencyMs: undefined, jitterMs: undefined });
  },
};

export default fault;
