import type { Container, PodSpec } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { AnyObject } from '../client/resource.ts';
import { dryRunOf, writeQuery } from '../dry-run.ts';
import { SeveralErrors, textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { checkOutput, printResult } from '../print/result.ts';
import { patchBetween, sendPatch } from '../resource/patch-object.ts';
import { fetchAll, select } from '../resource/select.ts';

/** `kubectl set image`. Models kubectl/pkg/cmd/set/set_image. */
export function* setImage(invocation: Invocation): Process<void> {
  const { flags } = invocation;
  const dryRun = dryRunOf(flags);
  checkOutput(invocation);
  const { resources, images } = splitArguments(invocation.args);
  const errors: unknown[] = [];
  if (resources.length === 0 && !flags.given('filename')) {
    throw new Error(
      "You must provide one or more resources by argument or filename.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'",
    );
  }
  if (images.length === 0) throw new Error('at least one image update is required');
  if (images.length > 1 && images.some(([name]) => name === '*')) {
    throw new Error(
      'all containers are already specified by *, but saw more than one container_name=container_image pairs',
    );
  }
  const all = flags.bool('all');
  const selection = yield* select(invocation, { args: resources, all });
  errors.push(...selection.errors);
  for (const info of yield* fetchAll(invocation, selection, errors)) {
    const name = `${info.resource.plural}/${info.name}`;
    const spec = podSpecOf(info.object);
    if (!spec) {
      errors.push(
        new Error(`error: ${name} the object is not a pod or does not have a pod template: *v1.${info.resource.kind}`),
      );
      continue;
    }
    const next = withImages(spec, images, errors);
    const patch = patchBetween(info, info.object, withPodSpec(info.object, next));
    if (!patch) continue;
    try {
      const query = writeQuery(dryRun, flags.string('field-manager'));
      const changed =
        dryRun === 'client' ? withPodSpec(info.object, next) : yield* sendPatch(invocation, info, patch, query);
      printResult(invocation, info, changed, 'image updated', dryRun);
    } catch (error) {
      errors.push(new Error(`failed to patch image update to pod template: ${textOf(error)}`));
    }
  }
  if (errors.length > 0) throw new SeveralErrors(errors);
}

/** The resources before the first `container=image`, and those pairs. */
function splitArguments(args: readonly string[]): { resources: string[]; images: [string, string][] } {
  const resources: string[] = [];
  const images: [string, string][] = [];
  for (const arg of args) {
    const equals = arg.indexOf('=');
    if (equals > 0) images.push([arg.slice(0, equals), arg.slice(equals + 1)]);
    else if (images.length > 0) throw new Error(`all resources must be specified before image changes: ${arg}`);
    else resources.push(arg);
  }
  return { resources, images };
}

function withImages(spec: PodSpec, images: readonly [string, string][], errors: unknown[]): PodSpec {
  let next = spec;
  for (const [name, image] of images) {
    const matches = (container: Container): boolean => name === '*' || container.name === name;
    const change = (containers: readonly Container[] | undefined): readonly Container[] | undefined =>
      containers?.map((container) => (matches(container) ? { ...container, image } : container));
    if (![...(next.containers ?? []), ...(next.initContainers ?? [])].some(matches)) {
      errors.push(new Error(`error: unable to find container named ${goQuote(name)}`));
    }
    const initContainers = change(next.initContainers);
    next = { ...next, containers: change(next.containers) ?? [], ...(initContainers ? { initContainers } : {}) };
  }
  return next;
}

/** The Pod spec of a Pod, of a template or of a CronJob's template. */
export function podSpecOf(object: AnyObject): PodSpec | undefined {
  const spec = object['spec'] as Record<string, unknown> | undefined;
  if (object.kind === 'Pod') return spec as PodSpec | undefined;
  const holder = object.kind === 'CronJob' ? (spec?.['jobTemplate'] as { spec?: Record<string, unknown> })?.spec : spec;
  return (holder?.['template'] as { spec?: PodSpec } | undefined)?.spec;
}

/** The object with another Pod spec. */
function withPodSpec(object: AnyObject, podSpec: PodSpec): AnyObject {
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
