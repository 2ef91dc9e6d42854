import { type Fault, machineOf } from '../fault.ts';

/** The kubelet ends; its containers run on. */
const fault: Fault = {
  name: 'kubelet-stop',
  inject(targets, { target }) {
    const machine = machineOf(targets, target);
    machine.stopKubelet();
    return () => machine.startKubelet();
  },
};

export default fault;
