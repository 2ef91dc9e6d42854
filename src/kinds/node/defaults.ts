import { changeField } from '../../api/defaults/fill.ts';
import { defaultResourceList } from '../../api/defaults/resource-list.ts';
import type { Node } from '../../api/k8s/core-v1.gen.ts';

/** Completes a Node: allocatable is the capacity unless given. Models SetDefaults_NodeStatus of pkg/apis/core/v1. */
export function defaultNode(object: Node): Node {
  return changeField(object, 'status', (given) => {
    const status = given.allocatable || !given.capacity ? given : { ...given, allocatable: given.capacity };
    return changeField(changeField(status, 'capacity', defaultResourceList), 'allocatable', defaultResourceList);
  });
}
