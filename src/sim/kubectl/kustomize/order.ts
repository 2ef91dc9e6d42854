import { idOf, type Resource } from './resource.ts';

const FIRST = [
  'Namespace ResourceQuota StorageClass CustomResourceDefinition ServiceAccount PodSecurityPolicy Role ClusterRole',
  'RoleBinding ClusterRoleBinding ConfigMap Secret Endpoints Service LimitRange PriorityClass PersistentVolume',
  'PersistentVolumeClaim Deployment StatefulSet CronJob PodDisruptionBudget',
].flatMap((line) => line.split(' '));
const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** What a kustomization says of the order of its objects. */
export interface SortOptions {
  readonly order?: string;
  readonly legacySortOptions?: { readonly orderFirst?: readonly string[]; readonly orderLast?: readonly string[] };
}

/** Orders objects by kind, then by name, unless they shall stay as they are. Models SortOrderTransformer. */
export function ordered(resources: readonly Resource[], options: SortOptions | undefined): readonly Resource[] {
  const order = options ? (options.order ?? '') : 'legacy';
  if (order !== 'legacy' && order !== 'fifo') {
    throw new Error("the field 'sortOptions.order' must be one of [fifo, legacy]");
  }
  if (order === 'fifo') {
    if (!options?.legacySortOptions) return resources;
    throw new Error(
      `the field 'sortOptions.legacySortOptions' is set but the selected sort order is 'fifo', not 'legacy'`,
    );
  }
  const { orderFirst = [], orderLast = [] } = options?.legacySortOptions ?? { orderFirst: FIRST, orderLast: LAST };
  const rank = (kind: string): number => {
    const last = orderLast.indexOf(kind);
    const first = orderFirst.indexOf(kind);
    return last >= 0 ? last + 1 : first >= 0 ? first - orderFirst.length : 0;
  };
  const keyed = resources.map((resource) => {
    const { group, version, kind, name, namespace } = idOf(resource.object);
    const type = `${group || '~G'}_${version || '~V'}_${kind || '~K'}`;
    return { resource, rank: rank(kind), key: `${type}\0${namespace || '~X'}|${name || '~N'}` };
  });
  keyed.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ resource }) => resource);
}
