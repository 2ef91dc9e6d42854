import type { PolicyRule, RoleRef, Subject } from '../../../api/k8s/rbac-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { deepEqual } from '../../../base/equal.ts';
import type { AnyObject } from '../client/resource.ts';
import { type Command, DRY_RUN_FLAG, FILE_FLAGS, PRINT_FLAGS } from '../command.ts';
import { type DryRun, dryRunOf, writeQuery } from '../dry-run.ts';
import type { Invocation } from '../invocation.ts';
import { checkOutput, printResult } from '../print/result.ts';
import { latest, targetOf } from '../resource/info.ts';
import { type Loaded, loadManifests } from '../resource/load.ts';
import { covers } from './covers.ts';

/** `kubectl auth reconcile`. Models kubectl/pkg/cmd/auth/reconcile.go and component-helpers/auth/rbac/reconciliation. */
export const reconcileCommand: Command = {
  name: 'reconcile',
  flags: [
    ...FILE_FLAGS,
    ...PRINT_FLAGS,
    DRY_RUN_FLAG,
    { name: 'remove-extra-permissions', type: 'bool' },
    { name: 'remove-extra-subjects', type: 'bool' },
  ],
  run: reconcile,
};

const ROLES = ['Role', 'ClusterRole'];
const BINDINGS = ['RoleBinding', 'ClusterRoleBinding'];

interface Outcome {
  readonly operation: '' | 'create' | 'update' | 'recreate';
  readonly object: AnyObject;
  readonly missingRules: readonly PolicyRule[];
  readonly extraRules: readonly PolicyRule[];
  readonly missingSubjects: readonly Subject[];
  readonly extraSubjects: readonly Subject[];
}

function* reconcile(invocation: Invocation): Process<void> {
  const { flags } = invocation;
  if (!flags.given('filename')) throw new Error('must specify one of -f and -k');
  checkOutput(invocation);
  const dryRun = dryRunOf(flags);
  if (dryRun === 'server') throw new Error('--dry-run=server for command reconcile is not supported yet');
  const { infos, errors } = yield* loadManifests(invocation);
  if (errors.length > 0) throw errors[0];
  for (const info of infos) {
    const { kind, group } = info.resource;
    if (group !== 'rbac.authorization.k8s.io' || ![...ROLES, ...BINDINGS].includes(kind)) continue;
    const live = yield* liveOf(invocation, info);
    const outcome = ROLES.includes(kind) ? planRole(invocation, info, live) : planBinding(invocation, info, live);
    if (dryRun === 'none') yield* write(invocation, info, outcome);
    printResult(invocation, info, outcome.object, 'reconciled', dryRun);
    if (flags.string('output') === '') report(invocation, outcome, flags, dryRun);
  }
}

function* liveOf(invocation: Invocation, info: Loaded): Process<AnyObject | undefined> {
  try {
    return (yield* latest(invocation.api, info)).object;
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined;
    throw error;
  }
}

const NOTHING = { missingRules: [], extraRules: [], missingSubjects: [], extraSubjects: [] };

function planRole({ flags }: Invocation, { object }: Loaded, live: AnyObject | undefined): Outcome {
  const wanted = rulesOf(object);
  if (!live) return { ...NOTHING, operation: 'create', object, missingRules: wanted };
  const had = rulesOf(live);
  const missingRules = wanted.filter((rule) => !covers(had, rule));
  const extraRules = had.filter((rule) => !covers(wanted, rule));
  const removes = flags.bool('remove-extra-permissions');
  const rules = removes && extraRules.length > 0 ? wanted : [...had, ...missingRules];
  const next = { ...withMetadata(live, object), rules };
  return { ...NOTHING, operation: deepEqual(next, live) ? '' : 'update', object: next, missingRules, extraRules };
}

function planBinding({ flags }: Invocation, { object }: Loaded, live: AnyObject | undefined): Outcome {
  const wanted = subjectsOf(object);
  if (!live) return { ...NOTHING, operation: 'create', object, missingSubjects: wanted };
  const had = subjectsOf(live);
  const isIn = (list: readonly Subject[], subject: Subject): boolean => list.some((each) => deepEqual(each, subject));
  const missingSubjects = wanted.filter((subject) => !isIn(had, subject));
  const extraSubjects = had.filter((subject) => !isIn(wanted, subject));
  const removes = flags.bool('remove-extra-subjects');
  const subjects = removes && extraSubjects.length > 0 ? wanted : [...had, ...missingSubjects];
  const next = { ...withMetadata(live, object), subjects };
  const isOther = !deepEqual(live['roleRef'] as RoleRef, object['roleRef'] as RoleRef);
  const operation = isOther ? 'recreate' : deepEqual(next, live) ? '' : 'update';
  return {
    ...{ ...NOTHING, operation, missingSubjects, extraSubjects },
    object: isOther ? { ...next, roleRef: object['roleRef'] } : next,
  };
}

function rulesOf(object: AnyObject): readonly PolicyRule[] {
  return (object['rules'] as readonly PolicyRule[] | undefined) ?? [];
}

function subjectsOf(object: AnyObject): readonly Subject[] {
  const subjects = (object['subjects'] as readonly Subject[] | undefined) ?? [];
  return subjects.map((subject) => {
    const apiGroup = subject.apiGroup ?? (subject.kind === 'ServiceAccount' ? '' : 'rbac.authorization.k8s.io');
    return { kind: subject.kind, ...(apiGroup ? { apiGroup } : {}), name: subject.name, ...spaceOf(subject) };
  });
}

function spaceOf({ namespace }: Subject): { namespace?: string } {
  return namespace ? { namespace } : {};
}

/** What is there keeps its labels and annotations; those that are missing come in. */
function withMetadata(live: AnyObject, wanted: AnyObject): AnyObject {
  const { labels, annotations } = wanted.metadata ?? {};
  const metadata = {
    ...live.metadata,
    ...(labels ? { labels: { ...live.metadata?.labels, ...labels } } : {}),
    ...(annotations ? { annotations: { ...live.metadata?.annotations, ...annotations } } : {}),
  };
  return { ...live, metadata };
}

function* write({ api }: Invocation, info: Loaded, { operation, object }: Outcome): Process<void> {
  const query = writeQuery('none', '');
  const { name: _, ...collection } = targetOf(info);
  if (operation === 'recreate') yield* api.delete(targetOf(info), {});
  if (operation === 'update') yield* api.update(targetOf(info), object, query);
  else if (operation !== '') {
    const { uid: _uid, resourceVersion: _version, ...metadata } = object.metadata ?? {};
    yield* api.create(collection, { ...object, metadata }, query);
  }
}

function report({ out }: Invocation, outcome: Outcome, flags: Invocation['flags'], _dryRun: DryRun): void {
  const { operation, missingRules, extraRules, missingSubjects, extraSubjects } = outcome;
  if (operation) out(`\treconciliation required ${operation}\n`);
  const section = (title: string, lines: readonly string[]): void => {
    if (lines.length > 0) out(`\t${title}\n${lines.map((line) => `\t\t${line}\n`).join('')}`);
  };
  section('missing rules added:', missingRules.map(ruleText));
  if (flags.bool('remove-extra-permissions')) section('extra rules removed:', extraRules.map(ruleText));
  section('missing subjects added:', missingSubjects.map(subjectText));
  if (flags.bool('remove-extra-subjects')) section('extra subjects removed:', extraSubjects.map(subjectText));
}

function ruleText(rule: PolicyRule): string {
  const list = (values: readonly string[] | undefined): string => `[${(values ?? []).join(' ')}]`;
  return `{Verbs:${list(rule.verbs)} APIGroups:${list(rule.apiGroups)} Resources:${list(rule.resources)} ResourceNames:${list(rule.resourceNames)} NonResourceURLs:${list(rule.nonResourceURLs)}}`;
}

function subjectText({ kind, apiGroup = '', name, namespace = '' }: Subject): string {
  return `{Kind:${kind} APIGroup:${apiGroup} Name:${name} Namespace:${namespace}}`;
}
