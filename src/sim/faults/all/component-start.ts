import { setComponent } from '../component.ts';
import type { Fault } from '../fault.ts';

/** A stopped component starts again, with fresh caches. */
const fault: Fault = {
  name: 'component-start',
  inject(targets, action) {
    setComponent(targets, action, true);
    return undefined;
  },
};

export default fault;
