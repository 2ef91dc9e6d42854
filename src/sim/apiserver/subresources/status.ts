import { subresourceWith } from '../subresource-update.ts';

/** The status of an object, which its controller writes. */
const status = subresourceWith('status', ({ status: strategy }) => strategy);

export default status;
