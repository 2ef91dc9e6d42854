import type { Pod } from '../../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../../api/object.ts';
import { feasibleNodesToFind, type Outcome } from '../../../scheduler/decide.ts';
import { backoffMs } from '../../../scheduler/queue.ts';
import { schedulerFixture } from '../../scheduler-fixture.ts';
import { differencesOf } from '../compare.ts';
import type { Case, CaseReader } from '../reader.ts';
import { type Difference, runItem } from '../result.ts';

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
  const found = Object.keys(wanted).map((node): [string, Rejected[string]] => {
    const rejection = rejections.get(node);
    const { code, reasons } = rejection?.status ?? absent;
    return [node, { code, ...(wanted[node]?.plugin ? { plugin: rejection?.plugin ?? '' } : {}), reasons }];
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
  run: (cases) =>
    cases.map((entry) => runItem(entry.id, () => ('schedulePod' in entry.when ? decision(entry) : queue(entry)))),
};

export default reader;
