import type { Deployment, ReplicaSet } from '../../../api/k8s/apps-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { AnyObject } from '../client/resource.ts';
import { templateText } from '../describe/template.ts';
import { dryRunOf, writeQuery } from '../dry-run.ts';
import { throwAll } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { printResult } from '../print/result.ts';
import { type Info, targetOf } from '../resource/info.ts';
import { matchesRevision, type RevisedSet, revisionsOf, templateOfRevision } from './controller-revisions.ts';
import { ownReplicaSets, revisionOf, sameTemplate, withoutHash } from './replica-sets.ts';
import { rolloutTargets } from './targets.ts';

/** Annotations of a Deployment that a rollback leaves as they are; all others come from the revision. */
const KEPT = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
];

/** `kubectl rollout undo`. Models polymorphichelpers.DeploymentRollbacker. */
export function* undo(invocation: Invocation): Process<void> {
  const { flags } = invocation;
  const dryRun = dryRunOf(flags);
  const errors: unknown[] = [];
  for (const info of yield* rolloutTargets(invocation, errors)) {
    try {
      const toRevision = flags.int('to-revision');
      if (toRevision < 0) throw new Error(`unable to find specified revision ${toRevision} in history`);
      const query = writeQuery(dryRun, '');
      const result = yield* rollbackerOf(info.resource.kind)(invocation, info, toRevision, query);
      printResult(invocation, info, info.object, result, dryRun);
    } catch (error) {
      errors.push(error);
    }
  }
  throwAll(errors);
}

type Rollbacker = typeof rollBack;

function rollbackerOf(kind: string): Rollbacker {
  if (kind === 'Deployment') return rollBack;
  if (kind === 'DaemonSet' || kind === 'StatefulSet') return rollBackSet;
  throw new Error(`no rollbacker has been implemented for ${goQuote(kind)}`);
}

/** Models DaemonSetRollbacker and StatefulSetRollbacker. */
function* rollBackSet(
  invocation: Invocation,
  info: Info & { readonly object: AnyObject },
  toRevision: number,
  query: ReturnType<typeof writeQuery>,
): Process<string> {
  const set = info.object as unknown as RevisedSet;
  const revisions = yield* revisionsOf(invocation.api, set);
  if (toRevision === 0 && revisions.length <= 1) throw new Error('no last revision to roll back to');
  const target = toRevision === 0 ? revisions.at(-2) : revisions.find((each) => each.revision === toRevision);
  if (!target) throw new Error(`unable to find specified revision ${toRevision} in history`);
  if (dryRunOf(invocation.flags) === 'client') {
    return `will roll back to ${templateText(templateOfRevision(target))}`;
  }
  if (matchesRevision(set, target)) {
    return `skipped rollback (current template already matches revision ${toRevision})`;
  }
  yield* invocation.api.patch(targetOf(info), 'application/strategic-merge-patch+json', target.data, query);
  return 'rolled back';
}

function* rollBack(
  invocation: Invocation,
  info: Info & { readonly object: AnyObject },
  toRevision: number,
  query: ReturnType<typeof writeQuery>,
): Process<string> {
  const deployment = info.object as unknown as Deployment;
  const { all } = yield* ownReplicaSets(invocation.api, deployment);
  const target = revisionToReturnTo(deployment, all, toRevision);
  if (dryRunOf(invocation.flags) === 'client') return templateText(target.spec?.template);
  if (deployment.spec?.paused) {
    throw new Error("cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again");
  }
  if (sameTemplate(target.spec?.template, deployment.spec?.template)) {
    return `skipped rollback (current template already matches revision ${toRevision})`;
  }
  const patch = [
    { op: 'replace', path: '/spec/template', value: withoutHash(target.spec?.template) },
    { op: 'replace', path: '/metadata/annotations', value: annotationsAfter(deployment, target) },
  ];
  yield* invocation.api.patch(targetOf(info), 'application/json-patch+json', patch, query);
  return 'rolled back';
}

function revisionToReturnTo(deployment: Deployment, sets: readonly ReplicaSet[], toRevision: number): ReplicaSet {
  if (toRevision !== 0) {
    const found = sets.find((set) => revisionOf(set) === toRevision);
    if (!found) throw new Error(`unable to find specified revision ${toRevision} in history`);
    return found;
  }
  const previous = [...sets].sort((a, b) => revisionOf(b) - revisionOf(a))[1];
  if (!previous) throw new Error(`no rollout history found for deployment ${goQuote(deployment.metadata.name ?? '')}`);
  return previous;
}

function annotationsAfter(deployment: Deployment, target: ReplicaSet): Readonly<Record<string, string>> {
  const pick = (annotations: Readonly<Record<string, string>> | undefined, kept: boolean): [string, string][] =>
    Object.entries(annotations ?? {}).filter(([key]) => KEPT.includes(key) === kept);
  return Object.fromEntries([
    ...pick(deployment.metadata.annotations, true),
    ...pick(target.metadata.annotations, false),
  ]);
}
