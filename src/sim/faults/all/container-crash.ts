import type { Fault } from '../fault.ts';

/** The main process of a container on a machine without Kubernetes dies: a person has to start it again. */
const fault: Fault = {
  name: 'container-crash',
  inject({ machines }, { target }) {
    machines.crashContainer(target);
    return undefined;
  },
};

export default fault;
