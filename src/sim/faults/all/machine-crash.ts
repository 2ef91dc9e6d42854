import { type Fault, FaultError } from '../fault.ts';

/** A machine without Kubernetes loses its power. Heals by power on: its containers stay down until a person starts them. */
const fault: Fault = {
  name: 'machine-crash',
  inject({ machines }, { target }) {
    const machine = machines.all.get(target);
    if (!machine) {
      throw new FaultError(`there is no machine ${target}; there are: ${[...machines.all.keys()].join(', ')}`);
    }
    machine.powerOff();
    return () => {
      if (!machine.isOn) machine.powerOn();
    };
  },
};

export default fault;
