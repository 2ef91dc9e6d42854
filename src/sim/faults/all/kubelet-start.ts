import { type Fault, machineOf } from '../fault.ts';

/** Starts a kubelet that was stopped. */
const fault: Fault = {
  name: 'kubelet-start',
  inject(targets, { target }) {
    machineOf(targets, target).startKubelet();
    return undefined;
  },
};

export default fault;
