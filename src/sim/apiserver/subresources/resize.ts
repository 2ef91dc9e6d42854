import { subresourceWith } from '../subresource-update.ts';

/** The requests and limits of a running Pod, for clusters in which they can change. */
const resize = subresourceWith('resize', ({ resize: strategy }) => strategy);

export default resize;
