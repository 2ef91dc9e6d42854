import type { Pod } from '../../../../api/k8s/core-v1.gen.ts';
import { type PluginFactory, SKIP } from '../../framework.ts';
import { NodeInfo } from '../../node-info.ts';
import { podInfoOf } from '../../pod-info.ts';
import { unschedulable } from '../../status.ts';
import { relaxPorts } from './relax.ts';

const REJECTED = unschedulable("node(s) didn't have free ports for the requested pod ports");

/** Host ports must be free. Models plugins/nodeports. */
const NodePorts: PluginFactory = {
  name: 'NodePorts',
  create: () => ({
    preFilter: (pod) => (pod.specInfo.hostPorts.length > 0 ? { state: undefined } : SKIP),
    filter: (pod, node) => (pod.specInfo.hostPorts.some((port) => node.portConflicts(port)) ? REJECTED : undefined),
    relax: relaxPorts,
    events: [
      { resource: 'Pod', actions: ['Delete'], hint: (pod, previous) => afterPodDelete(pod, previous as Pod) },
      { resource: 'Node', actions: ['Add'] },
    ],
  }),
};

export default NodePorts;

function afterPodDelete(pod: Pod, deleted: Pod): 'Queue' | 'Skip' {
  if (!deleted.spec?.nodeName) return 'Skip';
  const place = new NodeInfo(deleted.spec.nodeName);
  place.addPod(podInfoOf(deleted));
  return podInfoOf(pod).specInfo.hostPorts.some((port) => place.portConflicts(port)) ? 'Queue' : 'Skip';
}
