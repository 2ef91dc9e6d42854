import { type Fault, FaultError, machineOf } from '../fault.ts';

/** Somebody deletes a node's machine in the cloud: it and its disk are gone for ever. */
const fault: Fault = {
  name: 'instance-delete',
  inject(targets, { target }) {
    machineOf(targets, target);
    if (!targets.removeMachine(target)) throw new FaultError(`node ${target} is no machine of a cloud`);
    return undefined;
  },
};

export default fault;
