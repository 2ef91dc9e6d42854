import type { DaemonSet, Deployment, StatefulSet } from '../../../api/k8s/apps-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import type { AnyObject } from '../client/resource.ts';
import { throwAll } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { type Info, targetOf } from '../resource/info.ts';
import { byName, deadlineOf, openWatch } from '../watch.ts';
import { revisionOf } from './replica-sets.ts';
import { rolloutTargets } from './targets.ts';

/** How far a rollout is, in kubectl's words. Throws when it has failed. */
interface Progress {
  readonly text: string;
  readonly done: boolean;
}

type Viewer = (object: AnyObject, revision: number) => Progress;

/** `kubectl rollout status`: tells every change until the rollout is done. Models kubectl/pkg/cmd/rollout/status. */
export function* status(invocation: Invocation): Process<void> {
  const { flags, env } = invocation;
  const deadlineMs = deadlineOf(env, flags.durationMs('timeout'));
  const errors: unknown[] = [];
  const infos = yield* rolloutTargets(invocation, errors);
  throwAll(errors);
  if (infos.length === 0) {
    invocation.err(`No resources found in ${invocation.namespace} namespace.\n`);
    return;
  }
  for (const info of infos) {
    const { kind, group } = info.resource;
    const viewer = viewers[kind];
    try {
      if (!viewer) throw new Error(`no status viewer has been implemented for ${kind}${group ? `.${group}` : ''}`);
      yield* follow(invocation, info, viewer, deadlineMs);
    } catch (error) {
      errors.push(error);
    }
  }
  throwAll(errors);
}

function* follow(invocation: Invocation, info: Info, viewer: Viewer, deadlineMs: number): Process<void> {
  const { api, env, flags, out } = invocation;
  const revision = flags.int('revision');
  const show = (object: AnyObject): boolean => {
    const { text, done } = viewer(object, revision);
    out(text);
    return done || !flags.bool('watch');
  };
  const { name: _, ...collection } = targetOf(info);
  for (;;) {
    const list = yield* api.list(collection, byName(info.name));
    if (list.items.length === 0) throw new Error('object has been deleted');
    if (show(list.items[0]!)) return;
    const watch = yield* openWatch(env, targetOf(info), { resourceVersion: list.metadata?.resourceVersion });
    for (;;) {
      const event = yield* watch.next(deadlineMs);
      if (!event) break;
      if (event.type === 'DELETED') throw new Error('object has been deleted');
      if ((event.type === 'ADDED' || event.type === 'MODIFIED') && show(event.object as unknown as AnyObject)) {
        watch.stop();
        return;
      }
    }
    watch.stop();
    if (env.engine.nowMs >= deadlineMs) throw new Error('timed out waiting for the condition');
  }
}

const viewers: Readonly<Record<string, Viewer>> = {
  Deployment: (object, revision) => deploymentProgress(object as unknown as Deployment, revision),
  DaemonSet: (object) => daemonSetProgress(object as unknown as DaemonSet),
  StatefulSet: (object) => statefulSetProgress(object as unknown as StatefulSet),
};

const done = (text: string): Progress => ({ text, done: true });
const waiting = (text: string): Progress => ({ text, done: false });

function deploymentProgress({ metadata, spec, status }: Deployment, revision: number): Progress {
  const name = JSON.stringify(metadata.name ?? '');
  if (revision > 0 && revision !== revisionOf({ metadata })) {
    throw new Error(
      `desired revision (${revision}) is different from the running revision (${revisionOf({ metadata })})`,
    );
  }
  if ((metadata.generation ?? 0) > (status?.observedGeneration ?? 0)) {
    return waiting('Waiting for deployment spec update to be observed...\n');
  }
  const progressing = status?.conditions?.find((condition) => condition.type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    throw new Error(`deployment ${name} exceeded its progress deadline`);
  }
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status ?? {};
  const head = `Waiting for deployment ${name} rollout to finish:`;
  if (spec?.replicas !== undefined && updatedReplicas < spec.replicas) {
    return waiting(`${head} ${updatedReplicas} out of ${spec.replicas} new replicas have been updated...\n`);
  }
  if (replicas > updatedReplicas) {
    return waiting(`${head} ${replicas - updatedReplicas} old replicas are pending termination...\n`);
  }
  if (availableReplicas < updatedReplicas) {
    return waiting(`${head} ${availableReplicas} of ${updatedReplicas} updated replicas are available...\n`);
  }
  return done(`deployment ${name} successfully rolled out\n`);
}

function daemonSetProgress({ metadata, spec, status }: DaemonSet): Progress {
  if (spec?.updateStrategy?.type !== 'RollingUpdate') {
    throw new Error('rollout status is only available for RollingUpdate strategy type');
  }
  const name = JSON.stringify(metadata.name ?? '');
  if ((metadata.generation ?? 0) > (status?.observedGeneration ?? 0)) {
    return waiting('Waiting for daemon set spec update to be observed...\n');
  }
  const { desiredNumberScheduled = 0, updatedNumberScheduled = 0, numberAvailable = 0 } = status ?? {};
  const head = `Waiting for daemon set ${name} rollout to finish:`;
  if (updatedNumberScheduled < desiredNumberScheduled) {
    return waiting(
      `${head} ${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated...\n`,
    );
  }
  if (numberAvailable < desiredNumberScheduled) {
    return waiting(`${head} ${numberAvailable} of ${desiredNumberScheduled} updated pods are available...\n`);
  }
  return done(`daemon set ${name} successfully rolled out\n`);
}

function statefulSetProgress({ metadata, spec, status }: StatefulSet): Progress {
  if (spec?.updateStrategy?.type !== 'RollingUpdate') {
    throw new Error('rollout status is only available for RollingUpdate strategy type');
  }
  if (!status?.observedGeneration || (metadata.generation ?? 0) > status.observedGeneration) {
    return waiting('Waiting for statefulset spec update to be observed...\n');
  }
  const { readyReplicas = 0, updatedReplicas = 0, currentRevision = '', updateRevision = '', replicas = 0 } = status;
  if (spec.replicas !== undefined && readyReplicas < spec.replicas) {
    return waiting(`Waiting for ${spec.replicas - readyReplicas} pods to be ready...\n`);
  }
  const partition = spec.updateStrategy.rollingUpdate?.partition;
  if (spec.replicas !== undefined && partition !== undefined) {
    const wanted = spec.replicas - partition;
    if (updatedReplicas < wanted) {
      return waiting(
        `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${wanted} new pods have been updated...\n`,
      );
    }
    return done(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...\n`);
  }
  if (updateRevision !== currentRevision) {
    return waiting(
      `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...\n`,
    );
  }
  return done(`statefulset rolling update complete ${replicas} pods at revision ${currentRevision}...\n`);
}
