import { changeField } from '../../api/defaults/fill.ts';
import type { Container, EphemeralContainer, Pod, PodSpec } from '../../api/k8s/core-v1.gen.ts';
import { APP_ARMOR_ANNOTATION, appArmorAnnotation, appArmorProfile } from '../../api/validation/pod-spec/app-armor.ts';
import { deepEqual } from '../../base/equal.ts';
import { mapShared } from '../../base/shared.ts';

const LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/**
 * AppArmor's old annotations and its fields say the same: what only one of them says goes into the other. Models
 * applyAppArmorVersionSkew.
 */
export function syncAppArmor(pod: Pod): Pod {
  if (!pod.spec || pod.spec.os?.name === 'windows') return pod;
  const given = pod.metadata.annotations ?? {};
  const added: Record<string, string> = {};
  const ofPod = pod.spec.securityContext?.appArmorProfile;
  const change = <T extends Container | EphemeralContainer>(container: T): T => {
    const key = `${APP_ARMOR_ANNOTATION}${container.name}`;
    const profile = container.securityContext?.appArmorProfile;
    if (given[key] === undefined) {
      const shown = profile ?? ofPod;
      const annotation = shown && appArmorAnnotation(shown);
      if (annotation) added[key] = annotation;
      return container;
    }
    const wanted = profile ? undefined : appArmorProfile(given[key]);
    if (!wanted || deepEqual(wanted, ofPod)) return container;
    return { ...container, securityContext: { ...container.securityContext, appArmorProfile: wanted } };
  };
  let spec: PodSpec = pod.spec;
  for (const list of LISTS) {
    spec = changeField(spec, list, (containers) => mapShared(containers as readonly Container[], change));
  }
  const synced = spec === pod.spec ? pod : { ...pod, spec };
  if (Object.keys(added).length === 0) return synced;
  return { ...synced, metadata: { ...synced.metadata, annotations: { ...given, ...added } } };
}
