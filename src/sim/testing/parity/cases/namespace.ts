import type { Namespace } from '../../../../api/k8s/core-v1.gen.ts';
import ConfigMapKind from '../../../../kinds/config-map/kind.ts';
import NamespaceKind from '../../../../kinds/namespace/kind.ts';
import { NAMESPACE } from '../../control-plane.ts';
import { differencesOf } from '../compare.ts';
import type { Case, CaseReader } from '../reader.ts';
import { type Difference, runItem } from '../result.ts';
import type { State } from '../script/run-script.ts';
import { createScriptWorld, type ScriptWorld } from '../script/script-world.ts';
import { playStep, type Step } from '../script/steps.ts';

/** What a namespace gets at its creation, and how it goes. */
const reader: CaseReader = {
  areas: ['namespace'],
  fits: ({ then }) => 'afterDelete' in ((then['states'] as State[])?.[1] ?? {}),
  run: (cases) => cases.map((entry) => runItem(entry.id, () => play(entry))),
};

export default reader;

const DELETION_MS = 6_000;
const RETRY_MS = 20_000;

function play({ when, then }: Case): Difference[] {
  const world = createScriptWorld([]);
  const states = then['states'] as readonly State[];
  const seen: State[] = [{ afterCreate: contents(world) }];
  for (const step of when['script'] as readonly Step[]) {
    playStep(world, step);
    world.run(step.removeFinalizer ? RETRY_MS : step.delete ? DELETION_MS : 0);
    world.settle();
    seen.push({ afterDelete: stateOf(world), namespaceGone: namespaceOf(world) === undefined });
  }
  // The first state is that of the creation; the last ones follow the steps.
  const chosen = [seen[0]!, ...seen.slice(seen.length - (states.length - 1))];
  return states.flatMap((expected, i) =>
    Object.keys(expected).flatMap((key) => differencesOf(expected[key], chosen[i]?.[key], `states[${i}].${key}`)),
  );
}

function contents(world: ScriptWorld): string[] {
  const accounts = world.kind('ServiceAccount') ? world.list(world.kind('ServiceAccount')) : [];
  return [
    ...accounts.map(({ metadata }) => `ServiceAccount/${metadata.name}`),
    ...world.list(ConfigMapKind).map(({ metadata }) => metadata.name!),
  ];
}

function namespaceOf(world: ScriptWorld): Namespace | undefined {
  return world.list(NamespaceKind).find(({ metadata }) => metadata.name === NAMESPACE);
}

function stateOf(world: ScriptWorld): unknown {
  const namespace = namespaceOf(world);
  return {
    phase: namespace?.status?.phase,
    finalizers: namespace?.spec?.finalizers,
    conditions: namespace?.status?.conditions?.map(({ type, status, reason, message }) => ({
      ...{ type, status, reason, message },
    })),
    leftConfigMaps: world.list(ConfigMapKind).map(({ metadata }) => metadata.name),
  };
}
