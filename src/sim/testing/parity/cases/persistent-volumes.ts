import type { PersistentVolume, PersistentVolumeClaim } from '../../../../api/k8s/core-v1.gen.ts';
import type { CaseReader } from '../reader.ts';
import { runItem } from '../result.ts';
import { eventTexts } from '../script/events.ts';
import { compareScript, type State } from '../script/run-script.ts';
import type { ScriptWorld } from '../script/script-world.ts';

/** How claims and volumes find each other. */
const reader: CaseReader = {
  areas: ['persistent-volumes'],
  fits: ({ then }) => 'claims' in ((then['states'] as State[])?.[0] ?? {}),
  run: (cases) =>
    cases.map((entry) => runItem(entry.id, () => [...compareScript(entry, observe, normalise).differences])),
};

export default reader;

function observe(world: ScriptWorld): State {
  const claims = world.list(world.kind('PersistentVolumeClaim')) as readonly PersistentVolumeClaim[];
  const volumes = world.list(world.kind('PersistentVolume')) as readonly PersistentVolume[];
  return {
    claims: Object.fromEntries(
      claims.map(({ metadata, spec, status }) => [
        metadata.name,
        { phase: status?.phase, volumeName: spec?.volumeName ?? null },
      ]),
    ),
    volumes: Object.fromEntries(
      volumes.map(({ metadata, spec, status }) => [
        metadata.name,
        {
          phase: status?.phase,
          claim: spec?.claimRef?.name ?? null,
          ...(status?.message ? { statusMessage: status.message } : {}),
        },
      ]),
    ),
    claimEvents: [...new Set(eventTexts(world, 'PersistentVolumeClaim'))],
  };
}

/** The cases write `Type Reason PersistentVolumeClaim/name: message`. */
function normalise(state: State): State {
  const events = (state['claimEvents'] ?? []) as readonly string[];
  return { ...state, claimEvents: events.map((text) => text.replace(/ PersistentVolumeClaim\/\S+:/, ':')).sort() };
}
