import type { ApiResource } from '../client/resource.ts';

/** Asked for to see whether the owner of a Pod is still there. */
export const DAEMON_SETS: ApiResource = {
  group: 'apps',
  version: 'v1',
  kind: 'DaemonSet',
  plural: 'daemonsets',
  singular: 'daemonset',
  shortNames: [],
  categories: [],
  namespaced: true,
  verbs: [],
};
