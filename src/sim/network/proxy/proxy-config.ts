import type { ConfigMap } from '../../../api/k8s/core-v1.gen.ts';
import { parseDocuments } from '../../../api/yaml/parse-documents.ts';
import type { IpvsScheduler, ProxyConfig, ProxyMode } from './balance.ts';

const MODES: readonly ProxyMode[] = ['iptables', 'ipvs', 'nftables'];
const SCHEDULERS: readonly IpvsScheduler[] = ['rr', 'wrr', 'lc', 'wlc', 'sh', 'dh', 'sed', 'nq', 'mh'];

/**
 * The configuration in kube-proxy's ConfigMap, as far as it is modelled: `mode` and `ipvs.scheduler`. What cannot be
 * read or is not known counts as not set.
 */
export function parseProxyConfig(map: ConfigMap | undefined): ProxyConfig {
  const text = map?.data?.['config.conf'];
  const found = (text === undefined ? undefined : parseDocuments(text)[0]?.value) as
    | { readonly mode?: unknown; readonly ipvs?: { readonly scheduler?: unknown } | null }
    | null
    | undefined;
  return {
    mode: MODES.find((mode) => mode === found?.mode) ?? 'iptables',
    scheduler: SCHEDULERS.find((scheduler) => scheduler === found?.ipvs?.scheduler) ?? 'rr',
  };
}
