import { changeField } from '../../api/defaults/fill.ts';
import type { Node, NodeSpec, NodeStatus } from '../../api/k8s/core-v1.gen.ts';
import { replace } from '../../base/shared.ts';

/** Configuration of kubelets through their Nodes is gone: only what is there stays. Models dropDisabledFields. */
export function withoutConfig(node: Node, previous?: Node): Node {
  let result = node;
  if (node.spec?.configSource && !previous?.spec?.configSource) {
    result = changeField(result, 'spec', (spec) => replace<NodeSpec>(spec, { configSource: undefined }));
  }
  if (node.status?.config && !previous?.status?.config) {
    result = changeField(result, 'status', (status) => replace<NodeStatus>(status, { config: undefined }));
  }
  return result;
}
