import type { PluginFactory } from '../../framework.ts';
import { unresolvable } from '../../status.ts';

const REJECTED = unresolvable("node(s) didn't match the requested node name");

/** A Pod that names its node fits only there. Models plugins/nodename. */
const NodeName: PluginFactory = {
  name: 'NodeName',
  create: () => ({
    acceptsAll: ({ pod }) => !pod.spec?.nodeName,
    filter: (pod, node) => (pod.pod.spec?.nodeName === node.name ? undefined : REJECTED),
    events: [{ resource: 'Node', actions: ['Add'] }],
  }),
};

export default NodeName;
