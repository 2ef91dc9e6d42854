import type { PolicyRule } from '../../../api/k8s/rbac-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import type { AnyObject, ApiResource } from '../client/resource.ts';
import type { Command } from '../command.ts';
import { breakDown, compact, resourceText } from '../describe/rbac.ts';
import { ExitError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { alignTabs, TABLE_LAYOUT } from '../print/tabwriter.ts';
import { ACCESS_REVIEWS, RULES_REVIEWS } from './reviews.ts';

/** `kubectl auth can-i`. Models kubectl/pkg/cmd/auth/cani.go. */
export const canICommand: Command = {
  name: 'can-i',
  flags: [
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'list', type: 'bool' },
    { name: 'no-headers', type: 'bool' },
    { name: 'quiet', short: 'q', type: 'bool' },
    { name: 'subresource', type: 'string' },
  ],
  run: canI,
};

const RESOURCE_VERBS = new Set(
  'get list watch create update patch delete deletecollection use bind impersonate * approve sign escalate attest'.split(
    ' ',
  ),
);
const PATH_VERBS = new Set(['get', 'put', 'post', 'head', 'options', 'delete', 'patch', '*']);
/** Names that stand in rules and that the server has no resource for. */
const WITHOUT_RESOURCE = new Set(['users', 'groups']);

function* canI(invocation: Invocation): Process<void> {
  const { flags, args, out } = invocation;
  if (flags.bool('list')) {
    yield* list(invocation);
    return;
  }
  const [verb, what] = args;
  if (args.length !== 2 || verb === undefined || what === undefined) {
    throw new Error(
      "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
    );
  }
  const spec = what.startsWith('/')
    ? pathAttributes(invocation, verb, what)
    : yield* resourceAttributes(invocation, verb, what);
  if (flags.bool('no-headers')) throw new Error('--no-headers cannot be set without --list specified');
  const body = review('SelfSubjectAccessReview', spec);
  const answer = yield* invocation.api.create({ resource: ACCESS_REVIEWS, namespace: '' }, body);
  const { allowed, reason, evaluationError } = (answer['status'] ?? {}) as {
    readonly allowed?: boolean;
    readonly reason?: string;
    readonly evaluationError?: string;
  };
  const whys = [reason, evaluationError].filter(Boolean).map((why) => ` - ${why}`);
  if (!flags.bool('quiet')) out(allowed ? 'yes\n' : `no${whys.join('')}\n`);
  if (!allowed) throw new ExitError(1);
}

function review(kind: string, spec: object): AnyObject {
  return { apiVersion: 'authorization.k8s.io/v1', kind, spec };
}

function warn({ err }: Invocation, text: string): void {
  err(`Warning: ${text}\n\n`);
}

function pathAttributes(invocation: Invocation, verb: string, path: string): object {
  if (invocation.flags.string('subresource')) throw new Error('--subresource can not be used with NonResourceURL');
  if (!PATH_VERBS.has(verb)) warn(invocation, `verb '${verb}' is not a known verb`);
  return { nonResourceAttributes: { path, verb } };
}

function* resourceAttributes(invocation: Invocation, verb: string, what: string): Process<object> {
  const { flags } = invocation;
  const slash = what.indexOf('/');
  const [type, name] = slash < 0 ? [what, ''] : [what.slice(0, slash), what.slice(slash + 1)];
  const resource = yield* resourceFor(invocation, type);
  const allNamespaces = flags.bool('all-namespaces');
  if (!allNamespaces) {
    if (resource && !resource.namespaced) {
      const group = resource.group ? ` in group '${resource.group}'` : '';
      warn(invocation, `resource '${resource.plural}' is not namespace scoped${group}`);
    }
    if (!RESOURCE_VERBS.has(verb)) warn(invocation, `verb '${verb}' is not a known verb`);
  }
  const subresource = flags.string('subresource');
  return {
    resourceAttributes: {
      verb,
      resource: resource?.plural ?? type,
      ...(allNamespaces ? {} : { namespace: invocation.namespace }),
      ...(resource?.group ? { group: resource.group } : {}),
      ...(subresource ? { subresource } : {}),
      ...(name ? { name } : {}),
    },
  };
}

function* resourceFor(invocation: Invocation, text: string): Process<ApiResource | undefined> {
  if (text === '*') return undefined;
  const lower = text.toLowerCase();
  try {
    return yield* invocation.mapper.byName(lower);
  } catch {
    const [plural = '', ...group] = lower.split('.');
    if (!WITHOUT_RESOURCE.has(lower)) {
      const where = group.length > 0 ? ` in group '${group.join('.')}'` : '';
      warn(invocation, `the server doesn't have a resource type '${plural}'${where}`);
    }
    return undefined;
  }
}

interface RulesStatus {
  readonly resourceRules?: readonly PolicyRule[];
  readonly nonResourceRules?: readonly PolicyRule[];
  readonly incomplete?: boolean;
  readonly evaluationError?: string;
}

function* list(invocation: Invocation): Process<void> {
  const { flags, args, out, err, namespace } = invocation;
  if (args.length > 0) throw new Error('list option must be specified with no arguments');
  if (flags.bool('quiet') || flags.bool('all-namespaces') || flags.string('subresource')) {
    throw new Error("list option can't be specified with neither quiet, all-namespaces nor subresource options");
  }
  const body = review('SelfSubjectRulesReview', { namespace });
  const answer = yield* invocation.api.create({ resource: RULES_REVIEWS, namespace: '' }, body);
  const status = (answer['status'] ?? {}) as RulesStatus;
  if (status.incomplete) err(`warning: the list may be incomplete: ${status.evaluationError ?? ''}\n`);
  const rules = compact([...(status.resourceRules ?? []), ...(status.nonResourceRules ?? [])].flatMap(breakDown));
  const text = (values: readonly string[]): string => `[${values.join(' ')}]`;
  const rows = rules.map(({ resources, apiGroups, urls, names, verbs }) => {
    const resource = resourceText(resources[0], apiGroups[0]);
    return `${[resource, text(urls), text(names), text(verbs)].join('\t')}\n`;
  });
  if (!flags.bool('no-headers')) rows.unshift('Resources\tNon-Resource URLs\tResource Names\tVerbs\n');
  out(alignTabs(rows.join(''), TABLE_LAYOUT));
}
