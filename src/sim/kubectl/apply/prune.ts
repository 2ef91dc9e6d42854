import type { Process } from '../../../api/process.ts';
import type { Mapper } from '../client/mapper.ts';
import { type AnyObject, type ApiResource, groupVersion } from '../client/resource.ts';
import type { DryRun } from '../dry-run.ts';
import { textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { logLine } from '../klog.ts';
import { printResult } from '../print/result.ts';
import { infoOf } from '../resource/info.ts';
import { LAST_APPLIED } from './last-applied.ts';

/** The kinds that are pruned unless the command line names others, those of namespaces first. */
const DEFAULTS = [
  'core/v1/ConfigMap core/v1/Endpoints core/v1/PersistentVolumeClaim core/v1/Pod core/v1/ReplicationController',
  'core/v1/Secret core/v1/Service batch/v1/Job batch/v1/CronJob networking.k8s.io/v1/Ingress apps/v1/DaemonSet',
  'apps/v1/Deployment apps/v1/ReplicaSet apps/v1/StatefulSet core/v1/Namespace core/v1/PersistentVolume',
].flatMap((line) => line.split(' '));

const DEPRECATED =
  'Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.';

/** What an apply has seen: the rest of its kinds goes. */
export interface Visited {
  readonly namespaces: readonly string[];
  readonly uids: ReadonlySet<string | undefined>;
}

/** The types that `--prune-allowlist` names. Throws an Error for a name that is none. */
export function* allowedTypes(mapper: Mapper, names: readonly string[]): Process<readonly ApiResource[]> {
  const types: ApiResource[] = [];
  for (const name of names) {
    const [group, version, kind, ...more] = name.split('/');
    if (!kind || more.length > 0) {
      throw new Error(`invalid GroupVersionKind format: ${name}, please follow <group/version/kind>`);
    }
    const apiVersion = group === 'core' || group === '' ? version! : `${group}/${version}`;
    const type = yield* mapper.byKind(apiVersion, kind);
    if (!type) throw new Error(`no matches for kind "${kind}" in version "${apiVersion}"`);
    types.push(type);
  }
  return types;
}

/**
 * Deletes what an earlier apply made, the selector finds and this apply has not seen. Models kubectl/pkg/cmd/apply's
 * pruner.
 */
export function* prune(invocation: Invocation, visited: Visited, dryRun: DryRun): Process<void> {
  const { flags, mapper, env, err } = invocation;
  const named = yield* allowedTypes(mapper, flags.list('prune-allowlist'));
  if (named.length === 0) err(`${logLine('W', env.nowMs(), 'prune.go:71', DEPRECATED)}\n`);
  const types = named.length > 0 ? named : yield* allowedTypes(mapper, DEFAULTS);
  for (const namespace of visited.namespaces) {
    for (const type of types) if (type.namespaced) yield* pruneType(invocation, type, namespace, visited, dryRun);
  }
  for (const type of types) if (!type.namespaced) yield* pruneType(invocation, type, '', visited, dryRun);
}

function* pruneType(
  invocation: Invocation,
  resource: ApiResource,
  namespace: string,
  { uids }: Visited,
  dryRun: DryRun,
): Process<void> {
  const { api, flags } = invocation;
  try {
    const { items } = yield* api.list({ resource, namespace }, { labelSelector: flags.string('selector'), limit: '' });
    for (const item of items) {
      const { annotations, uid, name = '' } = item.metadata ?? {};
      if (annotations?.[LAST_APPLIED] === undefined || uids.has(uid)) continue;
      if (dryRun !== 'client') yield* api.delete({ resource, namespace, name }, deleteOptions(invocation, dryRun));
      printResult(invocation, infoOf(resource, item), item, 'pruned', dryRun);
    }
  } catch (error) {
    const which = resource.namespaced ? 'namespaced' : 'nonNamespaced';
    const kind = `${groupVersion(resource)}, Kind=${resource.kind}`.replace(/^v/, '/v');
    throw new Error(`error pruning ${which} object ${kind}: ${textOf(error)}`);
  }
}

/** How apply deletes objects. */
export function deleteOptions({ flags }: Invocation, dryRun: DryRun): AnyObject {
  const grace = flags.int('grace-period');
  const cascade = flags.string('cascade');
  return {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}),
    propagationPolicy: `${cascade[0]!.toUpperCase()}${cascade.slice(1)}`,
    ...(dryRun === 'server' ? { dryRun: ['All'] } : {}),
  };
}
