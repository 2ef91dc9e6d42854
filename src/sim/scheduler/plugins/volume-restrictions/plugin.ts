import type { PersistentVolumeClaim, Pod } from '../../../../api/k8s/core-v1.gen.ts';
import { type Handle, type PluginFactory, plugin, SKIP } from '../../framework.ts';
import { namesClaim, notFoundText } from '../../pod-claims.ts';
import type { PodInfo } from '../../pod-info.ts';
import type { Snapshot } from '../../snapshot.ts';
import { unresolvable, unschedulable } from '../../status.ts';
import { isExclusive, sharesExclusiveVolume } from './conflicts.ts';

const DISK_CONFLICT = unschedulable('node(s) had no available disk');
const CLAIM_CONFLICT = unschedulable(
  'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode',
);

interface State {
  /** The Pod's claims that one Pod of the cluster may use at a time. */
  readonly singleUse: ReadonlySet<string>;
  conflicts: number;
}

/**
 * Keeps Pods apart whose volumes cannot be shared: some disks by node, claims of ReadWriteOncePod in the whole cluster.
 * Models plugins/volumerestrictions.
 */
const VolumeRestrictions: PluginFactory = {
  name: 'VolumeRestrictions',
  create: (_args, handle) =>
    plugin<State, undefined>({
      preFilter(pod, snapshot) {
        const volumes = pod.pod.spec?.volumes ?? [];
        const singleUse = singleUseClaims(pod, handle);
        if (typeof singleUse === 'string') return { status: unresolvable(singleUse) };
        const conflicts = [...singleUse].filter((name) => isInUse(pod.namespace, name, snapshot)).length;
        return conflicts > 0 || volumes.some(isExclusive) ? { state: { singleUse, conflicts } } : SKIP;
      },
      filter(pod, node, { conflicts }) {
        if ((pod.pod.spec?.volumes ?? []).some(isExclusive)) {
          for (const other of node.pods.values()) if (sharesExclusiveVolume(pod.pod, other.pod)) return DISK_CONFLICT;
        }
        return conflicts > 0 ? CLAIM_CONFLICT : undefined;
      },
      cloneState: (state) => ({ ...state }),
      addPod(state, _pod, added) {
        state.conflicts += usesOf(state, added.pod);
      },
      removePod(state, _pod, removed) {
        state.conflicts -= usesOf(state, removed.pod);
      },
      events: [
        {
          resource: 'Pod',
          actions: ['Delete'],
          hint: (pod, previous) => (podHelps(pod, previous as Pod) ? 'Queue' : 'Skip'),
        },
        { resource: 'Node', actions: ['Add'] },
        {
          resource: 'PersistentVolumeClaim',
          actions: ['Add'],
          hint: (pod, _previous, object) => {
            const { namespace, name = '' } = object!.metadata;
            return namespace === pod.metadata.namespace && namesClaim(pod, name) ? 'Queue' : 'Skip';
          },
        },
      ],
    }),
};

export default VolumeRestrictions;

/** The Pod's claims of ReadWriteOncePod, or what is wrong with one. */
function singleUseClaims({ pod, namespace }: PodInfo, handle: Handle): ReadonlySet<string> | string {
  const found = new Set<string>();
  for (const { persistentVolumeClaim } of pod.spec?.volumes ?? []) {
    if (!persistentVolumeClaim) continue;
    const { claimName } = persistentVolumeClaim;
    const claim = handle.get<PersistentVolumeClaim>('PersistentVolumeClaim', `${namespace}/${claimName}`);
    if (!claim) return notFoundText('persistentvolumeclaim', claimName);
    if (claim.spec?.accessModes?.includes('ReadWriteOncePod')) found.add(claimName);
  }
  return found;
}

function isInUse(namespace: string, claimName: string, snapshot: Snapshot): boolean {
  const users = snapshot.counts({
    key: `claim ${namespace}/${claimName}`,
    namespaces: [namespace],
    matches: (pod) => pod.namespace === namespace && namesClaim(pod.pod, claimName),
  });
  for (const [, count] of users.entries()) if (count > 0) return true;
  return false;
}

/** As upstream, by the names of claims only: those of other namespaces count too. */
function usesOf({ singleUse }: State, { spec }: Pod): number {
  const claims = (spec?.volumes ?? []).filter(
    ({ persistentVolumeClaim: claim }) => claim && singleUse.has(claim.claimName),
  );
  return claims.length;
}

function podHelps(pod: Pod, deleted: Pod): boolean {
  if (deleted.metadata.namespace !== pod.metadata.namespace) return false;
  if (sharesExclusiveVolume(pod, deleted)) return true;
  return (deleted.spec?.volumes ?? []).some(
    ({ persistentVolumeClaim: claim }) => claim !== undefined && namesClaim(pod, claim.claimName),
  );
}
