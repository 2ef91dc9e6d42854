import { anyMachineOf, type Fault } from '../fault.ts';
import { changeLink } from '../link.ts';

/** The node runs on, but reaches nobody outside it. */
const fault: Fault = {
  name: 'node-partition',
  inject(targets, { target }) {
    const { host } = anyMachineOf(targets, target);
    changeLink(targets.network, host, { partitioned: true });
    return () => changeLink(targets.network, host, { partitioned: undefined });
  },
};

export default fault;
