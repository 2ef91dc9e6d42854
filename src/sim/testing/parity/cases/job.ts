import type { Job } from '../../../../api/k8s/batch-v1.gen.ts';
import type { Pod } from '../../../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../../../api/object.ts';
import PodKind from '../../../../kinds/pod/kind.ts';
import type { CaseReader } from '../reader.ts';
import { runItem } from '../result.ts';
import { compareEvents, eventTexts, unnamed } from '../script/events.ts';
import { countBy } from '../script/pod-state.ts';
import { compareScript, type State } from '../script/run-script.ts';
import type { ScriptWorld } from '../script/script-world.ts';

/** What Jobs do. */
const reader: CaseReader = {
  areas: ['job'],
  fits: ({ given }) => (given['objects'] as { kind?: string }[])?.some(({ kind }) => kind === 'Job'),
  run: (cases) =>
    cases.map((entry) =>
      runItem(entry.id, () => {
        const { world, differences } = compareScript(entry, observe, normalise);
        return [...differences, ...compareEvents(entry.then['events'], eventTexts(world, 'Job'), unnamed)];
      }),
    ),
};

export default reader;

function observe(world: ScriptWorld): State {
  const job = world.list(world.kind('Job'))[0] as Job | undefined;
  const { startTime, completionTime, conditions, uncountedTerminatedPods: _, ...status } = job?.status ?? {};
  const counts = Object.entries(status).filter(([, value]) => value !== 0);
  return {
    status: {
      ...Object.fromEntries(counts),
      ...(conditions
        ? {
            conditions: conditions.map(({ type, status: is, reason, message }) => ({
              type,
              status: is,
              reason,
              message,
            })),
          }
        : {}),
      hasStartTime: startTime !== undefined,
      ...(completionTime ? { hasCompletionTime: true } : {}),
    },
    pods: countBy(world.list(PodKind), describePod),
  };
}

/** Messages name Pods with a random end. */
function normalise(state: State): State {
  return JSON.parse(
    JSON.stringify(state, (_key, value: unknown) => (typeof value === 'string' ? unnamed(value) : value)),
  );
}

function describePod(pod: Pod): string {
  const index = pod.metadata.annotations?.['batch.kubernetes.io/job-completion-index'];
  const state = isTerminating(pod) ? 'Terminating' : (pod.status?.phase ?? 'Pending');
  return index === undefined ? state : `index ${index} ${state}`;
}
