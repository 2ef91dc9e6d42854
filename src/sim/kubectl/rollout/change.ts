import type { Process } from '../../../api/process.ts';
import { qualifiedResource } from '../../../api/status.ts';
import { rfc3339 } from '../../../base/time.ts';
import type { AnyObject, ApiResource } from '../client/resource.ts';
import { SeveralErrors, textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { checkOutput, printResult } from '../print/result.ts';
import { patchBetween, sendPatch } from '../resource/patch-object.ts';
import { rolloutTargets } from './targets.ts';

/** Gives the object as it should be; throws what is wrong with the wish. */
type Change = (object: AnyObject, resource: ApiResource, nowMs: number) => AnyObject;

interface Spec {
  readonly paused?: boolean;
  readonly template?: { readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> } };
}

/** `kubectl rollout pause`. */
export function pause(invocation: Invocation): Process<void> {
  return changeAll(invocation, 'paused', (object, resource) => {
    if (!isDeployment(resource)) throw new Error('pausing is not supported');
    if (specOf(object).paused) throw new Error('is already paused');
    return { ...object, spec: { ...specOf(object), paused: true } };
  });
}

/** `kubectl rollout resume`. */
export function resume(invocation: Invocation): Process<void> {
  return changeAll(invocation, 'resumed', (object, resource) => {
    if (!isDeployment(resource)) throw new Error('resuming is not supported');
    if (!specOf(object).paused) throw new Error('is not paused');
    const { paused: _, ...spec } = specOf(object);
    return { ...object, spec };
  });
}

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/** `kubectl rollout restart`: an annotation on the template makes a new revision. */
export function restart(invocation: Invocation): Process<void> {
  return changeAll(invocation, 'restarted', (object, resource, nowMs) => {
    if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(resource.kind)) {
      throw new Error('restarting is not supported');
    }
    const spec = specOf(object);
    if (spec.paused) throw new Error("can't restart paused deployment (run rollout resume first)");
    const metadata = spec.template?.metadata;
    const annotations = { ...metadata?.annotations, [RESTARTED_AT]: rfc3339(nowMs) };
    return { ...object, spec: { ...spec, template: { ...spec.template, metadata: { ...metadata, annotations } } } };
  });
}

function* changeAll(invocation: Invocation, operation: string, change: Change): Process<void> {
  checkOutput(invocation);
  const errors: unknown[] = [];
  const infos = yield* rolloutTargets(invocation, errors);
  if (infos.length === 0 && errors.length === 0) {
    invocation.err(`No resources found in ${invocation.namespace} namespace.\n`);
  }
  for (const info of infos) {
    let next: AnyObject;
    try {
      next = change(info.object, info.resource, invocation.env.nowMs());
    } catch (error) {
      errors.push(new Error(`error: ${qualifiedResource(info.resource)} "${info.name}" ${textOf(error)}`));
      continue;
    }
    const patch = patchBetween(info, info.object, next);
    if (!patch) {
      const why = `if restart has already been triggered within the past second, please wait before attempting to trigger another`;
      errors.push(new Error(`failed to create patch for ${info.name}: ${why}`));
      continue;
    }
    try {
      const changed = yield* sendPatch(invocation, info, patch, {
        fieldManager: invocation.flags.string('field-manager') || 'kubectl-rollout',
      });
      printResult(invocation, info, changed, operation);
    } catch (error) {
      errors.push(new Error(`failed to patch: ${textOf(error)}`));
    }
  }
  if (errors.length > 0) throw new SeveralErrors(errors);
}

function isDeployment(resource: ApiResource): boolean {
  return resource.kind === 'Deployment';
}

function specOf(object: AnyObject): Spec {
  return (object['spec'] ?? {}) as Spec;
}
