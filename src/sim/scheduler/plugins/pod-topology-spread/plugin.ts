import type { Node, Pod, TopologySpreadConstraint } from '../../../../api/k8s/core-v1.gen.ts';
import { deepEqual } from '../../../../base/equal.ts';
import { type PluginFactory, plugin, SKIP } from '../../framework.ts';
import { type Action, type Constraint, constraintsFor, HOSTNAME, matchesPod } from './constraint.ts';
import { createDefaultSelector } from './default-selector.ts';
import { relaxSpread } from './relax.ts';
import { changeSkew, checkSkew, cloneSkew, type SkewState, skewState } from './skew.ts';
import { createSpreadScores, normalizeSpread, type SpreadState, spreadState } from './spread-score.ts';

const SYSTEM_DEFAULTS: readonly TopologySpreadConstraint[] = [
  { topologyKey: HOSTNAME, whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 3 },
  { topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 5 },
];

/** Spreads Pods over topology domains. Models plugins/podtopologyspread. */
const PodTopologySpread: PluginFactory = {
  name: 'PodTopologySpread',
  create(args, handle) {
    const systemDefaulted = args['defaultingType'] !== 'List';
    const listed = args['defaultConstraints'] as readonly TopologySpreadConstraint[] | undefined;
    const defaults = systemDefaulted ? SYSTEM_DEFAULTS : (listed ?? []);
    const score = createSpreadScores();
    const defaultSelector = createDefaultSelector(handle);

    const constraintsOf = (pod: Pod, action: Action): readonly Constraint[] => {
      const own = pod.spec?.topologySpreadConstraints ?? [];
      const labels = pod.metadata.labels ?? {};
      if (own.length > 0) return constraintsFor(own, action, labels);
      const applying = constraintsFor(defaults, action, labels);
      if (applying.length === 0) return applying;
      const matcher = defaultSelector(pod);
      return matcher ? applying.map((constraint) => ({ ...constraint, matcher })) : [];
    };
    const hard = (pod: Pod): readonly Constraint[] => constraintsOf(pod, 'DoNotSchedule');

    return plugin<SkewState, SpreadState>({
      preFilter(pod, snapshot) {
        const constraints = hard(pod.pod);
        return constraints.length > 0 ? { state: skewState(pod, constraints, snapshot) } : SKIP;
      },
      filter: (_pod, node, state) => checkSkew(node, state),
      relax: (pod, node, snapshot) =>
        relaxSpread(pod, node, (other) => checkSkew(node, skewState(other, hard(other.pod), snapshot)) === undefined),
      cloneState: cloneSkew,
      addPod: (state, pod, added, node) => changeSkew(state, pod, added, node, 1),
      removePod: (state, pod, removed, node) => changeSkew(state, pod, removed, node, -1),
      preScore(pod, nodes, snapshot) {
        const constraints = constraintsOf(pod.pod, 'ScheduleAnyway');
        if (constraints.length === 0) return SKIP;
        const requireAllKeys = !systemDefaulted || (pod.pod.spec?.topologySpreadConstraints?.length ?? 0) > 0;
        return spreadState(pod, nodes, constraints, requireAllKeys, snapshot);
      },
      scoreAll: (_pod, nodes, state, scores) => score(nodes, state, scores),
      normalizeScore: normalizeSpread,
      events: [
        {
          resource: 'Pod',
          actions: ['Add', 'UpdatePodLabel', 'Delete'],
          hint: (pod, previous, object) =>
            podHelps(pod, previous as Pod | undefined, object as Pod | undefined, hard(pod)) ? 'Queue' : 'Skip',
        },
        {
          resource: 'Node',
          actions: ['Add', 'Delete', 'UpdateNodeLabel', 'UpdateNodeTaint'],
          hint: (pod, previous, object) =>
            nodeHelps(previous as Node | undefined, object as Node | undefined, hard(pod)) ? 'Queue' : 'Skip',
        },
      ],
    });
  },
};

export default PodTopologySpread;

function podHelps(
  pod: Pod,
  previous: Pod | undefined,
  object: Pod | undefined,
  constraints: readonly Constraint[],
): boolean {
  const changed = object ?? previous;
  if (changed === undefined || changed.metadata.namespace !== pod.metadata.namespace) return false;
  const isSelf = changed.metadata.uid === pod.metadata.uid;
  if (!isSelf && !changed.spec?.nodeName) return false;
  if (previous && object) {
    if (deepEqual(previous.metadata.labels, object.metadata.labels)) return false;
    return constraints.some((c) => matchesPod(c, previous) !== matchesPod(c, object));
  }
  return constraints.every((c) => matchesPod(c, changed));
}

function nodeHelps(previous: Node | undefined, object: Node | undefined, constraints: readonly Constraint[]): boolean {
  const hasKeys = (node: Node | undefined): boolean =>
    node !== undefined && constraints.every(({ topologyKey }) => node.metadata.labels?.[topologyKey] !== undefined);
  if (!previous || !object) return hasKeys(previous ?? object);
  if (hasKeys(previous) !== hasKeys(object)) return true;
  const moved = constraints.some(
    ({ topologyKey }) => previous.metadata.labels?.[topologyKey] !== object.metadata.labels?.[topologyKey],
  );
  return hasKeys(object) && moved;
}
