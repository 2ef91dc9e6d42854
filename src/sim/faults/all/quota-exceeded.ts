import type { Fault } from '../fault.ts';
import { fallShort } from '../node-groups.ts';

/** A group's machines are all that its owner may have of their kind: the cloud refuses to make more. */
const fault: Fault = {
  name: 'quota-exceeded',
  inject: (targets, { target }) => fallShort(targets, target, 'quota'),
};

export default fault;
