import type { Container, PodSpec } from '../../../api/k8s/core-v1.gen.ts';
import type { AnyObject } from '../client/resource.ts';
import type { Info } from '../resource/info.ts';

/** The Pod spec of a Pod, of a template or of a CronJob's template. */
export function podSpecOf(object: AnyObject): PodSpec | undefined {
  const spec = object['spec'] as Record<string, unknown> | undefined;
  if (object.kind === 'Pod') return spec as PodSpec | undefined;
  const holder = object.kind === 'CronJob' ? (spec?.['jobTemplate'] as { spec?: Record<string, unknown> })?.spec : spec;
  return (holder?.['template'] as { spec?: PodSpec } | undefined)?.spec;
}

/** The Pod spec; throws kubectl's error for an object without one. */
export function neededPodSpec({ resource, name }: Info, object: AnyObject): PodSpec {
  const spec = podSpecOf(object);
  if (spec) return spec;
  throw new Error(
    `error: ${resource.plural}/${name} the object is not a pod or does not have a pod template: *${resource.version}.${resource.kind}`,
  );
}

/** The object with another Pod spec. */
export function withPodSpec(object: AnyObject, podSpec: PodSpec): AnyObject {
  if (object.kind === 'Pod') return { ...object, spec: podSpec };
  const spec = object['spec'] as Record<string, unknown>;
  const withTemplate = (holder: Record<string, unknown>): Record<string, unknown> => ({
    ...holder,
    template: { ...(holder['template'] as object), spec: podSpec },
  });
  if (object.kind !== 'CronJob') return { ...object, spec: withTemplate(spec) };
  const jobTemplate = spec['jobTemplate'] as { spec: Record<string, unknown> };
  return { ...object, spec: { ...spec, jobTemplate: { ...jobTemplate, spec: withTemplate(jobTemplate.spec) } } };
}

/** Whether a container's name fits a pattern in which `*` stands for anything. */
export function containerMatches(pattern: string): (container: Container) => boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '.*');
  const regex = new RegExp(`^${escaped}$`);
  return (container) => regex.test(container.name);
}

/** The spec with those containers changed that fit, init containers too. */
export function changeContainers(
  spec: PodSpec,
  fits: (container: Container) => boolean,
  change: (container: Container) => Container,
): PodSpec {
  const changed = (containers: readonly Container[]): readonly Container[] =>
    containers.map((container) => (fits(container) ? change(container) : container));
  return {
    ...spec,
    containers: changed(spec.containers ?? []),
    ...(spec.initContainers ? { initContainers: changed(spec.initContainers) } : {}),
  };
}

/** The containers that fit: the ordinary ones first. */
export function chosenContainers(spec: PodSpec, fits: (container: Container) => boolean): readonly Container[] {
  return [...(spec.containers ?? []), ...(spec.initContainers ?? [])].filter(fits);
}
