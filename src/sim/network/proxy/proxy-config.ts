import type { ConfigMap } from '../../../api/k8s/core-v1.gen.ts';
import { parseDocuments } from '../../../api/yaml/parse-documents.ts';
import { parseDuration } from '../../../base/duration.ts';
import type { IpvsScheduler, ProxyConfig, ProxyMode } from './balance.ts';
import { DEFAULT_MIN_SYNC_MS } from './sync-clock.ts';

const MODES: readonly ProxyMode[] = ['iptables', 'ipvs', 'nftables'];
const SCHEDULERS: readonly IpvsScheduler[] = ['rr', 'wrr', 'lc', 'wlc', 'sh', 'dh', 'sed', 'nq', 'mh'];

interface Period {
  readonly minSyncPeriod?: unknown;
}

/** The configuration as people write it, as far as it is modelled. */
interface Written {
  readonly mode?: unknown;
  readonly iptables?: (Period & { readonly localhostNodePorts?: unknown }) | null;
  readonly nftables?: Period | null;
  readonly ipvs?: (Period & { readonly scheduler?: unknown }) | null;
  readonly nodePortAddresses?: unknown;
}

/**
 * The configuration in kube-proxy's ConfigMap, as far as it is modelled: mode, minSyncPeriod of each mode, the scheduler of
 * ipvs, nodePortAddresses, localhostNodePorts. What cannot be read or is not known counts as not set.
 */
export function parseProxyConfig(map: ConfigMap | undefined): ProxyConfig {
  const text = map?.data?.['config.conf'];
  const found = (text === undefined ? undefined : parseDocuments(text)[0]?.value) as Written | null | undefined;
  const mode = MODES.find((one) => one === found?.mode) ?? 'iptables';
  const { nodePortAddresses } = found ?? {};
  return {
    mode,
    scheduler: SCHEDULERS.find((scheduler) => scheduler === found?.ipvs?.scheduler) ?? 'rr',
    // ipvs has no default of its own: it syncs with every change.
    minSyncMs: durationOf(found?.[mode]?.minSyncPeriod) || (mode === 'ipvs' ? 0 : DEFAULT_MIN_SYNC_MS),
    nodePortAddresses: Array.isArray(nodePortAddresses)
      ? nodePortAddresses.filter((one) => typeof one === 'string')
      : [],
    localhostNodePorts: mode === 'iptables' && found?.iptables?.localhostNodePorts !== false,
  };
}

function durationOf(text: unknown): number {
  if (typeof text !== 'string') return 0;
  try {
    return parseDuration(text);
  } catch {
    return 0;
  }
}
