import type { SearchList } from '../../shell/search-list.ts';

/** The zone of which CoreDNS is the authority. */
export const CLUSTER_DOMAIN = 'cluster.local';

/** How Pods of a namespace complete names, where they use the cluster's name service. */
export function clusterSearchList(namespace: string): SearchList {
  return { searches: [`${namespace}.svc.${CLUSTER_DOMAIN}`, `svc.${CLUSTER_DOMAIN}`, CLUSTER_DOMAIN], ndots: 5 };
}
