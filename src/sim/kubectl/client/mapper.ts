import type { Process } from '../../../api/process.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { Api } from './api.ts';
import { type DiscoveryCache, discover } from './discovery.ts';
import type { ApiResource } from './resource.ts';

/** Finds resource types by what people call them. Models meta.RESTMapper over discovery. */
export interface Mapper {
  /** All resource types, in the server's order. */
  all(): Process<readonly ApiResource[]>;
  /** By plural, singular, short name or kind, with `.group` or `.version.group`; throws kubectl's error if unknown. */
  byName(text: string): Process<ApiResource>;
  /** By apiVersion and kind, as a manifest names it. */
  byKind(apiVersion: string, kind: string): Process<ApiResource | undefined>;
  /** The types of a category such as `all`; empty if there is none. */
  category(name: string): Process<readonly ApiResource[]>;
}

/** Makes a mapper that asks the server once, and once more when something is not found. */
export function createMapper(api: Api, cache: DiscoveryCache): Mapper {
  let fresh = false;
  const load = function* (again: boolean): Process<readonly ApiResource[]> {
    if (!cache.resources || (again && !fresh)) {
      cache.resources = yield* discover(api);
      fresh = true;
    }
    return cache.resources;
  };
  const find = function* <T>(look: (all: readonly ApiResource[]) => T | undefined): Process<T | undefined> {
    const found = look(yield* load(false));
    return found !== undefined || fresh ? found : look(yield* load(true));
  };
  return {
    all: () => load(false),
    *byName(text) {
      const found = yield* find((all) => lookUp(all, text));
      if (found) return found;
      throw new Error(`the server doesn't have a resource type ${goQuote(text.split('.')[0]!)}`);
    },
    byKind(apiVersion, kind) {
      const slash = apiVersion.indexOf('/');
      const group = slash < 0 ? '' : apiVersion.slice(0, slash);
      const version = apiVersion.slice(slash + 1);
      return find((all) => all.find((each) => each.kind === kind && each.group === group && each.version === version));
    },
    *category(name) {
      const members = (yield* load(false)).filter((each) => each.categories.includes(name));
      // A type that several versions of a group offer counts once.
      return members.filter((each, i) => members.findIndex((other) => sameType(other, each)) === i);
    },
  };
}

function sameType(a: ApiResource, b: ApiResource): boolean {
  return a.group === b.group && a.plural === b.plural;
}

function lookUp(all: readonly ApiResource[], text: string): ApiResource | undefined {
  const [name, ...rest] = text.split('.') as [string, ...string[]];
  if (rest.length >= 2) {
    const [version, ...group] = rest as [string, ...string[]];
    const named = all.filter((each) => each.version === version && each.group === group.join('.'));
    const found = matching(named, name);
    if (found) return found;
  }
  const group = rest.join('.');
  if (group === '') return matching(all, name);
  return (
    matching(
      all.filter((each) => each.group === group),
      name,
    ) ??
    matching(
      all.filter((each) => each.group.startsWith(group)),
      name,
    )
  );
}

function matching(all: readonly ApiResource[], name: string): ApiResource | undefined {
  const lower = name.toLowerCase();
  return (
    all.find((each) => each.plural === lower || each.singular === lower) ??
    all.find((each) => each.shortNames.includes(lower)) ??
    all.find((each) => each.kind === name)
  );
}
