import type { Process } from '../../../api/process.ts';
import { withLastApplied } from '../apply/last-applied.ts';
import { type AnyObject, type ApiResource, groupVersion, resourceText } from '../client/resource.ts';
import { type Command, DRY_RUN_FLAG, FILE_FLAGS, PRINT_FLAGS } from '../command.ts';
import { dryRunOf, writeQuery } from '../dry-run.ts';
import { throwAll } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { checkOutput, printResult } from '../print/result.ts';
import { requireFlag } from '../required-flag.ts';
import { type Info, infoOf } from '../resource/info.ts';
import { fetchAll, select } from '../resource/select.ts';

const AUTOSCALERS: ApiResource = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'HorizontalPodAutoscaler',
  plural: 'horizontalpodautoscalers',
  singular: 'horizontalpodautoscaler',
  shortNames: ['hpa'],
  categories: ['all'],
  namespaced: true,
  verbs: [],
};

/** Kinds of Kubernetes itself that have a scale; a custom one is asked. */
const SCALABLE = new Set(['ReplicationController', 'Deployment', 'ReplicaSet', 'StatefulSet']);

/** `kubectl autoscale`. Models kubectl/pkg/cmd/autoscale. */
export const autoscaleCommand: Command = {
  name: 'autoscale',
  flags: [
    ...FILE_FLAGS,
    ...PRINT_FLAGS,
    DRY_RUN_FLAG,
    { name: 'cpu-percent', type: 'int', default: '-1' },
    { name: 'field-manager', type: 'string', default: 'kubectl-autoscale' },
    { name: 'max', type: 'int', default: '-1' },
    { name: 'min', type: 'int', default: '-1' },
    { name: 'name', type: 'string' },
    { name: 'save-config', type: 'bool' },
  ],
  run: autoscale,
};

function* autoscale(invocation: Invocation): Process<void> {
  requireFlag(invocation, 'max');
  const { flags, api } = invocation;
  checkOutput(invocation);
  const dryRun = dryRunOf(flags);
  const [min, max] = [flags.int('min'), flags.int('max')];
  if (max < 1) throw new Error(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min) {
    throw new Error(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
  }
  const selection = yield* select(invocation);
  const errors: unknown[] = [...selection.errors];
  let count = 0;
  for (const target of yield* fetchAll(invocation, selection, errors)) {
    try {
      checkScalable(target.resource);
      const made = autoscalerFor(invocation, target);
      const object = flags.bool('save-config') ? withLastApplied(made) : made;
      const namespace = target.namespace || invocation.namespace;
      const collection = { resource: AUTOSCALERS, namespace };
      const query = writeQuery(dryRun, flags.string('field-manager'));
      const result = dryRun === 'client' ? object : yield* api.create(collection, object, query);
      count++;
      printResult(invocation, infoOf(AUTOSCALERS, result), result, 'autoscaled', dryRun);
    } catch (error) {
      errors.push(error);
    }
  }
  throwAll(errors);
  if (count === 0) throw new Error('no objects passed to autoscale');
}

function checkScalable(resource: ApiResource): void {
  if (SCALABLE.has(resource.kind) || !['', 'apps', 'batch', 'policy', 'networking.k8s.io'].includes(resource.group)) {
    return;
  }
  throw new Error(
    `cannot autoscale a ${resource.kind}: could not find scale subresource for ${resourceText(resource)} in discovery information`,
  );
}

function autoscalerFor({ flags }: Invocation, { resource, name }: Info): AnyObject {
  const [min, cpu] = [flags.int('min'), flags.int('cpu-percent')];
  const spec = {
    maxReplicas: flags.int('max'),
    ...(min > 0 ? { minReplicas: min } : {}),
    scaleTargetRef: { apiVersion: groupVersion(resource), kind: resource.kind, name },
    ...(cpu >= 0 ? { targetCPUUtilizationPercentage: cpu } : {}),
  };
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    metadata: { creationTimestamp: null, name: flags.string('name') || name },
    spec,
    status: { currentReplicas: 0, desiredReplicas: 0 },
  };
}
