import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import type { AnyObject, ApiResource } from '../client/resource.ts';
import { type Command, FILE_FLAGS, SELECTOR_FLAG } from '../command.ts';
import { throwAll } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { alignTabs, DESCRIBE_LAYOUT } from '../print/tabwriter.ts';
import { type Info, infoOf } from '../resource/info.ts';
import { fetchAll, select } from '../resource/select.ts';
import type { Describer } from './context.ts';
import { describers } from './describers.ts';
import { describeGeneric } from './generic.ts';

/** `kubectl describe`. Models kubectl/pkg/cmd/describe. */
export const describeCommand: Command = {
  name: 'describe',
  flags: [
    ...FILE_FLAGS,
    SELECTOR_FLAG,
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'chunk-size', type: 'int', default: '500' },
    { name: 'show-events', type: 'bool', default: 'true' },
  ],
  run: describe,
};

function* describe(invocation: Invocation): Process<void> {
  const { flags, args, out, err } = invocation;
  if (args.length === 0 && !flags.given('filename')) {
    throw new Error(
      'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
    );
  }
  const allNamespaces = flags.bool('all-namespaces');
  const selection = yield* select(invocation, { typeMeansAll: true, allNamespaces });
  const errors: unknown[] = [...selection.errors];
  const infos = yield* fetchAll(invocation, selection, errors, allNamespaces);
  if (infos.length === 0 && selection.single && isReason(errors[0], 'NotFound')) {
    yield* describeMatching(invocation, selection.infos[0]!, errors[0]);
    return;
  }
  // What are two arguments to kubectl may be a type and the beginning of a name.
  const missing = errors.find((error) => isReason(error, 'NotFound'));
  if (args.length === 2 && missing !== undefined && !flags.given('filename')) throw missing;
  let first = true;
  for (const info of infos) {
    try {
      const text = yield* describeOne(invocation, info.resource, info.object);
      out(first ? text : `\n\n${text}`);
      first = false;
    } catch (error) {
      errors.push(error);
    }
  }
  if (first && errors.length === 0) {
    err(allNamespaces ? 'No resources found\n' : `No resources found in ${invocation.namespace} namespace.\n`);
  }
  throwAll(errors);
}

/** Describes all objects whose names start with what no object is called. */
function* describeMatching(invocation: Invocation, wanted: Info, original: unknown): Process<void> {
  const { resource, namespace } = wanted;
  const list = yield* invocation.api.list({ resource, namespace });
  const matching = list.items.filter((item) => item.metadata?.name?.startsWith(wanted.name));
  if (matching.length === 0) throw original;
  for (const item of matching) {
    invocation.out(`${yield* describeOne(invocation, resource, infoOf(resource, item).object)}\n`);
  }
}

function* describeOne(invocation: Invocation, resource: ApiResource, object: AnyObject): Process<string> {
  const key = resource.group ? `${resource.kind}.${resource.group}` : resource.kind;
  const describer = (describers[key] ?? describeGeneric) as Describer;
  const text = yield* describer(object, {
    api: invocation.api,
    nowMs: invocation.env.nowMs(),
    showEvents: invocation.flags.bool('show-events'),
    resource,
  });
  return alignTabs(text, DESCRIBE_LAYOUT);
}
