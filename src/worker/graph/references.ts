import type { StatefulSet } from '../../api/k8s/apps-v1.gen.ts';
import type { HorizontalPodAutoscaler } from '../../api/k8s/autoscaling-v2.gen.ts';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Ingress } from '../../api/k8s/networking-v1.gen.ts';
import type { RoleBinding } from '../../api/k8s/rbac-v1.gen.ts';
import type { VolumeAttachment } from '../../api/k8s/storage-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import type { GraphRef, RefRole } from '../../protocol/graph.ts';

/** `Kind/namespace/name`. */
export const keyOf = (kind: string, namespace: string, name: string): string => `${kind}/${namespace}/${name}`;

type Add = (kind: string, name: string | undefined, as: RefRole, namespace?: string) => void;

/** What a Pod mounts, reads, runs as and runs on. */
function ofPod({ spec }: Pod, add: Add): void {
  add('Node', spec?.nodeName, 'runs on', '');
  add('ServiceAccount', spec?.serviceAccountName, 'runs as');
  add('PriorityClass', spec?.priorityClassName, 'priority', '');
  for (const secret of spec?.imagePullSecrets ?? []) add('Secret', secret.name, 'pulls with');
  for (const { configMap, secret, persistentVolumeClaim, projected } of spec?.volumes ?? []) {
    add('ConfigMap', configMap?.name, 'mounts');
    add('Secret', secret?.secretName, 'mounts');
    add('PersistentVolumeClaim', persistentVolumeClaim?.claimName, 'mounts');
    for (const source of projected?.sources ?? []) {
      // Every Pod has the cluster's CA, by its token volume: that says nothing.
      if (source.configMap?.name !== 'kube-root-ca.crt') add('ConfigMap', source.configMap?.name, 'mounts');
      add('Secret', source.secret?.name, 'mounts');
    }
  }
  for (const { env, envFrom } of [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]) {
    for (const { configMapRef, secretRef } of envFrom ?? []) {
      add('ConfigMap', configMapRef?.name, 'reads');
      add('Secret', secretRef?.name, 'reads');
    }
    for (const { valueFrom } of env ?? []) {
      add('ConfigMap', valueFrom?.configMapKeyRef?.name, 'reads');
      add('Secret', valueFrom?.secretKeyRef?.name, 'reads');
    }
  }
}

function ofIngress({ spec }: Ingress, add: Add): void {
  add('IngressClass', spec?.ingressClassName, 'class', '');
  add('Service', spec?.defaultBackend?.service?.name, 'routes to');
  for (const { http } of spec?.rules ?? []) {
    for (const { backend } of http?.paths ?? []) add('Service', backend.service?.name, 'routes to');
  }
  for (const { secretName } of spec?.tls ?? []) add('Secret', secretName, 'TLS');
}

function ofBinding({ roleRef, subjects }: RoleBinding, add: Add): void {
  add(roleRef.kind, roleRef.name, 'role', roleRef.kind === 'Role' ? undefined : '');
  for (const { kind, name, namespace } of subjects ?? []) {
    if (kind === 'ServiceAccount') add(kind, name, 'grants to', namespace);
  }
}

const finders: Readonly<Record<string, (object: KubeObject, add: Add) => void>> = {
  Pod: (object, add) => ofPod(object as Pod, add),
  Ingress: (object, add) => ofIngress(object as Ingress, add),
  RoleBinding: (object, add) => ofBinding(object as RoleBinding, add),
  ClusterRoleBinding: (object, add) => ofBinding(object as RoleBinding, add),
  HorizontalPodAutoscaler: (object, add) => {
    const target = (object as HorizontalPodAutoscaler).spec?.scaleTargetRef;
    if (target) add(target.kind, target.name, 'scales');
  },
  StatefulSet: (object, add) => add('Service', (object as StatefulSet).spec?.serviceName, 'governed by'),
  PersistentVolumeClaim: (object, add) => {
    const { spec } = object as PersistentVolumeClaim;
    add('PersistentVolume', spec?.volumeName, 'bound to', '');
    add('StorageClass', spec?.storageClassName, 'class', '');
  },
  PersistentVolume: (object, add) =>
    add('StorageClass', (object as PersistentVolume).spec?.storageClassName, 'class', ''),
  VolumeAttachment: (object, add) => {
    const { spec } = object as VolumeAttachment;
    add('Node', spec?.nodeName, 'attached to', '');
    add('PersistentVolume', spec?.source?.persistentVolumeName, 'attaches', '');
  },
  EndpointSlice: (object, add) =>
    add('Service', object.metadata.labels?.['kubernetes.io/service-name'], 'addresses of'),
  Endpoints: (object, add) => add('Service', object.metadata.name, 'addresses of'),
};

/** What an object names, apart from its owners and what it selects; each once. */
export function referencesOf(kind: string, object: KubeObject): GraphRef[] {
  const found = new Map<string, GraphRef>();
  const own = object.metadata.namespace ?? '';
  const add: Add = (to, name, as, namespace = own) => {
    if (!name) return;
    const key = keyOf(to, namespace, name);
    if (!found.has(key)) found.set(key, { to: key, as });
  };
  finders[kind]?.(object, add);
  return [...found.values()];
}
