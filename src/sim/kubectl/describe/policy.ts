import type { PodDisruptionBudget } from '../../../api/k8s/policy-v1.gen.ts';
import type { PriorityClass } from '../../../api/k8s/scheduling-v1.gen.ts';
import { labelsText, selectorText } from '../../../api/printing.ts';
import type { Describer } from './context.ts';
import { eventsSection } from './events.ts';
import { line } from './text.ts';

/** Models PodDisruptionBudgetDescriber. */
export const describeDisruptionBudget: Describer<PodDisruptionBudget> = function* (budget, context) {
  const { metadata, spec, status } = budget;
  return [
    line(0, `Name:\t${metadata.name}`),
    line(0, `Namespace:\t${metadata.namespace}`),
    spec?.minAvailable !== undefined
      ? line(0, `Min available:\t${spec.minAvailable}`)
      : spec?.maxUnavailable !== undefined
        ? line(0, `Max unavailable:\t${spec.maxUnavailable}`)
        : '',
    line(0, `Selector:\t${spec?.selector ? selectorText(spec.selector) : '<unset>'}`),
    line(0, 'Status:'),
    line(2, `Allowed disruptions:\t${status?.disruptionsAllowed ?? 0}`),
    line(2, `Current:\t${status?.currentHealthy ?? 0}`),
    line(2, `Desired:\t${status?.desiredHealthy ?? 0}`),
    line(2, `Total:\t${status?.expectedPods ?? 0}`),
    yield* eventsSection(context, budget as never),
  ].join('');
};

/** Models PriorityClassDescriber. */
export const describePriorityClass: Describer<PriorityClass> = function* (priorityClass, context) {
  const { metadata, value, globalDefault, preemptionPolicy, description } = priorityClass;
  return [
    line(0, `Name:\t${metadata.name}`),
    line(0, `Value:\t${value}`),
    line(0, `GlobalDefault:\t${globalDefault ?? false}`),
    line(0, `PreemptionPolicy:\t${preemptionPolicy ?? 'PreemptLowerPriority'}`),
    line(0, `Description:\t${description ?? ''}`),
    line(0, `Annotations:\t${labelsText(metadata.annotations)}`),
    yield* eventsSection(context, priorityClass as never),
  ].join('');
};
