import type { DaemonSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Affinity, Node, Pod, PodSpec, PodTemplateSpec, Toleration } from '../../api/k8s/core-v1.gen.ts';
import { matchNodeSelectorTerms } from '../../api/node-selector.ts';
import { firstUntolerated } from '../../api/taints.ts';

const EVERY_NODE: readonly Toleration[] = [
  { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
];
const HOST_NETWORK: Toleration = {
  key: 'node.kubernetes.io/network-unavailable',
  operator: 'Exists',
  effect: 'NoSchedule',
};

/** A template's tolerations with those that let its Pods stay where others may not. Models AddOrUpdateDaemonPodTolerations. */
export function daemonTolerations(spec: PodSpec | undefined): readonly Toleration[] {
  const own = spec?.tolerations ?? [];
  const added = spec?.hostNetwork ? [...EVERY_NODE, HOST_NETWORK] : EVERY_NODE;
  return [...own, ...added.filter((toleration) => !own.some((other) => isSame(other, toleration)))];
}

function isSame(a: Toleration, b: Toleration): boolean {
  return (
    a.key === b.key &&
    a.effect === b.effect &&
    a.operator === b.operator &&
    (a.value ?? '') === (b.value ?? '') &&
    a.tolerationSeconds === b.tolerationSeconds
  );
}

/** Whether a node should have a Pod of a set, and whether one that it has may stay. */
export interface NodeFit {
  readonly run: boolean;
  readonly stay: boolean;
}

/** Models NodeShouldRunDaemonPod. */
export function nodeFit({ metadata, spec }: Node, set: DaemonSet): NodeFit {
  const { name = '', labels = {} } = metadata;
  const template = set.spec?.template?.spec;
  const required = template?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const isMeant =
    (!template?.nodeName || template.nodeName === name) &&
    Object.entries(template?.nodeSelector ?? {}).every(([key, value]) => labels[key] === value) &&
    (!required || matchNodeSelectorTerms(required, labels, name));
  if (!isMeant) return { run: false, stay: false };
  const tolerations = daemonTolerations(template);
  if (!firstUntolerated(spec?.taints, tolerations, ['NoExecute', 'NoSchedule'])) return { run: true, stay: true };
  return { run: false, stay: !firstUntolerated(spec?.taints, tolerations, ['NoExecute']) };
}

/** The node that a Pod is on or is meant for; '' for none. Models GetTargetNodeName. */
export function targetNode({ spec }: Pod): string {
  if (spec?.nodeName) return spec.nodeName;
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  for (const { matchFields = [] } of terms) {
    const field = matchFields.find(({ key, operator }) => key === 'metadata.name' && operator === 'In');
    if (field?.values?.length === 1) return field.values[0]!;
  }
  return '';
}

/** A template for one node: pinned by its name, so that the scheduler places it. Models ReplaceDaemonSetPodNodeNameNodeAffinity. */
export function templateForNode(template: PodTemplateSpec, node: string): PodTemplateSpec {
  const { affinity } = template.spec ?? {};
  const pinned: Affinity = {
    ...affinity,
    nodeAffinity: {
      ...affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }],
      },
    },
  };
  return { ...template, spec: { ...template.spec!, affinity: pinned } };
}
