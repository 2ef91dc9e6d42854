import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../../../api/k8s/core-v1.gen.ts';
import type { StorageClass } from '../../../../api/k8s/storage-v1.gen.ts';
import { storageClassOf } from '../../../../api/storage.ts';
import { deepEqual } from '../../../../base/equal.ts';
import { type Handle, type PluginFactory, plugin, SKIP } from '../../framework.ts';
import type { NodeInfo } from '../../node-info.ts';
import { namesClaim, notFoundText } from '../../pod-claims.ts';
import type { PodInfo } from '../../pod-info.ts';
import { unresolvable } from '../../status.ts';

const CONFLICT = unresolvable('node(s) had no available volume zone');
const ZONE = 'topology.kubernetes.io/zone';
const REGION = 'topology.kubernetes.io/region';
const OLD_ZONE = 'failure-domain.beta.kubernetes.io/zone';
const OLD_REGION = 'failure-domain.beta.kubernetes.io/region';
const TOPOLOGY_LABELS = [OLD_ZONE, OLD_REGION, ZONE, REGION];
const NEW_NAME: Readonly<Record<string, string>> = { [OLD_ZONE]: ZONE, [OLD_REGION]: REGION };

/** A label of a volume: only nodes with one of these values can use it. */
interface Topology {
  readonly key: string;
  readonly values: readonly string[];
}

/** Pods go to the zone that the labels of their volumes name. Models plugins/volumezone. */
const VolumeZone: PluginFactory = {
  name: 'VolumeZone',
  create: (_args, handle) =>
    plugin<readonly Topology[], undefined>({
      preFilter(pod) {
        const topologies = podTopologies(pod, handle);
        if (typeof topologies === 'string') return { status: unresolvable(topologies) };
        return topologies.length > 0 ? { state: topologies } : SKIP;
      },
      filter: (_pod, node, topologies) => (isInZone(node, topologies) ? undefined : CONFLICT),
      events: [
        {
          resource: 'StorageClass',
          actions: ['Add'],
          hint: (_pod, _previous, object) =>
            (object as StorageClass).volumeBindingMode === 'WaitForFirstConsumer' ? 'Queue' : 'Skip',
        },
        { resource: 'Node', actions: ['Add', 'UpdateNodeLabel'] },
        {
          resource: 'PersistentVolumeClaim',
          actions: ['Add', 'Update'],
          hint: (pod, _previous, object) => (isNamed(pod, object as PersistentVolumeClaim) ? 'Queue' : 'Skip'),
        },
        {
          resource: 'PersistentVolume',
          actions: ['Add', 'Update'],
          hint: (_pod, previous, object) =>
            previous && deepEqual(topologiesOf(previous as PersistentVolume), topologiesOf(object as PersistentVolume))
              ? 'Skip'
              : 'Queue',
        },
      ],
    }),
};

export default VolumeZone;

function isNamed(pod: Pod, { metadata: { namespace, name = '' } }: PersistentVolumeClaim): boolean {
  return namespace === pod.metadata.namespace && namesClaim(pod, name);
}

/** The topologies of the volumes that the Pod's claims are bound to, or what is wrong with a claim. Models getPVbyPod. */
function podTopologies({ pod, namespace }: PodInfo, handle: Handle): readonly Topology[] | string {
  const found: Topology[] = [];
  for (const { persistentVolumeClaim } of pod.spec?.volumes ?? []) {
    if (!persistentVolumeClaim) continue;
    const { claimName } = persistentVolumeClaim;
    if (!claimName) return 'PersistentVolumeClaim had no name';
    const claim = handle.get<PersistentVolumeClaim>('PersistentVolumeClaim', `${namespace}/${claimName}`);
    if (!claim) return notFoundText('persistentvolumeclaim', claimName);
    const { volumeName } = claim.spec ?? {};
    if (!volumeName) {
      const problem = unboundProblem(storageClassOf(claim), handle);
      if (problem) return problem;
      continue;
    }
    const volume = handle.get<PersistentVolume>('PersistentVolume', volumeName);
    if (!volume) return notFoundText('persistentvolume', volumeName);
    found.push(...topologiesOf(volume));
  }
  return found;
}

function unboundProblem(className: string, handle: Handle): string | undefined {
  if (className === '') return 'PersistentVolumeClaim had no pv name and storageClass name';
  const found = handle.get<StorageClass>('StorageClass', className);
  if (!found) return notFoundText('storageclass.storage.k8s.io', className);
  if (!found.volumeBindingMode) return `VolumeBindingMode not set for StorageClass ${JSON.stringify(className)}`;
  return found.volumeBindingMode === 'WaitForFirstConsumer' ? undefined : 'PersistentVolume had no name';
}

/** Labels that cannot be read are left out. Models LabelZonesToSet: several zones are joined by `__`. */
function topologiesOf({ metadata: { labels } }: PersistentVolume): readonly Topology[] {
  return TOPOLOGY_LABELS.flatMap((key) => {
    const values = labels?.[key]?.split('__').map((value) => value.trim());
    return values && !values.includes('') ? [{ key, values: [...new Set(values)].sort() }] : [];
  });
}

/** A node without any zone or region takes all: it is a cluster of one zone. */
function isInZone({ labels }: NodeInfo, topologies: readonly Topology[]): boolean {
  if (!TOPOLOGY_LABELS.some((key) => labels[key] !== undefined)) return true;
  return topologies.every(({ key, values }) => {
    const value = labels[key] ?? labels[NEW_NAME[key] ?? key];
    return value !== undefined && values.includes(value);
  });
}
