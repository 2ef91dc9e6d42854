import { connecting, streamsOf } from '../connect.ts';

/** Connects to a container's main process. */
const attach = connecting('attach', 'PodAttachOptions', (pod, asked) => streamsOf(pod, 'attach', asked));

export default attach;
