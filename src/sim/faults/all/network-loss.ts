import { anyMachineOf, type Fault } from '../fault.ts';
import { changeLink } from '../link.ts';

/** A share of the messages from and to a node is lost. */
const fault: Fault = {
  name: 'network-loss',
  inject(targets, { target, percent = 100 }) {
    const { host } = anyMachineOf(targets, target);
    changeLink(targets.network, host, { lossPercent: percent });
    return () => changeLink(targets.network, host, { lossPercent: undefined });
  },
};

export default fault;
