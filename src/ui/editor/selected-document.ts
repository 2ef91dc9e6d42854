import type { KubeObject } from '../../api/object.ts';
import { mirror } from '../store/cluster-store.ts';
import { useFollowed } from '../store/session.ts';
import { type Selection, sameSelection, select, useView } from '../store/view-store.ts';
import { type DeclaredObject, declaredObjects } from './declared-objects.ts';

/** The selected object itself, once it has come. */
export function followedObject(): KubeObject | null {
  return (useFollowed.getState().object ?? null) as KubeObject | null;
}

/** What is selected, and the objects that made it: the documents of a file that are about it. */
function selectedAndOwners(): readonly Selection[] {
  const { selection } = useView.getState();
  if (selection === null) return [];
  const { namespace } = selection;
  const pod = selection.kind === 'Pod' ? mirror.findPod(namespace, selection.name) : undefined;
  const object = followedObject();
  const followed = object?.kind === selection.kind && object.metadata.name === selection.name ? object : null;
  return [
    selection,
    ...(pod === undefined ? [] : [{ kind: pod.ownerKind, namespace, name: pod.owner }]),
    ...(followed?.metadata.ownerReferences ?? []).map(({ kind, name }) => ({ kind, namespace, name })),
  ];
}

/** The documents of a file that are about what is selected. */
export function selectedDocuments(text: string): readonly DeclaredObject[] {
  const wanted = selectedAndOwners();
  if (wanted.length === 0) return [];
  return declaredObjects(text).filter((each) => wanted.some((one) => sameSelection(one, each)));
}

function isThere({ kind, namespace, name }: Selection, isApplied: boolean): boolean {
  if (kind === 'Pod') return mirror.findPod(namespace, name) !== undefined;
  if (kind === 'Node') return mirror.nodes.has(name);
  if (kind === 'Service') return mirror.services.has(`${namespace}/${name}`);
  const workloads = [...mirror.workloads.values()];
  return isApplied || workloads.some((row) => sameSelection({ ...row }, { kind, namespace, name }));
}

/**
 * Selects the object that a line of a file declares, if the cluster has it. What that object has made stays selected:
 * who looks at a Pod goes on doing so while its Deployment is edited.
 */
export function selectAtLine(text: string, line: number, isApplied: boolean): void {
  const at = declaredObjects(text).find(({ fromLine, toLine }) => fromLine <= line && line <= toLine);
  if (at === undefined || !isThere(at, isApplied)) return;
  if (selectedAndOwners().some((one) => sameSelection(one, at))) return;
  select({ kind: at.kind, namespace: at.namespace, name: at.name });
}
