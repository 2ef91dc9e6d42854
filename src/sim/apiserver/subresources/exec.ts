import { connecting, streamsOf } from '../connect.ts';

/** Runs a command in a container. */
const exec = connecting('exec', 'PodExecOptions', (pod, asked) => streamsOf(pod, 'exec', asked));

export default exec;
