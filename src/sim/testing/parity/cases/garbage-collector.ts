import type { KubeObject } from '../../../../api/object.ts';
import { isTerminating } from '../../../../api/object.ts';
import ConfigMapKind from '../../../../kinds/config-map/kind.ts';
import { NAMESPACE } from '../../control-plane.ts';
import { differencesOf } from '../compare.ts';
import type { Case, CaseReader } from '../reader.ts';
import { type Difference, runItem } from '../result.ts';
import { compareScript, type State } from '../script/run-script.ts';
import { createScriptWorld, type ScriptWorld } from '../script/script-world.ts';
import { playStep, type Step } from '../script/steps.ts';

/** `{ConfigMap: 'child', owners: ['a', 'ghost (does not exist)']}`. */
interface ShortObject {
  readonly ConfigMap: string;
  readonly owners?: readonly string[];
}

/** How deletions go on to what is owned. */
const reader: CaseReader = {
  areas: ['garbage-collector'],
  fits: ({ given, when }) =>
    'ConfigMap' in ((given['objects'] as object[])?.[0] ?? {}) ||
    (when['script'] as Step[])?.some(({ propagationPolicy }) => propagationPolicy !== undefined),
  run: (cases) =>
    cases.map((entry) =>
      runItem(entry.id, () => {
        const [first] = entry.given['objects'] as readonly object[];
        return first && 'ConfigMap' in first ? compareOwners(entry) : compareCascade(entry);
      }),
    ),
};

export default reader;

/** The Pods run before the deletion begins. */
function compareCascade(entry: Case): Difference[] {
  const script = [{ kubelet: 'all pods become Running and Ready' }, ...(entry.when['script'] as readonly Step[])];
  return [...compareScript({ ...entry, when: { ...entry.when, script } }, observe).differences];
}

function observe(world: ScriptWorld): State {
  const found: Record<string, unknown> = {};
  const isOfCluster = (object: KubeObject): boolean => /^(kube-root-ca\.crt|default)$/.test(object.metadata.name ?? '');
  for (const kind of world.kinds) {
    if (!kind.namespaced || /^(Event|Lease)$/.test(kind.kind)) continue;
    const objects = world
      .list(kind)
      .filter((object) => !isOfCluster(object))
      .map((object) => ({
        terminating: isTerminating(object),
        finalizers: object.metadata.finalizers ?? [],
        owners: (object.metadata.ownerReferences ?? []).map((owner) => owner.kind),
      }));
    if (objects.length > 0) found[kind.kind] = objects;
  }
  return { objects: found };
}

function compareOwners({ given, when, then }: Case): Difference[] {
  const world = createScriptWorld([]);
  const made = new Map<string, KubeObject>();
  for (const { ConfigMap: name, owners = [] } of given['objects'] as readonly ShortObject[]) {
    const ownerReferences = owners.map((owner) => ({
      ...{ apiVersion: 'v1', kind: 'ConfigMap', name: owner.split(' ')[0]! },
      uid: made.get(owner)?.metadata.uid ?? '00000000-0000-0000-0000-000000000000',
    }));
    const metadata = { namespace: NAMESPACE, name, ownerReferences };
    made.set(name, world.act(world.client.create(ConfigMapKind, { apiVersion: 'v1', kind: 'ConfigMap', metadata })));
  }
  world.settle();
  for (const step of when['script'] as readonly Step[]) playStep(world, step);
  const left = world.list(ConfigMapKind).filter(({ metadata }) => made.has(metadata.name!));
  const child = left.find(({ metadata }) => metadata.name === 'child');
  const ownersOfChild = child ? (child.metadata.ownerReferences ?? []).map(({ name }) => name) : null;
  const state = { left: left.map(({ metadata }) => metadata.name), ownersOfChild };
  const expected = (then['states'] as readonly State[]).at(-1)!;
  return differencesOf(expected, state);
}
