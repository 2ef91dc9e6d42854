import type { ReplicaSet } from '../../../../api/k8s/apps-v1.gen.ts';
import { controllerOf, isTerminating } from '../../../../api/object.ts';
import { isPodReady, isPodTerminal } from '../../../../api/pod.ts';
import DeploymentKind from '../../../../kinds/deployment/kind.ts';
import PodKind from '../../../../kinds/pod/kind.ts';
import ReplicaSetKind from '../../../../kinds/replica-set/kind.ts';
import type { CaseReader } from '../reader.ts';
import { runItem } from '../result.ts';
import { unnamed } from '../script/events.ts';
import { compareScript, type State } from '../script/run-script.ts';
import type { ScriptWorld } from '../script/script-world.ts';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message?: string;
  readonly alsoAllowedReason?: string;
}

const COUNTS = ['replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas', 'unavailableReplicas'] as const;

/** What Deployments do. */
const reader: CaseReader = {
  areas: ['deployment'],
  fits: ({ then }) => 'deploymentStatus' in ((then['states'] as State[])?.[0] ?? {}),
  run: (cases) =>
    cases.map((entry) => runItem(entry.id, () => [...compareScript(entry, observe, normalise).differences])),
};

export default reader;

function observe(world: ScriptWorld): State {
  const deployment = world.list(DeploymentKind)[0];
  const pods = world.list(PodKind);
  const podsOf = (rs: ReplicaSet) =>
    pods.filter((pod) => controllerOf(pod)?.uid === rs.metadata.uid && !isTerminating(pod) && !isPodTerminal(pod));
  const replicaSets = world.list(ReplicaSetKind).map((rs) => ({
    revision: Number(rs.metadata.annotations?.['deployment.kubernetes.io/revision']),
    image: rs.spec?.template?.spec?.containers[0]?.image,
    specReplicas: rs.spec?.replicas,
    pods: podsOf(rs).length,
    ready: podsOf(rs).filter(isPodReady).length,
  }));
  const status = deployment?.status ?? {};
  return {
    replicaSets: replicaSets.sort((a, b) => a.revision - b.revision),
    deploymentStatus: {
      ...Object.fromEntries(COUNTS.map((key) => [key, status[key] ?? 0])),
      conditions: status.conditions ?? [],
    },
    deploymentEvents: world.newEvents('Deployment'),
    terminatingPods: pods.filter(isTerminating).length,
  };
}

/** The parts of a state that do not depend on chance and on how fast the recorded kubelet was. */
function normalise(state: State, expected: State): State {
  const status = state['deploymentStatus'] as Record<string, unknown> & { readonly conditions: readonly Condition[] };
  const wanted = (expected['deploymentStatus'] as typeof status).conditions;
  const { terminatingPods, deploymentEvents, ...rest } = state;
  // After a round Pods of the same round may be gone or not.
  const counted =
    terminatingPods !== undefined && !String(expected['after']).includes('Ready') ? { terminatingPods } : {};
  const events = Array.isArray(deploymentEvents) ? { deploymentEvents: deploymentEvents.map(unnamed).sort() } : {};
  const conditions = status.conditions.map((condition) => comparable(condition, wanted)).sort(byType);
  return { ...rest, ...counted, ...events, deploymentStatus: { ...status, conditions } };
}

function comparable({ type, status, reason, message }: Condition, wanted: readonly Condition[]): Condition {
  const other = wanted.find((each) => each.type === type);
  const allowed = other?.alsoAllowedReason === reason ? other.reason : reason;
  return { type, status, reason: allowed, ...(other?.message && message ? { message: unnamed(message) } : {}) };
}

function byType(a: { type: string }, b: { type: string }): number {
  return a.type < b.type ? -1 : 1;
}
