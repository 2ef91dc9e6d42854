import type { DecisionRow, PendingRow } from '../../protocol/decisions.ts';
import { alignTabs, TABLE_LAYOUT } from '../kubectl/print/tabwriter.ts';

/** Scores of more nodes than this are left to the page. */
const MOST_NODES = 40;

/** Why a Pod waits, if it does; and the last decision as a table of nodes and plugins, the best node first. */
export function whyText(pod: string, decision: DecisionRow | undefined, pending: PendingRow | undefined): string {
  const why = pending ? [`${pending.sentence}\n`] : [];
  return [...why, ...(decision ? [decisionText(pod, decision)] : [])].join('\n');
}

function decisionText(pod: string, decision: DecisionRow): string {
  const { chosen, attempt, nodeCount, feasibleCount, message, ties } = decision;
  const outcome = chosen === '' ? message : `${pod} was put on ${chosen}.`;
  const counts = `Attempt ${attempt}: ${feasibleCount} of ${nodeCount} nodes fit.`;
  const tie = ties.length > 1 ? [`A tie: ${ties.join(', ')} have the highest total; the seeded random chose.`] : [];
  const left = decision.nodes.length - MOST_NODES;
  return [
    outcome,
    [counts, ...tie].join(' '),
    '',
    matrix(decision),
    ...(left > 0 ? [`… and ${left} more nodes`] : []),
    ...preemptionLines(decision),
    '',
  ].join('\n');
}

function matrix({ nodes, plugins }: DecisionRow): string {
  const scored = nodes.some(({ plugin, scores }) => plugin === '' && Object.keys(scores).length > 0);
  const shown = scored ? plugins : [];
  const header = [
    'NODE',
    'VERDICT',
    ...shown.map(({ name, weight }) => `${name}×${weight}`),
    ...(scored ? ['TOTAL'] : []),
  ];
  const rows = [...nodes]
    .sort((a, b) => Number(a.plugin !== '') - Number(b.plugin !== '') || b.total - a.total)
    .slice(0, MOST_NODES)
    .map(({ node, plugin, reasons, scores, total }) =>
      plugin === ''
        ? [node, 'fits', ...shown.map(({ name }) => String(scores[name] ?? 0)), ...(scored ? [String(total)] : [])]
        : [node, `${plugin}: ${reasons.join(', ')}`],
    );
  return alignTabs([header, ...rows].map((row) => `${row.join('\t')}\n`).join(''), TABLE_LAYOUT).trimEnd();
}

function preemptionLines({ preemption }: DecisionRow): readonly string[] {
  if (!preemption) return [];
  if (preemption.nominatedNode === '') return ['', 'Preemption found no node where it would help.'];
  return ['', `Preemption: ${preemption.victims.join(', ')} must leave ${preemption.nominatedNode}.`];
}
