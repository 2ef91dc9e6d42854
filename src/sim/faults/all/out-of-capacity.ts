import type { Fault } from '../fault.ts';
import { fallShort } from '../node-groups.ts';

/** The cloud has no more machines of a group's kind: it takes orders for them, and cannot fill them. */
const fault: Fault = {
  name: 'out-of-capacity',
  inject: (targets, { target }) => fallShort(targets, target, 'capacity'),
};

export default fault;
