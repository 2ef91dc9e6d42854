import type { Deployment } from '../../../api/k8s/apps-v1.gen.ts';
import type { PodTemplateSpec } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { AnyObject } from '../client/resource.ts';
import { templateText } from '../describe/template.ts';
import { throwAll } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { printResult } from '../print/result.ts';
import { alignTabs, DESCRIBE_LAYOUT } from '../print/tabwriter.ts';
import { type Info, objectName } from '../resource/info.ts';
import { type RevisedSet, revisionsOf, setAtRevision, templateOfRevision } from './controller-revisions.ts';
import { ownReplicaSets, revisionOf } from './replica-sets.ts';
import { rolloutTargets } from './targets.ts';

const NO_HISTORY = 'No rollout history found.';
const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** One revision of a workload. */
interface Revision {
  readonly revision: number;
  readonly cause: string | undefined;
  readonly template: PodTemplateSpec | undefined;
  /** What `-o` prints. */
  readonly object: AnyObject;
}

/** `kubectl rollout history`. Models polymorphichelpers.HistoryViewer. */
export function* history(invocation: Invocation): Process<void> {
  const { flags } = invocation;
  const revision = flags.int('revision');
  if (revision < 0) throw new Error('revision must be a positive integer: '.concat(String(revision)));
  const errors: unknown[] = [];
  for (const info of yield* rolloutTargets(invocation, errors)) {
    const revisions = yield* revisionsOfTarget(invocation, info);
    const wanted = revisions.find((each) => each.revision === revision);
    if (flags.string('output') && revision > 0) {
      if (!wanted) throw new Error('unable to find the specified revision');
      printResult(invocation, info, wanted.object, '');
    } else if (flags.string('output')) {
      for (const each of revisions) printResult(invocation, info, each.object, '');
    } else if (revision > 0) {
      invocation.out(`${objectName(info)} with revision #${revision}\n${revisionText(revisions, wanted)}\n`);
    } else {
      invocation.out(`${objectName(info)} \n${revisionsText(revisions)}\n`);
    }
  }
  throwAll(errors);
}

function* revisionsOfTarget(
  { api }: Invocation,
  { resource, object }: Info & { readonly object: AnyObject },
): Process<readonly Revision[]> {
  if (resource.kind === 'Deployment') {
    const { all } = yield* ownReplicaSets(api, object as unknown as Deployment);
    return all
      .filter((set) => revisionOf(set) > 0)
      .sort((a, b) => revisionOf(a) - revisionOf(b))
      .map((set) => ({
        revision: revisionOf(set),
        cause: set.metadata.annotations?.[CHANGE_CAUSE],
        template: withCause(set.spec?.template, set.metadata.annotations?.[CHANGE_CAUSE]),
        object: set as unknown as AnyObject,
      }));
  }
  if (resource.kind !== 'DaemonSet' && resource.kind !== 'StatefulSet') {
    throw new Error(`no history viewer has been implemented for ${goQuote(resource.kind)}`);
  }
  const set = object as unknown as RevisedSet;
  return (yield* revisionsOf(api, set)).map((each) => ({
    revision: each.revision,
    cause: each.metadata.annotations?.[CHANGE_CAUSE],
    template: templateOfRevision(each),
    object: setAtRevision(set, each),
  }));
}

/** The cause of a Deployment's revision is shown among the template's annotations. */
function withCause(template: PodTemplateSpec | undefined, cause: string | undefined): PodTemplateSpec | undefined {
  if (!template || !cause) return template;
  const annotations = { ...template.metadata?.annotations, [CHANGE_CAUSE]: cause };
  return { ...template, metadata: { ...template.metadata, annotations } };
}

function revisionText(revisions: readonly Revision[], wanted: Revision | undefined): string {
  if (revisions.length === 0) return NO_HISTORY;
  if (!wanted) throw new Error('unable to find the specified revision');
  // Its columns are not aligned: kubectl prints the tabs.
  return templateText(wanted.template);
}

function revisionsText(revisions: readonly Revision[]): string {
  if (revisions.length === 0) return NO_HISTORY;
  const rows = revisions.map(({ revision, cause }) => `${revision}\t${cause || '<none>'}\n`);
  return alignTabs(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`, DESCRIBE_LAYOUT);
}
