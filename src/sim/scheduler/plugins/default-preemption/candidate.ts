import type { Pod } from '../../../../api/k8s/core-v1.gen.ts';
import type { PodDisruptionBudget } from '../../../../api/k8s/policy-v1.gen.ts';
import { labelMatcher } from '../../../../api/selectors.ts';
import { parseTime } from '../../../../base/time.ts';
import type { FilterTrial, PreemptionCandidate } from '../../framework.ts';
import type { NodeInfo } from '../../node-info.ts';
import type { PodInfo } from '../../pod-info.ts';
import { type Status, unresolvable } from '../../status.ts';

const NO_VICTIMS = unresolvable('No preemption victims found for incoming pod');

/** Added to each victim's priority when they are summed, so that more victims always weigh more. */
const PRIORITY_SHIFT = 2 ** 31;

/** Sorts Pods by importance: higher priority first, then those that have run longer. Models util.MoreImportantPod. */
export function byImportance(nowMs: number): (a: PodInfo, b: PodInfo) => number {
  return (a, b) => b.priority - a.priority || startMs(a.pod, nowMs) - startMs(b.pod, nowMs);
}

/** The fewest Pods to remove from a node to make room, or why that would not help. Models SelectVictimsOnNode. */
export function selectVictims(
  pod: PodInfo,
  original: NodeInfo,
  base: FilterTrial,
  budgets: readonly PodDisruptionBudget[],
  nowMs: number,
): PreemptionCandidate | Status {
  const lower = [...original.pods.values()].filter((other) => other.priority < pod.priority);
  if (lower.length === 0) return NO_VICTIMS;
  const node = original.clone();
  const trial = base.clone();
  for (const victim of lower) {
    node.removePod(victim);
    trial.removePod(victim, node);
  }
  const rejection = trial.run(node);
  if (rejection) return rejection.status;
  const order = byImportance(nowMs);
  lower.sort(order);
  const { violating, others } = splitByBudget(lower, budgets);
  const victims: PodInfo[] = [];
  let pdbViolations = 0;
  for (const candidate of [...violating, ...others]) {
    node.addPod(candidate);
    trial.addPod(candidate, node);
    if (trial.run(node) === undefined) continue;
    node.removePod(candidate);
    trial.removePod(candidate, node);
    victims.push(candidate);
    if (violating.includes(candidate)) pdbViolations++;
  }
  victims.sort(order);
  return { node: original.name, victims: victims.map((victim) => victim.pod), pdbViolations };
}

/** The candidates, the one that hurts least first. Models pickOneNodeForPreemption. */
export function rankCandidates(
  candidates: readonly PreemptionCandidate[],
  nowMs: number,
): readonly PreemptionCandidate[] {
  const criteria: ((candidate: PreemptionCandidate) => number)[] = [
    (candidate) => -candidate.pdbViolations,
    ({ victims }) => -priorityOf(victims[0]!),
    ({ victims }) => -victims.reduce((sum, victim) => sum + priorityOf(victim) + PRIORITY_SHIFT, 0),
    ({ victims }) => -victims.length,
    ({ victims }) => earliestStartMs(victims, nowMs),
  ];
  const scored = candidates.map((candidate) => ({ candidate, scores: criteria.map((score) => score(candidate)) }));
  scored.sort((a, b) => {
    const at = a.scores.findIndex((score, i) => score !== b.scores[i]);
    return at < 0 ? 0 : b.scores[at]! - a.scores[at]!;
  });
  return scored.map(({ candidate }) => candidate);
}

/** When the first of the victims with the highest priority started. */
function earliestStartMs(victims: readonly Pod[], nowMs: number): number {
  const highest = Math.max(...victims.map(priorityOf));
  return Math.min(
    ...victims.filter((victim) => priorityOf(victim) === highest).map((victim) => startMs(victim, nowMs)),
  );
}

function priorityOf(pod: Pod): number {
  return pod.spec?.priority ?? 0;
}

function startMs(pod: Pod, nowMs: number): number {
  const { startTime } = pod.status ?? {};
  return startTime ? parseTime(startTime) : nowMs;
}

/** Models filterPodsWithPDBViolation. */
function splitByBudget(
  pods: readonly PodInfo[],
  budgets: readonly PodDisruptionBudget[],
): { violating: PodInfo[]; others: PodInfo[] } {
  const allowed = budgets.map((budget) => budget.status?.disruptionsAllowed ?? 0);
  const violating: PodInfo[] = [];
  const others: PodInfo[] = [];
  for (const info of pods) {
    let violates = false;
    budgets.forEach((budget, i) => {
      if (!guards(budget, info)) return;
      allowed[i]!--;
      if (allowed[i]! < 0) violates = true;
    });
    (violates ? violating : others).push(info);
  }
  return { violating, others };
}

function guards(budget: PodDisruptionBudget, { pod, namespace }: PodInfo): boolean {
  if (budget.metadata.namespace !== namespace || Object.keys(pod.metadata.labels ?? {}).length === 0) return false;
  const matcher = labelMatcher(budget.spec?.selector);
  if (matcher.empty || !matcher.matches(pod.metadata.labels)) return false;
  return budget.status?.disruptedPods?.[pod.metadata.name ?? ''] === undefined;
}
