import type { Pod } from '../../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../../api/object.ts';
import { podCondition } from '../../../../api/pod.ts';
import EventKind from '../../../../kinds/event/kind.ts';
import PodKind from '../../../../kinds/pod/kind.ts';
import { backoffMs } from '../../../scheduler/backoff.ts';
import { feasibleNodesToFind, type Outcome } from '../../../scheduler/decide.ts';
import { schedulerFixture } from '../../scheduler-fixture.ts';
import { differencesOf } from '../compare.ts';
import type { Case, CaseReader } from '../reader.ts';
import { type Difference, runItem } from '../result.ts';
import { compareScript, type State } from '../script/run-script.ts';
import type { ScriptWorld } from '../script/script-world.ts';

type Rejected = Readonly<Record<string, { code: string; plugin?: string; reasons: readonly string[] }>>;

interface Then {
  readonly chosenNodes?: readonly string[];
  readonly feasibleNodes?: readonly string[];
  readonly rejectedNodes?: Rejected;
  readonly schedulable: boolean;
  readonly failedSchedulingMessage?: string;
  readonly weightedScores?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly nominatedNode?: string;
  readonly victims?: readonly string[];
}

/** What of an expectation is compared: the events of preemption are the scheduler's, not the decision's. */
const COMPARED = [
  ...(['schedulable', 'chosenNodes', 'feasibleNodes', 'rejectedNodes', 'failedSchedulingMessage'] as const),
  ...(['weightedScores', 'nominatedNode', 'victims'] as const),
];

function run(entry: Case): Difference[] {
  if ('schedulePod' in entry.when) return decision(entry);
  return 'states' in entry.then ? live(entry) : queue(entry);
}

function decision({ given, when, then }: Case): Difference[] {
  const objects = given['objects'] as readonly KubeObject[];
  const pod = objects.find((o) => o.kind === 'Pod' && o.metadata.name === when['schedulePod']) as Pod;
  const expected = then as unknown as Then;
  const outcome = schedulerFixture(objects).decide(pod);
  const compared = Object.fromEntries(COMPARED.flatMap((key) => (key in expected ? [[key, expected[key]]] : [])));
  return differencesOf(compared, shown(outcome, expected));
}

/** An outcome in the words of the cases, as far as the expectation has them. */
function shown(outcome: Outcome, then: Then): Then {
  const names = (nodes: readonly { name: string }[]): string[] => nodes.map(({ name }) => name).sort();
  const { postFilter } = outcome;
  return {
    schedulable: outcome.chosen !== undefined,
    ...(then.chosenNodes ? { chosenNodes: names(outcome.ties) } : {}),
    ...(then.feasibleNodes ? { feasibleNodes: names(outcome.feasible) } : {}),
    ...(then.rejectedNodes ? { rejectedNodes: rejectedNodes(outcome, then.rejectedNodes) } : {}),
    ...(outcome.message ? { failedSchedulingMessage: outcome.message } : {}),
    ...(outcome.scores ? { weightedScores: weightedScores(outcome) } : {}),
    ...(postFilter?.success ? { nominatedNode: postFilter.nominatedNode! } : {}),
    ...(postFilter?.victims ? { victims: postFilter.victims.map((victim) => victim.metadata.name!).sort() } : {}),
  };
}

function rejectedNodes(outcome: Outcome, wanted: Rejected): Rejected {
  const { rejections, absent } = outcome.statuses;
  // Nodes that were not asked: a plugin had turned the Pod down before.
  const [everywhere = ''] = outcome.unschedulablePlugins;
  const found = Object.keys(wanted).map((node): [string, Rejected[string]] => {
    const rejection = rejections.get(node);
    const { code, reasons } = rejection?.status ?? absent;
    return [node, { code, ...(wanted[node]?.plugin ? { plugin: rejection?.plugin ?? everywhere } : {}), reasons }];
  });
  for (const node of rejections.keys()) if (!(node in wanted)) found.push([node, { code: 'unexpected', reasons: [] }]);
  return Object.fromEntries(found);
}

function weightedScores({ feasible, scores }: Outcome): NonNullable<Then['weightedScores']> {
  return Object.fromEntries(
    feasible.map(({ name }, i) => [
      name,
      {
        ...Object.fromEntries(scores!.plugins.map((p) => [p.plugin, p.weight * p.normalized[i]!])),
        total: scores!.totals[i]!,
      },
    ]),
  );
}

/** Pods on a whole control plane. */
function live(entry: Case): Difference[] {
  const { world, differences } = compareScript(entry, observe, normalise);
  const expected = (entry.then['states'] as readonly State[]).at(-1)!;
  const events = ((expected['events'] ?? []) as readonly string[]).map((text) => {
    const [, type, reason, about, message = ''] = /^(\w+) (\w+) (Pod\/\S+): (.*?)(?: \[\S+\])?$/.exec(text) ?? [];
    return { type, reason, about, message };
  });
  const written = world.list(EventKind).filter(({ involvedObject }) => involvedObject.kind === 'Pod');
  const missing = events.filter(({ type, reason, about, message }) => {
    // Which node it is, and what the recorded nodes lacked, is not known.
    const pattern = message.startsWith('<')
      ? '.*'
      : message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/<node>/g, '\\S+');
    return !written.some(
      (event) =>
        event.type === type &&
        event.reason === reason &&
        `Pod/${event.involvedObject.name}` === about &&
        new RegExp(`^${pattern}$`).test(event.message ?? ''),
    );
  });
  return [
    ...differences,
    ...missing.map((event): Difference => ({ path: 'events', expected: event, actual: undefined })),
  ];
}

function observe(world: ScriptWorld): State {
  const pods = world.list(PodKind).map((pod) => {
    const { status = '', reason = '', message = '' } = podCondition(pod, 'PodScheduled') ?? {};
    const scheduled = Boolean(pod.spec?.nodeName);
    return [pod.metadata.name, { phase: pod.status?.phase, scheduled, PodScheduled: { status, reason, message } }];
  });
  return { pods: Object.fromEntries(pods) };
}

/** A message that is only described agrees when it fits the description. */
function normalise(state: State, expected: State): State {
  const wanted = expected['pods'] as Readonly<Record<string, LivePod>>;
  const pods = Object.entries(state['pods'] as Readonly<Record<string, LivePod>>).map(([name, pod]) => {
    const { messageMatches } = wanted[name]?.PodScheduled ?? {};
    if (messageMatches === undefined) return [name, pod];
    const { message, messageMatches: own, ...rest } = pod.PodScheduled;
    const fits = own !== undefined || new RegExp(messageMatches).test(message ?? '');
    return [name, { ...pod, PodScheduled: { ...rest, messageMatches: fits ? messageMatches : message } }];
  });
  return { pods: Object.fromEntries(pods) };
}

interface LivePod {
  readonly PodScheduled: { readonly message?: string; readonly messageMatches?: string };
}

function queue({ given, then }: Case): Difference[] {
  const { nodes, percentageOfNodesToScore, attempts, podInitialBackoffSeconds, podMaxBackoffSeconds } = given as Record<
    string,
    number
  >;
  if ('feasibleNodesToFind' in then) {
    return differencesOf(then, { feasibleNodesToFind: feasibleNodesToFind(nodes!, percentageOfNodesToScore!) });
  }
  const waitMs = backoffMs(attempts!, podInitialBackoffSeconds! * 1_000, podMaxBackoffSeconds! * 1_000);
  return differencesOf(then, { seconds: waitMs / 1_000 });
}

/** Which node a Pod gets and why not the others; how many nodes are looked at; how long a Pod waits. */
const reader: CaseReader = {
  areas: ['scheduler', 'scheduler-queue'],
  fits: ({ given, when }) => 'schedulePod' in when || 'percentageOfNodesToScore' in given || 'attempts' in given,
  run: (cases) => cases.map((entry) => runItem(entry.id, () => run(entry))),
};

export default reader;
