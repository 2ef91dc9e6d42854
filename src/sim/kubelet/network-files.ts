import type { Pod, PodSpec } from '../../api/k8s/core-v1.gen.ts';
import { DNS_IP } from '../network/dns/names.ts';
import { clusterSearchList } from '../network/dns/search-list.ts';
import type { SystemFiles } from '../shell/rootfs/mount-system.ts';
import type { PodRecord } from './kubelet-state.ts';
import type { Sandbox } from './runtime-container.ts';

/** What `hostname` may have: the kernel takes no more. */
const HOSTNAME_LIMIT = 64;
const CLUSTER_DOMAIN = 'cluster.local';

/** The name that a Pod's containers have. Models kubelet_pods.go (GeneratePodHostNameAndDomain). */
export function hostnameOf({ pod }: Pick<PodRecord, 'pod'>, node: string): string {
  const { hostNetwork, setHostnameAsFQDN } = pod.spec ?? {};
  if (hostNetwork) return node;
  const full = fullName(pod);
  return setHostnameAsFQDN && full !== undefined ? full : shortName(pod);
}

/** Why a Pod's name is too long to be its hostname, in the kubelet's words. */
export function hostnameProblem(pod: Pod): string | undefined {
  const full = fullName(pod);
  if (!pod.spec?.setHostnameAsFQDN || full === undefined || full.length <= HOSTNAME_LIMIT) return undefined;
  const limits = `${HOSTNAME_LIMIT} characters is the max, ${full.length} characters requested`;
  return `failed to construct FQDN from pod hostname and cluster domain, FQDN ${full} is too long (${limits})`;
}

function shortName({ metadata, spec }: Pod): string {
  return (spec?.hostname ?? metadata.name ?? '').slice(0, HOSTNAME_LIMIT - 1);
}

function fullName(pod: Pod): string | undefined {
  const { subdomain } = pod.spec ?? {};
  return subdomain ? `${shortName(pod)}.${subdomain}.${pod.metadata.namespace}.svc.${CLUSTER_DOMAIN}` : undefined;
}

/** /etc/hostname, /etc/hosts and /etc/resolv.conf of a Pod's containers. */
export function systemFiles(record: PodRecord, { ip }: Sandbox, node: string): SystemFiles {
  const { pod } = record;
  return {
    hostname: hostnameOf(record, node),
    hosts: hostsFile(pod, ip, node),
    resolvConf: resolvConf(pod.spec!, pod.metadata.namespace!),
  };
}

const LOOPBACK = [
  '127.0.0.1\tlocalhost',
  '::1\tlocalhost ip6-localhost ip6-loopback',
  'fe00::0\tip6-localnet',
  'fe00::0\tip6-mcastprefix',
  'fe00::1\tip6-allnodes',
  'fe00::2\tip6-allrouters',
];

/** Models kubelet_pods.go (ensureHostsFile): on the host's network it is the host's own. */
function hostsFile(pod: Pod, ip: string, node: string): string {
  const { hostAliases = [], hostNetwork } = pod.spec ?? {};
  const full = fullName(pod);
  const lines = hostNetwork
    ? ['# Kubernetes-managed hosts file (host network).', ...LOOPBACK, `${ip}\t${node}`]
    : ['# Kubernetes-managed hosts file.', ...LOOPBACK, `${ip}\t${full ? `${full}\t` : ''}${shortName(pod)}`];
  if (hostAliases.length > 0) lines.push('', '# Entries added by HostAliases.');
  for (const alias of hostAliases) lines.push(`${alias.ip}\t${(alias.hostnames ?? []).join('\t')}`);
  return `${lines.join('\n')}\n`;
}

/** Models pkg/kubelet/network/dns (GetPodDNS): what the Pod says is added to what its policy gives. */
function resolvConf({ dnsPolicy = 'ClusterFirst', dnsConfig, hostNetwork }: PodSpec, namespace: string): string {
  const isCluster = dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy === 'ClusterFirst' && !hostNetwork);
  const { searches, ndots } = clusterSearchList(namespace);
  const servers = [
    ...(isCluster ? [DNS_IP] : dnsPolicy === 'None' ? [] : ['192.168.0.1']),
    ...(dnsConfig?.nameservers ?? []),
  ];
  // An option that the Pod names replaces the one of its policy.
  const options = new Map<string, string | undefined>(isCluster ? [['ndots', String(ndots)]] : []);
  for (const { name = '', value } of dnsConfig?.options ?? []) options.set(name, value);
  const search = [...new Set([...(isCluster ? searches : []), ...(dnsConfig?.searches ?? [])])];
  const words = [...options].map(([name, value]) => (value ? `${name}:${value}` : name));
  const lines = [
    ...(search.length > 0 ? [`search ${search.join(' ')}`] : []),
    ...[...new Set(servers)].map((server) => `nameserver ${server}`),
    ...(words.length > 0 ? [`options ${words.join(' ')}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
