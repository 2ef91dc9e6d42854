import { anyMachineOf, type Fault } from '../fault.ts';

/** Power off: everything on the machine stops at once. Heals by power on. */
const fault: Fault = {
  name: 'node-crash',
  inject(targets, { target }) {
    const machine = anyMachineOf(targets, target);
    machine.powerOff();
    return () => machine.powerOn();
  },
};

export default fault;
