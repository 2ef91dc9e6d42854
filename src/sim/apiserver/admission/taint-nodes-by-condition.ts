import type { Node, Taint } from '../../../api/k8s/core-v1.gen.ts';
import type { AdmissionPlugin } from './plugin.ts';

const NOT_READY: Taint = { effect: 'NoSchedule', key: 'node.kubernetes.io/not-ready' };

/** A new node takes no Pods until it is ready. Models plugin/pkg/admission/nodetaint. */
export const taintNodesByCondition: AdmissionPlugin = {
  resources: ['nodes'],
  operations: ['CREATE'],
  admit(object) {
    const node = object as Node;
    const taints = node.spec?.taints ?? [];
    if (taints.some(({ key, effect }) => key === NOT_READY.key && effect === NOT_READY.effect)) return node;
    const tainted: Node = { ...node, spec: { ...node.spec, taints: [...taints, NOT_READY] } };
    return tainted;
  },
};
