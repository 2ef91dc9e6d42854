import type { PersistentVolumeClaim, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { VolumeAttachment } from '../../../api/k8s/storage-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { type PodReferences, podReferences } from '../pod-references.ts';
import type { Resources } from '../resource.ts';

/** Which objects belong to a node, by the Pods that are bound to it. Models Graph of plugin/pkg/auth/authorizer/node. */
export interface NodeGraph {
  /** Takes in a committed write of a Pod. */
  observe(object: KubeObject | undefined, previous: KubeObject | undefined): void;
  isRelated(node: string, plural: string, namespace: string, name: string): boolean;
}

/** Makes the graph of a server's Pods. */
export function createNodeGraph(resources: Resources): NodeGraph {
  const podsByNode = new Map<string, Set<string>>();
  const lookUp = (plural: string, key: string): KubeObject | undefined => {
    const resource = resources.all.find(({ kind }) => kind.plural === plural);
    return resource?.cache.get(resource.prefix + key);
  };
  const podsOf = (node: string, namespace: string): Pod[] =>
    [...(podsByNode.get(node) ?? [])]
      .filter((key) => namespace === '' || key.startsWith(`${namespace}/`))
      .flatMap((key) => (lookUp('pods', key) as Pod | undefined) ?? []);
  const refers = (node: string, namespace: string, to: keyof PodReferences, name: string): boolean =>
    podsOf(node, namespace).some((pod) => podReferences(pod)[to].has(name));
  return {
    observe(object, previous) {
      const node = (object as Pod | undefined)?.spec?.nodeName;
      const before = (previous as Pod | undefined)?.spec?.nodeName;
      if (node === before) return;
      const { namespace, name } = (object ?? previous)!.metadata;
      if (before) podsByNode.get(before)?.delete(`${namespace}/${name}`);
      if (!node) return;
      const pods = podsByNode.get(node);
      if (pods) pods.add(`${namespace}/${name}`);
      else podsByNode.set(node, new Set([`${namespace}/${name}`]));
    },
    isRelated(node, plural, namespace, name) {
      switch (plural) {
        case 'pods':
          return podsByNode.get(node)?.has(`${namespace}/${name}`) ?? false;
        case 'secrets':
          return refers(node, namespace, 'secrets', name);
        case 'configmaps':
          return refers(node, namespace, 'configMaps', name);
        case 'persistentvolumeclaims':
          return refers(node, namespace, 'claims', name);
        case 'serviceaccounts':
          return podsOf(node, namespace).some(({ spec }) => spec?.serviceAccountName === name);
        case 'persistentvolumes':
          return podsOf(node, '').some((pod) =>
            [...podReferences(pod).claims].some((claim) => {
              const found = lookUp('persistentvolumeclaims', `${pod.metadata.namespace}/${claim}`) as unknown as
                | PersistentVolumeClaim
                | undefined;
              return found?.spec?.volumeName === name;
            }),
          );
        case 'volumeattachments':
          return (lookUp(plural, name) as unknown as VolumeAttachment | undefined)?.spec.nodeName === node;
        default:
          return false;
      }
    },
  };
}
