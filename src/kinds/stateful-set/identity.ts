import { podFromTemplate } from '../../api/control/pod-control.ts';
import type { StatefulSet } from '../../api/k8s/apps-v1.gen.ts';
import type { PersistentVolumeClaim, Pod, PodTemplateSpec, Volume } from '../../api/k8s/core-v1.gen.ts';

export const REVISION_LABEL = 'controller-revision-hash';
const NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
const INDEX_LABEL = 'apps.kubernetes.io/pod-index';

/** The set's name and the ordinal in a Pod's name; the ordinal is -1 for other names. Models getParentNameAndOrdinal. */
export function parentAndOrdinal(podName: string): { readonly parent: string; readonly ordinal: number } {
  const match = /^(.*)-([0-9]+)$/.exec(podName);
  if (!match || Number(match[2]) > 0x7fffffff) return { parent: '', ordinal: -1 };
  return { parent: match[1]!, ordinal: Number(match[2]) };
}

export function ordinalOf(pod: Pod): number {
  return parentAndOrdinal(pod.metadata.name ?? '').ordinal;
}

/** Ordinals that the set should have: from the first, so many. */
export function ordinalRange(set: StatefulSet): { readonly start: number; readonly count: number } {
  return { start: set.spec?.ordinals?.start ?? 0, count: set.spec?.replicas ?? 1 };
}

export function revisionOf(pod: Pod): string {
  return pod.metadata.labels?.[REVISION_LABEL] ?? '';
}

/**
 * A Pod of the set that does not exist yet.
 * @param template that of the revision
 */
export function newPod(set: StatefulSet, template: PodTemplateSpec, revision: string, ordinal: number): Pod {
  const base = podFromTemplate(set, template);
  const name = `${set.metadata.name}-${ordinal}`;
  const labels = { ...base.metadata.labels, ...identityLabels(name, ordinal), [REVISION_LABEL]: revision };
  const pod: Pod = {
    ...base,
    metadata: { ...base.metadata, name, labels },
    spec: { ...base.spec!, hostname: name, ...subdomain(set) },
  };
  return withStorage(set, pod, ordinal);
}

function subdomain({ spec }: StatefulSet): { subdomain?: string } {
  return spec?.serviceName ? { subdomain: spec.serviceName } : {};
}

function identityLabels(name: string, ordinal: number): Record<string, string> {
  return { [NAME_LABEL]: name, [INDEX_LABEL]: String(ordinal) };
}

/** Whether a Pod's labels say who it is. Models identityMatches. */
export function hasIdentity(pod: Pod): boolean {
  const labels = pod.metadata.labels ?? {};
  const expected = identityLabels(pod.metadata.name ?? '', ordinalOf(pod));
  return Object.entries(expected).every(([key, value]) => labels[key] === value);
}

/** The Pod with its labels put right. */
export function withIdentity(pod: Pod): Pod {
  const labels = { ...pod.metadata.labels, ...identityLabels(pod.metadata.name ?? '', ordinalOf(pod)) };
  return { ...pod, metadata: { ...pod.metadata, labels } };
}

/** Whether a Pod mounts the claims of its ordinal. Models storageMatches. */
export function hasStorage(set: StatefulSet, pod: Pod): boolean {
  const volumes = pod.spec?.volumes ?? [];
  return claimsOf(set, ordinalOf(pod)).every(({ template, claim }) =>
    volumes.some(
      ({ name, persistentVolumeClaim }) =>
        name === template && persistentVolumeClaim?.claimName === claim.metadata.name,
    ),
  );
}

/** The Pod with volumes for the set's claims, in place of the template's volumes of the same names. */
export function withStorage(set: StatefulSet, pod: Pod, ordinal: number): Pod {
  const claims = claimsOf(set, ordinal);
  if (claims.length === 0) return pod;
  const ours = claims.map(
    ({ template, claim }): Volume => ({
      name: template,
      persistentVolumeClaim: { claimName: claim.metadata.name ?? '' },
    }),
  );
  const names = new Set(ours.map(({ name }) => name));
  const others = (pod.spec?.volumes ?? []).filter(({ name }) => !names.has(name));
  return { ...pod, spec: { ...pod.spec!, volumes: [...ours, ...others] } };
}

/** The claims of an ordinal, by the name of their template. Models getPersistentVolumeClaims. */
export function claimsOf(
  set: StatefulSet,
  ordinal: number,
): readonly { readonly template: string; readonly claim: PersistentVolumeClaim }[] {
  return (set.spec?.volumeClaimTemplates ?? []).map((template) => {
    const { name: templateName = '', ...meta } = template.metadata ?? {};
    const labels = { ...meta.labels, ...set.spec?.selector?.matchLabels };
    const metadata = {
      ...meta,
      name: `${templateName}-${set.metadata.name}-${ordinal}`,
      namespace: set.metadata.namespace ?? '',
      labels,
    };
    const claim = { ...template, apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata } as PersistentVolumeClaim;
    return { template: templateName, claim };
  });
}
