import { anyMachineOf, type Fault } from '../fault.ts';

/** Power on, or a reset of a machine that runs. */
const fault: Fault = {
  name: 'node-restart',
  inject(targets, { target }) {
    anyMachineOf(targets, target).powerOn();
    return undefined;
  },
};

export default fault;
