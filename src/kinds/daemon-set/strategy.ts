import { dropDisabledTemplateFields } from '../../api/defaults/disabled-fields.ts';
import { changeField } from '../../api/defaults/fill.ts';
import { firstGeneration, nextGeneration } from '../../api/generation.ts';
import type { DaemonSet } from '../../api/k8s/apps-v1.gen.ts';
import { withAnnotation } from '../../api/meta.ts';
import { deepEqual } from '../../base/equal.ts';

/** Where apps/v1 keeps the generation of the template, which was a field of the spec in earlier versions. */
export const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

/** The generation of the template; 0 without one. */
export function templateGenerationOf(object: DaemonSet): number {
  const text = object.metadata.annotations?.[TEMPLATE_GENERATION] ?? '0';
  return /^[+-]?\d+$/.test(text) ? Number(text) : 0;
}

const withTemplateGeneration = (object: DaemonSet, generation: number): DaemonSet =>
  withAnnotation(object, TEMPLATE_GENERATION, String(generation));

/** The template generation is written in every version of the object, 0 if nothing says it. Models Convert_apps_DaemonSet_To_v1_DaemonSet. */
export const converted = (object: DaemonSet): DaemonSet => withTemplateGeneration(object, templateGenerationOf(object));

const dropDisabled = (object: DaemonSet): DaemonSet =>
  changeField(object, 'spec', (spec) => changeField(spec, 'template', dropDisabledTemplateFields));

const emptyStatus = { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 };

/** A new DaemonSet begins at template generation 1, or at the one that it brings. Models PrepareForCreate. */
export function prepareForCreate(object: DaemonSet): DaemonSet {
  const made = firstGeneration(dropDisabled(object), emptyStatus);
  return withTemplateGeneration(made, Math.max(1, templateGenerationOf(object)));
}

/** The template's generation counts its changes; an update cannot set it. Models PrepareForUpdate. */
export function prepareForUpdate(next: DaemonSet, previous: DaemonSet): DaemonSet {
  const updated = nextGeneration(dropDisabled(next), previous);
  const before = templateGenerationOf(previous);
  const changed = !deepEqual(updated.spec?.template, previous.spec?.template);
  return withTemplateGeneration(updated, changed ? before + 1 : before);
}
