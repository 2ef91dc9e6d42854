import { changeField } from '../../api/defaults/fill.ts';
import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue } from '../../api/field-errors.ts';
import type { Container, Pod, PodSpec, ResourceRequirements } from '../../api/k8s/core-v1.gen.ts';
import type { SubresourceStrategy } from '../../api/kind.ts';
import { qosClass } from '../../api/pod.ts';
import type { Found } from '../../api/validation/basics.ts';
import { MIRROR_ANNOTATION } from '../../api/validation/pod-spec/annotations.ts';
import { deepEqual } from '../../base/equal.ts';
import { mapShared, replace } from '../../base/shared.ts';
import { unchangedPod } from './ephemeral-containers.ts';
import { checkPod } from './validation.ts';

type Amounts = Readonly<Record<string, string>>;

/**
 * How requests and limits of a running Pod change: for a cluster in which the feature InPlacePodVerticalScaling is on,
 * as `resize` of the Pod's kind. Off by default in v1.32. Models podResizeStrategy.
 */
export const podResizeStrategy: SubresourceStrategy<Pod> = {
  prepareForUpdate(next, previous) {
    const wanted = new Map((next.spec?.containers ?? []).map((container) => [container.name, container]));
    const spec = changeField(previous.spec!, 'containers', (containers) =>
      mapShared(containers, (container) => resized(container, wanted.get(container.name))),
    );
    return replace<Pod>(unchangedPod(next, previous), { spec });
  },
  validateUpdate: validateResize,
};

function resized(container: Container, wanted: Container | undefined): Container {
  if (!wanted) return container;
  const { resources, resizePolicy } = wanted;
  return replace<Container>(container, {
    resources: deepEqual(resources, container.resources) ? container.resources : resources,
    resizePolicy,
  });
}

/** Errors of a resize: cpu and memory change, and the class of service stays. Models ValidatePodResize. */
function validateResize(next: Pod, previous: Pod): readonly FieldError[] {
  if (previous.metadata.annotations?.[MIRROR_ANNOTATION] !== undefined) {
    // Upstream's empty path prints as brackets.
    return [forbiddenField('[]', 'static pods cannot be resized')];
  }
  const found: Found = [];
  checkPod(next, found);
  const [after, before] = [next.spec!, previous.spec!];
  const qos = previous.status?.qosClass ?? qosClass(before);
  if (qos !== qosClass(after)) {
    found.push(invalidValue('spec', qos, 'Pod QOS Class may not change as a result of resizing'));
  }
  const running = previous.status?.containerStatuses?.find(({ state }) => state?.running);
  if (running && !running.resources) {
    found.push(forbiddenField('spec', 'Pod running on node without support for resize'));
  }
  if (!deepEqual(withOldCompute(after, before), before)) {
    found.push(forbiddenField('spec', 'only cpu and memory resources are mutable'));
  }
  return found;
}

/** The spec with the cpu and memory that it had. */
function withOldCompute(spec: PodSpec, before: PodSpec): PodSpec {
  return changeField(spec, 'containers', (containers) =>
    containers.map((container, i) => {
      const old = before.containers[i];
      const limits = oldAmounts(container.resources?.limits, old?.resources?.limits);
      const requests = oldAmounts(container.resources?.requests, old?.resources?.requests);
      const resources: ResourceRequirements = { ...(limits ? { limits } : {}), ...(requests ? { requests } : {}) };
      return replace<Container>({ ...container, resources }, { resizePolicy: old?.resizePolicy });
    }),
  );
}

function oldAmounts(amounts: Amounts | undefined, old: Amounts | undefined): Amounts | undefined {
  if (!old) return undefined;
  return replace<Record<string, string>>(amounts ?? {}, { cpu: old['cpu'], memory: old['memory'] });
}
