import type { Process } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import { type Api, bodyOf } from './api.ts';
import type { ApiResource } from './resource.ts';

/** What a session keeps of the server's discovery documents between commands. */
export interface DiscoveryCache {
  /** The kubeconfig, where the environment has no file for it. */
  kubeConfig?: string;
  resources?: readonly ApiResource[];
}

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';

/** Asks the server which resource types it has: core first, then the groups in its order, preferred versions first. */
export function* discover(api: Api): Process<readonly ApiResource[]> {
  const core = yield* discoverRoot(api, '/api');
  const groups = yield* discoverRoot(api, '/apis');
  return [...core, ...groups];
}

function* discoverRoot(api: Api, root: '/api' | '/apis'): Process<readonly ApiResource[]> {
  const body = bodyOf(yield* api.raw('GET', root, AGGREGATED)) as RootDocument;
  if (body.kind === 'APIGroupDiscoveryList') return fromAggregated(body.items ?? []);
  const resources: ApiResource[] = [];
  for (const groupVersion of versionsOf(body)) {
    try {
      const list = bodyOf(yield* api.raw('GET', `${root}/${groupVersion}`)) as ResourceList;
      resources.push(...fromResourceList(groupVersion, list));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }
  return resources;
}

interface RootDocument {
  readonly kind?: string;
  /** Of APIVersions. */
  readonly versions?: readonly string[];
  /** Of APIGroupList. */
  readonly groups?: readonly {
    readonly versions: readonly { readonly groupVersion: string }[];
    readonly preferredVersion?: { readonly groupVersion: string };
  }[];
  /** Of APIGroupDiscoveryList. */
  readonly items?: readonly AggregatedGroup[];
}

interface AggregatedGroup {
  readonly metadata?: { readonly name?: string };
  readonly versions?: readonly {
    readonly version: string;
    readonly resources?: readonly {
      readonly resource: string;
      readonly responseKind?: { readonly group?: string; readonly version?: string; readonly kind: string };
      readonly scope: string;
      readonly singularResource?: string;
      readonly shortNames?: readonly string[];
      readonly categories?: readonly string[];
      readonly verbs?: readonly string[];
    }[];
  }[];
}

interface ResourceList {
  readonly resources?: readonly {
    readonly name: string;
    readonly singularName?: string;
    readonly kind: string;
    readonly namespaced: boolean;
    readonly shortNames?: readonly string[];
    readonly categories?: readonly string[];
    readonly verbs?: readonly string[];
  }[];
}

function versionsOf(root: RootDocument): string[] {
  if (root.versions) return [...root.versions];
  return (root.groups ?? []).flatMap((group) => {
    const all = group.versions.map((version) => version.groupVersion);
    const preferred = group.preferredVersion?.groupVersion ?? all[0];
    return [...all.filter((each) => each === preferred), ...all.filter((each) => each !== preferred)];
  });
}

function fromAggregated(groups: readonly AggregatedGroup[]): ApiResource[] {
  return groups.flatMap((group) =>
    (group.versions ?? []).flatMap(({ version, resources }) =>
      (resources ?? []).map((resource) => ({
        group: group.metadata?.name ?? '',
        version,
        kind: resource.responseKind?.kind ?? '',
        plural: resource.resource,
        singular: resource.singularResource ?? '',
        shortNames: resource.shortNames ?? [],
        categories: resource.categories ?? [],
        namespaced: resource.scope === 'Namespaced',
        verbs: resource.verbs ?? [],
      })),
    ),
  );
}

function fromResourceList(groupVersion: string, list: ResourceList): ApiResource[] {
  const slash = groupVersion.indexOf('/');
  return (list.resources ?? [])
    .filter((resource) => !resource.name.includes('/'))
    .map((resource) => ({
      group: slash < 0 ? '' : groupVersion.slice(0, slash),
      version: groupVersion.slice(slash + 1),
      kind: resource.kind,
      plural: resource.name,
      singular: resource.singularName ?? '',
      shortNames: resource.shortNames ?? [],
      categories: resource.categories ?? [],
      namespaced: resource.namespaced,
      verbs: resource.verbs ?? [],
    }));
}
