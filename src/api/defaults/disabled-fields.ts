import { mapShared, without } from '../../base/shared.ts';
import { isEnabled } from '../config/feature-gates.ts';
import type { Container, EphemeralContainer, PodSpec, PodTemplateSpec, Volume } from '../k8s/core-v1.gen.ts';
import { changeField } from './fill.ts';

/** Takes out one optional field where its feature is off; the same object if it has none. */
function drop<T extends object, K extends keyof T>(object: T, field: K, feature: string): T {
  // The field is optional, so that what is left is a T again.
  return isEnabled(feature) ? object : (without(object, field) as T);
}

function dropFromContainer<T extends Container | EphemeralContainer>(container: T): T {
  let result = drop(container as Container, 'resizePolicy', 'InPlacePodVerticalScaling');
  result = changeField(result, 'resources', (resources) => drop(resources, 'claims', 'DynamicResourceAllocation'));
  return changeField(result, 'securityContext', (context) => drop(context, 'procMount', 'ProcMountType')) as T;
}

/** Projections of trust bundles stay as empty sources, as upstream leaves them. */
const dropFromVolume = (volume: Volume): Volume =>
  changeField(drop(volume, 'image', 'ImageVolume'), 'projected', (projected) =>
    changeField(projected, 'sources', (sources) =>
      mapShared(sources, (source) => drop(source, 'clusterTrustBundle', 'ClusterTrustBundleProjection')),
    ),
  );

function dropAll(spec: PodSpec): PodSpec {
  let result = drop(
    drop(drop(spec, 'hostUsers', 'UserNamespacesSupport'), 'resources', 'PodLevelResources'),
    'resourceClaims',
    'DynamicResourceAllocation',
  );
  result = changeField(result, 'securityContext', (context) =>
    drop(
      drop(context, 'supplementalGroupsPolicy', 'SupplementalGroupsPolicy'),
      'seLinuxChangePolicy',
      'SELinuxChangePolicy',
    ),
  );
  result = changeField(result, 'volumes', (volumes) => mapShared(volumes, dropFromVolume));
  for (const field of ['containers', 'initContainers'] as const) {
    result = changeField(result, field, (list) => mapShared(list, dropFromContainer));
  }
  return changeField(result, 'ephemeralContainers', (list) => mapShared(list, dropFromContainer));
}

const known = new WeakMap<PodSpec, PodSpec>();

/**
 * Takes out what v1.32 ignores because its feature gate is off by default. Models podutil.DropDisabledPodFields.
 */
export function dropDisabledFields(spec: PodSpec): PodSpec {
  const before = known.get(spec);
  if (before) return before;
  const result = dropAll(spec);
  known.set(spec, result);
  known.set(result, result);
  return result;
}

/** As `dropDisabledFields`, for a template. Models DropDisabledTemplateFields. */
export function dropDisabledTemplateFields(template: PodTemplateSpec): PodTemplateSpec {
  return changeField(template, 'spec', dropDisabledFields);
}
