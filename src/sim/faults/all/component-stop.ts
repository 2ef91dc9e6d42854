import { setComponent } from '../component.ts';
import type { Fault } from '../fault.ts';

/** A component of the cluster stops. */
const fault: Fault = {
  name: 'component-stop',
  inject(targets, action) {
    setComponent(targets, action, false);
    return () => setComponent(targets, action, true);
  },
};

export default fault;
