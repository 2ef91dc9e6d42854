import { type PluginFactory, SKIP } from '../../framework.ts';
import { unresolvable } from '../../status.ts';

const REJECTED = unresolvable("node(s) didn't match the requested node name");

/** A Pod that names its node fits only there. Models plugins/nodename. */
const NodeName: PluginFactory = {
  name: 'NodeName',
  create: () => ({
    preFilter: (pod) => (pod.pod.spec?.nodeName ? { state: undefined } : SKIP),
    filter: (pod, node) => (pod.pod.spec?.nodeName === node.name ? undefined : REJECTED),
    events: [{ resource: 'Node', actions: ['Add'] }],
  }),
};

export default NodeName;
