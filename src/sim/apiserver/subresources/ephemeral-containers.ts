import { subresourceWith } from '../subresource-update.ts';

/** Containers for debugging, which kubectl debug adds to a running Pod. */
const ephemeralContainers = subresourceWith('ephemeralcontainers', ({ ephemeralContainers: strategy }) => strategy);

export default ephemeralContainers;
