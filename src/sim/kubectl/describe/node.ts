import type { Lease } from '../../../api/k8s/coordination-v1.gen.ts';
import type { Node, Pod, Taint } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import { LEASES, PODS } from '../client/known.ts';
import { rfc1123z } from '../print/time.ts';
import type { DescribeContext, Describer } from './context.ts';
import { eventsSection } from './events.ts';
import { nodePodsText } from './node-pods.ts';
import { annotationLines, labelLines, line, timeText } from './text.ts';

/** Models NodeDescriber. */
export const describeNode: Describer<Node> = function* (node, context) {
  const { metadata, spec } = node;
  const pods = yield* podsOf(context, node);
  const lease = yield* leaseText(context, node);
  return [
    line(0, `Name:\t${metadata.name}`),
    line(0, `Roles:\t${rolesOf(node)}`),
    labelLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    line(0, `CreationTimestamp:\t${rfc1123z(metadata.creationTimestamp)}`),
    taintLines(spec?.taints),
    line(0, `Unschedulable:\t${spec?.unschedulable ?? false}`),
    lease,
    statusText(node),
    spec?.podCIDR ? line(0, `PodCIDR:\t${spec.podCIDR}`) : '',
    spec?.podCIDRs?.length ? line(0, `PodCIDRs:\t${spec.podCIDRs.join(',')}`) : '',
    spec?.providerID ? line(0, `ProviderID:\t${spec.providerID}`) : '',
    nodePodsText(node, pods, context.nowMs),
    yield* eventsSection(context, node as never, [metadata.uid ?? '', metadata.name ?? '']),
  ].join('');
};

function rolesOf(node: Node): string {
  const labels = node.metadata.labels ?? {};
  const roles = Object.keys(labels).flatMap((key) => {
    if (key.startsWith('node-role.kubernetes.io/')) return [key.slice('node-role.kubernetes.io/'.length)];
    return key === 'kubernetes.io/role' && labels[key] ? [labels[key]!] : [];
  });
  return [...new Set(roles.filter((role) => role !== ''))].sort().join(',') || '<none>';
}

function taintLines(taints: readonly Taint[] | undefined): string {
  if (!taints?.length) return 'Taints:\t<none>\n';
  const text = (taint: Taint): string => `${taint.key}${taint.value ? `=${taint.value}` : ''}:${taint.effect}`;
  return [...taints]
    .sort((a, b) => {
      const [x, y] = [`${a.effect},${a.key}`, `${b.effect},${b.key}`];
      return x < y ? -1 : x > y ? 1 : 0;
    })
    .map((taint, i) => `${i === 0 ? 'Taints:' : ''}\t${text(taint)}\n`)
    .join('');
}

function* leaseText(context: DescribeContext, node: Node): Process<string> {
  let lease: Lease;
  try {
    const target = { resource: LEASES, namespace: 'kube-node-lease', name: node.metadata.name ?? '' };
    lease = (yield* context.api.get(target)) as unknown as Lease;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return line(0, `Lease:\tFailed to get lease: ${error.message}`);
  }
  return [
    line(0, 'Lease:'),
    line(1, `HolderIdentity:\t${lease.spec?.holderIdentity ?? '<unset>'}`),
    line(1, `AcquireTime:\t${timeText(lease.spec?.acquireTime)}`),
    line(1, `RenewTime:\t${timeText(lease.spec?.renewTime)}`),
  ].join('');
}

function statusText({ status }: Node): string {
  const amounts = (title: string, list: Readonly<Record<string, string | number>> | undefined): string => {
    const names = Object.keys(list ?? {}).sort();
    return names.length ? line(0, `${title}:`) + names.map((name) => line(1, `${name}:\t${list![name]}`)).join('') : '';
  };
  const conditions = (status?.conditions ?? []).map((each) =>
    line(
      1,
      [
        each.type,
        each.status,
        rfc1123z(each.lastHeartbeatTime),
        rfc1123z(each.lastTransitionTime),
        each.reason ?? '',
      ].join(' \t') + ` \t${each.message ?? ''}`,
    ),
  );
  const info = status?.nodeInfo;
  return [
    conditions.length
      ? line(0, 'Conditions:') +
        line(1, 'Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage') +
        line(1, '----\t------\t-----------------\t------------------\t------\t-------')
      : '',
    ...conditions,
    line(0, 'Addresses:'),
    ...(status?.addresses ?? []).map(({ type, address }) => line(1, `${type}:\t${address}`)),
    amounts('Capacity', status?.capacity),
    amounts('Allocatable', status?.allocatable),
    line(0, 'System Info:'),
    line(1, `Machine ID:\t${info?.machineID ?? ''}`),
    line(1, `System UUID:\t${info?.systemUUID ?? ''}`),
    line(1, `Boot ID:\t${info?.bootID ?? ''}`),
    line(1, `Kernel Version:\t${info?.kernelVersion ?? ''}`),
    line(1, `OS Image:\t${info?.osImage ?? ''}`),
    line(1, `Operating System:\t${info?.operatingSystem ?? ''}`),
    line(1, `Architecture:\t${info?.architecture ?? ''}`),
    line(1, `Container Runtime Version:\t${info?.containerRuntimeVersion ?? ''}`),
    line(1, `Kubelet Version:\t${info?.kubeletVersion ?? ''}`),
    line(1, `Kube-Proxy Version:\t${info?.kubeProxyVersion ?? ''}`),
  ].join('');
}

function* podsOf(context: DescribeContext, node: Node): Process<Pod[]> {
  const terms = [`spec.nodeName=${node.metadata.name}`, 'status.phase!=Failed', 'status.phase!=Succeeded'];
  const list = yield* context.api.list({ resource: PODS, namespace: '' }, { fieldSelector: terms.join(',') });
  return list.items as unknown as Pod[];
}
