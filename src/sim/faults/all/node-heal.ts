import { anyMachineOf, type Fault } from '../fault.ts';

/** Ends whatever is wrong with a node's links. */
const fault: Fault = {
  name: 'node-heal',
  inject(targets, { target }) {
    targets.network.setFault(anyMachineOf(targets, target).host, undefined);
    return undefined;
  },
};

export default fault;
