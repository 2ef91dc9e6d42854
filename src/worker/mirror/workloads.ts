import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../../api/k8s/apps-v1.gen.ts';
import type { CronJob, Job } from '../../api/k8s/batch-v1.gen.ts';
import type { PodTemplateSpec, ReplicationController } from '../../api/k8s/core-v1.gen.ts';
import { controllerOf, type KubeObject } from '../../api/object.ts';
import type { WorkloadRow } from '../../protocol/view.ts';

type Counts = Pick<WorkloadRow, 'desired' | 'ready' | 'counts'> & { readonly template: PodTemplateSpec | undefined };
type Replicated = Deployment | ReplicaSet | StatefulSet | ReplicationController;

function ofReplicas({ spec, status }: Replicated): Counts {
  return { desired: spec?.replicas ?? 0, ready: status?.readyReplicas ?? 0, counts: 'ready', template: spec?.template };
}

function ofDaemonSet({ spec, status }: DaemonSet): Counts {
  const { desiredNumberScheduled = 0, numberReady = 0 } = status ?? {};
  return { desired: desiredNumberScheduled, ready: numberReady, counts: 'ready', template: spec?.template };
}

function ofJob({ spec, status }: Job): Counts {
  const desired = spec?.completions ?? spec?.parallelism ?? 1;
  return { desired, ready: status?.succeeded ?? 0, counts: 'succeeded', template: spec?.template };
}

function ofCronJob({ spec, status }: CronJob): Counts {
  const running = status?.active?.length ?? 0;
  return { desired: running, ready: running, counts: 'running', template: spec?.jobTemplate.spec?.template };
}

const countsOf: ReadonlyMap<string, (object: never) => Counts> = new Map<string, (object: never) => Counts>([
  ['Deployment', ofReplicas],
  ['ReplicaSet', ofReplicas],
  ['StatefulSet', ofReplicas],
  ['ReplicationController', ofReplicas],
  ['DaemonSet', ofDaemonSet],
  ['Job', ofJob],
  ['CronJob', ofCronJob],
]);

function rowOf(key: string, kind: string, object: KubeObject): WorkloadRow {
  const { namespace = '', name = '' } = object.metadata;
  const { template, ...counts } = countsOf.get(kind)!(object as never);
  return { key, kind, namespace, name, ...counts, image: template?.spec?.containers[0]?.image ?? '' };
}

/** What makes Pods by itself: the workloads that no other workload has made, for the page. */
export class Workloads {
  private readonly changed = new Map<string, WorkloadRow>();
  private readonly removed = new Set<string>();

  /** Takes in a write of any kind. @param key namespace and name */
  observe(kind: string, key: string, object: KubeObject, gone: boolean): void {
    if (!countsOf.has(kind)) return;
    const id = `${kind}/${key}`;
    if (gone || controllerOf(object)) {
      this.changed.delete(id);
      this.removed.add(id);
      return;
    }
    this.removed.delete(id);
    this.changed.set(id, rowOf(id, kind, object));
  }

  /** What has changed since the last call. */
  take(): { readonly workloads: WorkloadRow[]; readonly removedWorkloads: string[] } {
    const workloads = [...this.changed.values()];
    const removedWorkloads = [...this.removed];
    this.changed.clear();
    this.removed.clear();
    return { workloads, removedWorkloads };
  }
}
