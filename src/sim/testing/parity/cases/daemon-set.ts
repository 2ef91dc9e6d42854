import PodKind from '../../../../kinds/pod/kind.ts';
import type { CaseReader } from '../reader.ts';
import { runItem } from '../result.ts';
import { compareEvents, eventTexts, unnamed } from '../script/events.ts';
import { countBy, podImage, podState } from '../script/pod-state.ts';
import { compareScript, type State } from '../script/run-script.ts';
import type { ScriptWorld } from '../script/script-world.ts';

const COUNTS = [
  ...['desiredNumberScheduled', 'currentNumberScheduled', 'numberMisscheduled', 'numberReady'],
  ...['updatedNumberScheduled', 'numberAvailable', 'numberUnavailable'],
];

/** What DaemonSets do. */
const reader: CaseReader = {
  areas: ['daemonset'],
  fits: ({ given }) => (given['objects'] as { kind?: string }[])?.some(({ kind }) => kind === 'DaemonSet'),
  run: (cases) =>
    cases.map((entry) =>
      runItem(entry.id, () => {
        const { world, differences } = compareScript(entry, observe);
        return [...differences, ...compareEvents(entry.then['events'], eventTexts(world, 'DaemonSet'), unnamed)];
      }),
    ),
};

export default reader;

function observe(world: ScriptWorld): State {
  const set = world.list(world.kind('DaemonSet'))[0] as { readonly status?: Readonly<Record<string, unknown>> };
  const pods = world.list(PodKind);
  const rows = pods.map((pod) => [pod.spec?.nodeName ?? '', podImage(pod), podState(pod)]);
  return {
    pods: rows.sort((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1)),
    podCounts: countBy(pods, (pod) => `${podImage(pod)} ${podState(pod)}`),
    status: Object.fromEntries(COUNTS.map((key) => [key, set?.status?.[key] ?? 0])),
  };
}
