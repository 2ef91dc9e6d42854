import type { Endpoints, Node, PersistentVolumeClaim, Pod } from '../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../api/k8s/discovery-v1.gen.ts';
import type { KubeObject } from '../api/object.ts';

const PLACED = new Set([
  'Node',
  'EndpointSlice',
  'Endpoints',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'VolumeAttachment',
  'CSINode',
]);

/** Whether objects of a kind change with where a Pod goes. */
export function changesWithPlacement(kind: string): boolean {
  return PLACED.has(kind);
}

/** Whether the scheduler has made a Pod go for the sake of another. */
export function isPreempted({ status }: Pod): boolean {
  return (status?.conditions ?? []).some(
    ({ type, reason }) => type === 'DisruptionTarget' && reason === 'PreemptionByScheduler',
  );
}

interface Target {
  readonly targetRef?: { readonly namespace?: string; readonly name?: string };
}

/** Endpoints without those of Pods that are hidden; the same object when there are none. */
export function withoutPods(kind: string, object: KubeObject, isHidden: (podKey: string) => boolean): KubeObject {
  const stays = ({ targetRef }: Target): boolean => !isHidden(`${targetRef?.namespace}/${targetRef?.name}`);
  if (kind === 'EndpointSlice') {
    const { endpoints } = object as EndpointSlice;
    const bare: Partial<EndpointSlice> = { endpoints: endpoints.filter(stays) };
    return endpoints.every(stays) ? object : { ...object, ...bare };
  }
  if (kind !== 'Endpoints') return object;
  const { subsets = [] } = object as Endpoints;
  const all = subsets.flatMap(({ addresses = [], notReadyAddresses = [] }) => [...addresses, ...notReadyAddresses]);
  if (all.every(stays)) return object;
  const bare = subsets.map((subset) => ({
    ...subset,
    addresses: (subset.addresses ?? []).filter(stays),
    notReadyAddresses: (subset.notReadyAddresses ?? []).filter(stays),
  }));
  const rest: Partial<Endpoints> = { subsets: bare };
  return { ...object, ...rest };
}

/**
 * An object without the marks that a Pod leaves on its node and its volumes: as they were before. Undefined when the object
 * itself is such a mark.
 */
export function withoutTraces(
  kind: string,
  object: KubeObject,
  before: KubeObject | undefined,
): KubeObject | undefined {
  switch (kind) {
    case 'Node':
      return before ? nodeAsBefore(object as Node, before as Node) : object;
    case 'PersistentVolumeClaim':
      return before && chosenFor(object as PersistentVolumeClaim) !== chosenFor(before as PersistentVolumeClaim)
        ? before
        : object;
    case 'PersistentVolume':
    case 'VolumeAttachment':
    case 'CSINode':
      return before;
    default:
      return object;
  }
}

function chosenFor(claim: PersistentVolumeClaim): string {
  const node = claim.metadata.annotations?.['volume.kubernetes.io/selected-node'] ?? '';
  return `${node} ${claim.spec?.volumeName ?? ''} ${claim.status?.phase ?? ''}`;
}

function nodeAsBefore(node: Node, before: Node): Node {
  const { status } = node;
  const old = before.status ?? {};
  const marks = ['images', 'volumesInUse', 'volumesAttached'] as const;
  if (marks.every((mark) => status?.[mark] === old[mark])) return node;
  const kept = Object.fromEntries(marks.map((mark) => [mark, old[mark]]).filter(([, value]) => value !== undefined));
  const bare = Object.fromEntries(Object.entries(status ?? {}).filter(([key]) => !marks.some((mark) => mark === key)));
  return { ...node, status: { ...bare, ...kept } };
}
