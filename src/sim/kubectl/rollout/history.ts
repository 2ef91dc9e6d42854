import type { Deployment, ReplicaSet } from '../../../api/k8s/apps-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { REPLICA_SETS } from '../client/known.ts';
import { templateText } from '../describe/template.ts';
import { throwAll } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { printResult } from '../print/result.ts';
import { alignTabs, DESCRIBE_LAYOUT } from '../print/tabwriter.ts';
import { infoOf, objectName } from '../resource/info.ts';
import { ownReplicaSets, revisionOf } from './replica-sets.ts';
import { rolloutTargets } from './targets.ts';

const NO_HISTORY = 'No rollout history found.';
const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** `kubectl rollout history`. Models polymorphichelpers.DeploymentHistoryViewer. */
export function* history(invocation: Invocation): Process<void> {
  const { flags } = invocation;
  const revision = flags.int('revision');
  if (revision < 0) throw new Error('revision must be a positive integer: '.concat(String(revision)));
  const errors: unknown[] = [];
  for (const info of yield* rolloutTargets(invocation, errors)) {
    if (info.resource.kind !== 'Deployment') {
      throw new Error(`no history viewer has been implemented for ${goQuote(info.resource.kind)}`);
    }
    const { all } = yield* ownReplicaSets(invocation.api, info.object as unknown as Deployment);
    const sets = all.filter((set) => revisionOf(set) > 0).sort((a, b) => revisionOf(a) - revisionOf(b));
    const wanted = sets.find((set) => revisionOf(set) === revision);
    if (flags.string('output') && revision > 0) {
      if (!wanted) throw new Error('unable to find the specified revision');
      printResult(invocation, infoOf(REPLICA_SETS, wanted as never), wanted as never, '');
    } else if (revision > 0) {
      invocation.out(`${objectName(info)} with revision #${revision}\n${revisionText(sets, wanted)}\n`);
    } else {
      invocation.out(`${objectName(info)} \n${revisionsText(sets)}\n`);
    }
  }
  throwAll(errors);
}

function revisionText(sets: readonly ReplicaSet[], wanted: ReplicaSet | undefined): string {
  if (sets.length === 0) return NO_HISTORY;
  if (!wanted) throw new Error('unable to find the specified revision');
  // Its columns are not aligned: kubectl prints the tabs.
  return templateText(wanted.spec?.template);
}

function revisionsText(sets: readonly ReplicaSet[]): string {
  if (sets.length === 0) return NO_HISTORY;
  const rows = sets.map((set) => `${revisionOf(set)}\t${set.metadata.annotations?.[CHANGE_CAUSE] || '<none>'}\n`);
  return alignTabs(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`, DESCRIBE_LAYOUT);
}
