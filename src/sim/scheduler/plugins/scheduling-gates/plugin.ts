import type { Pod } from '../../../../api/k8s/core-v1.gen.ts';
import type { PluginFactory } from '../../framework.ts';
import { unresolvable } from '../../status.ts';

/** Keeps Pods with scheduling gates out of the queue. Models plugins/schedulinggates. */
const SchedulingGates: PluginFactory = {
  name: 'SchedulingGates',
  create: () => ({
    preEnqueue(pod) {
      const gates = pod.spec?.schedulingGates ?? [];
      if (gates.length === 0) return undefined;
      return unresolvable(`waiting for scheduling gates: [${gates.map((gate) => gate.name).join(' ')}]`);
    },
    events: [
      {
        resource: 'Pod',
        actions: ['UpdatePodSchedulingGatesEliminated'],
        hint: (pod, _previous, object) => (isSame(pod, object as Pod) ? 'Queue' : 'Skip'),
      },
    ],
  }),
};

export default SchedulingGates;

function isSame(pod: Pod, changed: Pod): boolean {
  return pod.metadata.uid === changed.metadata.uid;
}
