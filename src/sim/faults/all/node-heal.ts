import { type Fault, machineOf } from '../fault.ts';

/** Ends whatever is wrong with a node's links. */
const fault: Fault = {
  name: 'node-heal',
  inject(targets, { target }) {
    targets.network.setFault(machineOf(targets, target).host, undefined);
    return undefined;
  },
};

export default fault;
