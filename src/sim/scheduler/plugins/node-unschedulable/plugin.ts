import type { Node, Pod, Taint } from '../../../../api/k8s/core-v1.gen.ts';
import { toleratedBy } from '../../../../api/taints.ts';
import type { PluginFactory } from '../../framework.ts';
import { unresolvable } from '../../status.ts';
import { relaxCordon } from './relax.ts';

const REJECTED = unresolvable('node(s) were unschedulable');

const CORDON: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** Keeps Pods off cordoned nodes unless they tolerate it. Models plugins/nodeunschedulable. */
const NodeUnschedulable: PluginFactory = {
  name: 'NodeUnschedulable',
  create: () => ({
    acceptsAll: (_pod, { census }) => census.cordoned === 0,
    filter(pod, node) {
      if (!node.unschedulable || toleratedBy(CORDON, pod.specInfo.tolerations)) return undefined;
      return REJECTED;
    },
    relax: relaxCordon,
    events: [
      {
        resource: 'Node',
        actions: ['Add', 'UpdateNodeTaint'],
        hint(_pod, previous, object) {
          const [before, now] = [previous as Node | undefined, object as Node];
          const opened = !now.spec?.unschedulable && (before === undefined || before.spec?.unschedulable);
          return opened ? 'Queue' : 'Skip';
        },
      },
      {
        resource: 'Pod',
        actions: ['UpdatePodTolerations'],
        hint(pod, _previous, object) {
          const changed = object as Pod;
          const helps = changed.metadata.uid === pod.metadata.uid && toleratedBy(CORDON, changed.spec?.tolerations);
          return helps ? 'Queue' : 'Skip';
        },
      },
    ],
  }),
};

export default NodeUnschedulable;
