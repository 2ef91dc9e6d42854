import type { Process } from '../../../api/process.ts';
import { bodyOf } from '../client/api.ts';
import { type ApiResource, groupVersion } from '../client/resource.ts';
import type { Command } from '../command.ts';
import { usageError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { alignTabs, TABLE_LAYOUT } from '../print/tabwriter.ts';

/** `kubectl api-resources`. Models kubectl/pkg/cmd/apiresources. */
export const apiResourcesCommand: Command = {
  name: 'api-resources',
  flags: [
    { name: 'api-group', type: 'string' },
    { name: 'cached', type: 'bool' },
    { name: 'categories', type: 'list' },
    { name: 'namespaced', type: 'bool', default: 'true' },
    { name: 'no-headers', type: 'bool' },
    { name: 'output', short: 'o', type: 'string' },
    { name: 'sort-by', type: 'string' },
    { name: 'verbs', type: 'list' },
  ],
  run: apiResources,
};

function* apiResources(invocation: Invocation): Process<void> {
  const { flags, args, path, out } = invocation;
  if (args.length > 0) throw usageError(path, `unexpected arguments: [${args.join(' ')}]`);
  const output = flags.string('output');
  if (!['', 'wide', 'name'].includes(output)) throw new Error(`--output ${output} is not available`);
  const sortBy = flags.string('sort-by');
  if (!['', 'name', 'kind'].includes(sortBy)) {
    throw new Error('--sort-by accepts only name or kind');
  }
  const resources = sorted(
    (yield* preferred(invocation)).filter((each) => isWanted(invocation, each)),
    sortBy,
  );
  if (output === 'name') {
    for (const { plural, group } of resources) out(`${plural}${group ? `.${group}` : ''}\n`);
    return;
  }
  const wide = output === 'wide';
  const head = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])];
  const rows = resources.map((each) => [
    each.plural,
    each.shortNames.join(','),
    groupVersion(each),
    String(each.namespaced),
    each.kind,
    ...(wide ? [each.verbs.join(','), each.categories.join(',')] : []),
  ]);
  const lines = flags.bool('no-headers') ? rows : [head, ...rows];
  out(alignTabs(lines.map((line) => `${line.join('\t')}\n`).join(''), TABLE_LAYOUT));
}

/** Each type once, in its group's preferred version. */
function* preferred({ mapper }: Invocation): Process<readonly ApiResource[]> {
  const all = yield* mapper.all();
  return all.filter((each, i) => all.findIndex((other) => isSame(other, each)) === i);
}

function isSame(a: ApiResource, b: ApiResource): boolean {
  return a.group === b.group && a.plural === b.plural;
}

function isWanted({ flags }: Invocation, resource: ApiResource): boolean {
  const [verbs, categories] = [flags.list('verbs'), flags.list('categories')];
  return (
    resource.verbs.length > 0 &&
    (!flags.given('api-group') || resource.group === flags.string('api-group')) &&
    (!flags.given('namespaced') || resource.namespaced === flags.bool('namespaced')) &&
    verbs.every((verb) => resource.verbs.includes(verb)) &&
    categories.every((category) => resource.categories.includes(category))
  );
}

function sorted(resources: readonly ApiResource[], sortBy: string): readonly ApiResource[] {
  const keys = (each: ApiResource): readonly string[] => {
    if (sortBy === 'name') return [each.plural];
    if (sortBy === 'kind') return [each.kind];
    return [each.group, each.plural];
  };
  return [...resources].sort((a, b) => {
    const [left, right] = [keys(a), keys(b)];
    for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return left[i]! < right[i]! ? -1 : 1;
    return 0;
  });
}

/** `kubectl api-versions`. */
export const apiVersionsCommand: Command = {
  name: 'api-versions',
  *run({ api, args, path, out }) {
    if (args.length > 0) throw usageError(path, `unexpected arguments: [${args.join(' ')}]`);
    const core = bodyOf(yield* api.raw('GET', '/api')) as { readonly versions?: readonly string[] };
    const groups = bodyOf(yield* api.raw('GET', '/apis')) as {
      readonly groups?: readonly { readonly versions: readonly { readonly groupVersion: string }[] }[];
    };
    const named = (groups.groups ?? []).flatMap((group) => group.versions.map((version) => version.groupVersion));
    for (const version of [...(core.versions ?? []), ...named].sort()) out(`${version}\n`);
  },
};
