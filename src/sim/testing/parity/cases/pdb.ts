import type { PodDisruptionBudget } from '../../../../api/k8s/policy-v1.gen.ts';
import type { CaseReader } from '../reader.ts';
import { runItem } from '../result.ts';
import { compareScript, type State } from '../script/run-script.ts';
import type { ScriptWorld } from '../script/script-world.ts';

/** What PodDisruptionBudgets allow. */
const reader: CaseReader = {
  areas: ['pdb'],
  fits: ({ then }) => 'disruptionsAllowed' in ((then['states'] as State[])?.[0] ?? {}),
  run: (cases) => cases.map((entry) => runItem(entry.id, () => [...compareScript(entry, observe).differences])),
};

export default reader;

function observe(world: ScriptWorld): State {
  const { status } = (world.list(world.kind('PodDisruptionBudget'))[0] ?? {}) as PodDisruptionBudget;
  const { expectedPods = 0, desiredHealthy = 0, currentHealthy = 0, disruptionsAllowed = 0 } = status ?? {};
  const conditions = (status?.conditions ?? []).map(({ type, status: is, reason, message }) => ({
    ...{ type, status: is, reason, message },
  }));
  return { expectedPods, desiredHealthy, currentHealthy, disruptionsAllowed, conditions };
}
