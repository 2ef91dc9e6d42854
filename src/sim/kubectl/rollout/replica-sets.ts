import type { Deployment, ReplicaSet } from '../../../api/k8s/apps-v1.gen.ts';
import type { PodTemplateSpec } from '../../../api/k8s/core-v1.gen.ts';
import { controllerOf } from '../../../api/object.ts';
import { selectorText } from '../../../api/printing.ts';
import type { Process } from '../../../api/process.ts';
import { deepEqual } from '../../../base/equal.ts';
import type { Api } from '../client/api.ts';
import { REPLICA_SETS } from '../client/known.ts';

const HASH_LABEL = 'pod-template-hash';
const REVISION = 'deployment.kubernetes.io/revision';

/** The ReplicaSets of a Deployment, the oldest first: the one with its template now, and the others. */
export interface OwnReplicaSets {
  readonly current: ReplicaSet | undefined;
  readonly old: readonly ReplicaSet[];
  readonly all: readonly ReplicaSet[];
}

/** Models deploymentutil.GetAllReplicaSets. */
export function* ownReplicaSets(api: Api, deployment: Deployment): Process<OwnReplicaSets> {
  const { namespace = '', uid } = deployment.metadata;
  const query = { labelSelector: selectorText(deployment.spec?.selector) };
  const list = yield* api.list({ resource: REPLICA_SETS, namespace }, query);
  const all = (list.items as unknown as ReplicaSet[])
    .filter((set) => controllerOf(set)?.uid === uid)
    .map((set): ReplicaSet => ({ ...set, apiVersion: 'apps/v1', kind: 'ReplicaSet' }))
    .sort((a, b) => compare(birth(a), birth(b)) || compare(a.metadata.name ?? '', b.metadata.name ?? ''));
  const current = all.find((set) => sameTemplate(set.spec?.template, deployment.spec?.template));
  return { current, old: all.filter((set) => set !== current), all };
}

/** Whether two templates are alike but for the hash label. Models EqualIgnoreHash. */
export function sameTemplate(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  return deepEqual(withoutHash(a), withoutHash(b));
}

/** The template without the label that the Deployment's controller adds. */
export function withoutHash(template: PodTemplateSpec | undefined): PodTemplateSpec | undefined {
  if (template?.metadata?.labels?.[HASH_LABEL] === undefined) return template;
  const { [HASH_LABEL]: _, ...labels } = template.metadata.labels;
  return { ...template, metadata: { ...template.metadata, labels } };
}

/** The revision that an object's annotation states, or 0. */
export function revisionOf(object: {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
}): number {
  return Number(object.metadata.annotations?.[REVISION] ?? 0);
}

function birth(set: ReplicaSet): string {
  return set.metadata.creationTimestamp ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
