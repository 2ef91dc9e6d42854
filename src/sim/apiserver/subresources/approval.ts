import { subresourceWith } from '../subresource-update.ts';

/** Whether a certificate may be signed, which an approver decides. */
const approval = subresourceWith('approval', ({ approval: strategy }) => strategy);

export default approval;
