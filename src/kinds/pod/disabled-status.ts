import { changeField } from '../../api/defaults/fill.ts';
import type { ContainerStatus, Pod, PodStatus } from '../../api/k8s/core-v1.gen.ts';
import { mapShared, replace } from '../../base/shared.ts';

const LISTS = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'] as const;

const isResizable = ({ spec }: Pod): boolean => spec?.containers.some((each) => each.resizePolicy?.length) ?? false;

/**
 * Takes out of a status what v1.32 ignores because its feature is off: InPlacePodVerticalScaling unless the Pod uses it,
 * DynamicResourceAllocation, ResourceHealthStatus, SupplementalGroupsPolicy. Models dropDisabledPodStatusFields.
 */
export function dropDisabledStatus(given: PodStatus, pod: Pod): PodStatus {
  const resizable = isResizable(pod);
  const drop = (status: ContainerStatus): ContainerStatus => {
    const { allocatedResources, allocatedResourcesStatus, resources, user } = status;
    if (!allocatedResources && !allocatedResourcesStatus && !resources && !user) return status;
    const always = { allocatedResources: undefined, allocatedResourcesStatus: undefined, user: undefined };
    return replace<ContainerStatus>(status, resizable ? always : { ...always, resources: undefined });
  };
  let status = given;
  for (const list of LISTS) status = changeField(status, list, (statuses) => mapShared(statuses, drop));
  if (status.resourceClaimStatuses) status = replace<PodStatus>(status, { resourceClaimStatuses: undefined });
  return status.resize && !resizable ? replace<PodStatus>(status, { resize: undefined }) : status;
}
