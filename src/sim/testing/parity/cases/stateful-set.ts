import PodKind from '../../../../kinds/pod/kind.ts';
import type { CaseReader } from '../reader.ts';
import { runItem } from '../result.ts';
import { compareEvents, eventTexts, unnamed } from '../script/events.ts';
import { podImage, podState } from '../script/pod-state.ts';
import { compareScript, type State } from '../script/run-script.ts';
import type { ScriptWorld } from '../script/script-world.ts';

const COUNTS = ['replicas', 'readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'];

/** What StatefulSets do. */
const reader: CaseReader = {
  areas: ['statefulset'],
  fits: ({ given }) => (given['objects'] as { kind?: string }[])?.some(({ kind }) => kind === 'StatefulSet'),
  run: (cases) =>
    cases.map((entry) =>
      runItem(entry.id, () => {
        const { world, differences } = compareScript(entry, observe);
        const events = compareEvents(entry.then['events'], eventTexts(world, 'StatefulSet'), unnamed);
        return [...differences, ...events];
      }),
    ),
};

export default reader;

function observe(world: ScriptWorld): State {
  const set = world.list(world.kind('StatefulSet'))[0] as { readonly status?: Readonly<Record<string, unknown>> };
  const pods = world.list(PodKind).map((pod) => [pod.metadata.name, [podImage(pod), podState(pod)]] as const);
  const claims = world.list(world.kind('PersistentVolumeClaim'));
  return {
    pods: Object.fromEntries(pods),
    status: Object.fromEntries(COUNTS.map((key) => [key, set?.status?.[key] ?? 0])),
    claims: claims.map(({ metadata }) => metadata.name).sort(),
  };
}
