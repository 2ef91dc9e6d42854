import { describe, expect, test } from 'vitest';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { schedulerFixture } from '../testing/scheduler-fixture.ts';
import cases from '../testing/testdata/cases/scheduler.json' with { type: 'json' };
import queueCases from '../testing/testdata/cases/scheduler-queue.json' with { type: 'json' };
import { feasibleNodesToFind, type Outcome } from './decide.ts';

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

interface Case {
  readonly id: string;
  readonly title: string;
  readonly given: { readonly objects: readonly KubeObject[] };
  readonly when: { readonly schedulePod?: string };
  readonly then: Then;
}

/** Cases that need what is not built: why. */
const NOT_YET: Readonly<Record<string, string>> = {
  'sched-vol-missing-pvc': 'needs the volume plugins',
  'sched-vol-unbound-immediate': 'needs the volume plugins',
  'sched-vol-wffc-static': 'needs the volume plugins',
  'sched-vol-wffc-none': 'needs the volume plugins',
};

const table = (cases as unknown as readonly Case[]).filter(({ when }) => when.schedulePod !== undefined);

describe('decisions as upstream takes them', () => {
  for (const { id, title, given, when, then } of table) {
    test.skipIf(id in NOT_YET)(`${title} (${id})`, () => {
      const pod = given.objects.find((o) => o.kind === 'Pod' && o.metadata.name === when.schedulePod) as Pod;
      expect(shown(schedulerFixture(given.objects).decide(pod), then)).toEqual(expected(then));
    });
  }
});

describe('how many nodes are searched', () => {
  for (const { title, given, then } of queueCases) {
    if (then.feasibleNodesToFind === undefined) continue;
    test(title, () => {
      expect(feasibleNodesToFind(given.nodes!, given.percentageOfNodesToScore!)).toBe(then.feasibleNodesToFind);
    });
  }
});

/** What of an expectation the runner compares: the events of preemption are the scheduler's, not the decision's. */
function expected(then: Then): Then {
  return {
    schedulable: then.schedulable,
    ...(then.chosenNodes ? { chosenNodes: then.chosenNodes } : {}),
    ...(then.feasibleNodes ? { feasibleNodes: then.feasibleNodes } : {}),
    ...(then.rejectedNodes ? { rejectedNodes: then.rejectedNodes } : {}),
    ...(then.failedSchedulingMessage ? { failedSchedulingMessage: then.failedSchedulingMessage } : {}),
    ...(then.weightedScores ? { weightedScores: then.weightedScores } : {}),
    ...(then.nominatedNode ? { nominatedNode: then.nominatedNode } : {}),
    ...(then.victims ? { victims: then.victims } : {}),
  };
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
