import type { ControllerRevision, DaemonSet, StatefulSet } from '../../../api/k8s/apps-v1.gen.ts';
import type { PodTemplateSpec } from '../../../api/k8s/core-v1.gen.ts';
import { controllerOf } from '../../../api/object.ts';
import { selectorText } from '../../../api/printing.ts';
import type { Process } from '../../../api/process.ts';
import { deepEqual } from '../../../base/equal.ts';
import type { Api } from '../client/api.ts';
import { CONTROLLER_REVISIONS } from '../client/known.ts';
import type { AnyObject } from '../client/resource.ts';

/** A set whose versions are kept as ControllerRevisions. */
export type RevisedSet = DaemonSet | StatefulSet;

/** The ControllerRevisions of a DaemonSet or StatefulSet, the oldest first. Models controlledHistory. */
export function* revisionsOf(api: Api, set: RevisedSet): Process<readonly ControllerRevision[]> {
  const { namespace = '', uid } = set.metadata;
  const query = { labelSelector: selectorText(set.spec?.selector) };
  const list = yield* api.list({ resource: CONTROLLER_REVISIONS, namespace }, query);
  return (list.items as unknown as ControllerRevision[])
    .filter((revision) => controllerOf(revision)?.uid === uid)
    .sort((a, b) => a.revision - b.revision);
}

/** The template that a revision holds. */
export function templateOfRevision(revision: ControllerRevision): PodTemplateSpec | undefined {
  const data = revision.data as { readonly spec?: { readonly template?: Record<string, unknown> } } | undefined;
  if (!data?.spec?.template) return undefined;
  const { $patch: _, ...template } = data.spec.template;
  return template as PodTemplateSpec;
}

/** The set as it was at a revision. */
export function setAtRevision(set: RevisedSet, revision: ControllerRevision): AnyObject {
  return { ...set, spec: { ...set.spec, template: templateOfRevision(revision) } } as unknown as AnyObject;
}

/** Whether the set's template is that of a revision. */
export function matchesRevision(set: RevisedSet, revision: ControllerRevision): boolean {
  return deepEqual(set.spec?.template, templateOfRevision(revision));
}
