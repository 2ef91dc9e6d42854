import { invalidValue } from '../../../api/field-errors.ts';
import { applied } from '../../../api/fields/field-manager.ts';
import { EMPTY } from '../../../api/fields/field-set.ts';
import { type Managed, managedOf, sameButTimes, UNMANAGED, withManaged } from '../../../api/fields/managed.ts';
import { managedByScale, scaleManaged } from '../../../api/fields/scale.ts';
import { planOf } from '../../../api/fields/type-plan.ts';
import { afterUpdate, type TypedView } from '../../../api/fields/updater.ts';
import type { JsonMap } from '../../../api/fields/values.ts';
import type { Scale } from '../../../api/k8s/autoscaling-v1.gen.ts';
import type { ObjectMeta } from '../../../api/k8s/meta-v1.gen.ts';
import type { ScaleStrategy } from '../../../api/kind.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import { conflict, invalid, isReason, notFound } from '../../../api/status.ts';
import { read } from '../get.ts';
import { writerOf, zeroOf } from '../managed-fields.ts';
import { decodedPatch, patched } from '../patch.ts';
import type { ResourceResponse } from '../request.ts';
import type { Call, Server } from '../server.ts';
import type { Subresource } from '../subresource.ts';
import { applyUpdate, nameOf, wholeRules } from '../update.ts';

const SCALE = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  schema: 'io.k8s.api.autoscaling.v1.Scale',
} as const;

const SCALE_VIEW: TypedView = {
  apiVersion: 'autoscaling/v1',
  plan: planOf(SCALE.schema),
  resetFields: EMPTY,
  convert: () => undefined,
};

/** How many replicas an object has and should have. Models ScaleREST of the workload registries. */
const scale: Subresource = {
  name: 'scale',
  verbs: ['get', 'update', 'patch'],
  has: (kind) => kind.scale !== undefined,
  object: SCALE,
  *serve(server, call) {
    if (call.request.verb !== 'get') return yield* write(server, call);
    const strategy = call.resource.kind.scale!;
    return { code: 200, body: scaleOf(strategy, yield* readFor(strategy, server, call)) };
  },
};

function* readFor({ missing }: ScaleStrategy<KubeObject>, server: Server, call: Call): Process<KubeObject> {
  try {
    return yield* read(server, call);
  } catch (error) {
    if (missing && isReason(error, 'NotFound')) throw notFound(missing, nameOf(call));
    throw error;
  }
}

function* write(server: Server, call: Call): Process<ResourceResponse> {
  const { resource } = call;
  const { kind } = resource;
  const strategy = kind.scale!;
  const name = nameOf(call);
  let managed: Managed = UNMANAGED;
  const wanted = (current: KubeObject): KubeObject => {
    const before = scaleOf(strategy, current);
    const next = wantedScale(server, call, before, managedOf(current));
    const replicas = next.scale.spec?.replicas ?? 0;
    if (replicas < 0) {
      const error = invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0');
      throw invalid(SCALE, name, [error]);
    }
    const version = next.scale.metadata?.resourceVersion;
    if (version && version !== current.metadata.resourceVersion) {
      const why = 'the object has been modified; please apply your changes to the latest version and try again';
      throw conflict(kind, name, why);
    }
    const owners = managedOf(current);
    const same = owners.length === 0 || sameButTimes(next.managed, scaleManaged(owners));
    managed = same ? owners : managedByScale(owners, next.managed, resource.apiVersion);
    return strategy.withReplicas(current, replicas);
  };
  const plan = { rules: wholeRules(call), wanted, managed: () => managed, sameUid: false };
  const stored = yield* applyUpdate(server, call, name, plan);
  if (!stored) throw notFound(kind, name);
  return { code: 200, body: scaleOf(strategy, stored) };
}

/** The Scale that a request wants, and who owns its replicas then. */
function wantedScale(
  server: Server,
  call: Call,
  before: Scale,
  owners: Managed,
): { readonly scale: Scale; readonly managed: Managed } {
  const { request } = call;
  const writer = writerOf(server, call);
  const managed = scaleManaged(owners);
  if (request.patchType === 'application/apply-patch+yaml') {
    const live = before as unknown as KubeObject;
    const metadata = withManaged(live.metadata, managed);
    const config = request.body as JsonMap;
    const force = request.write?.force ?? false;
    const zero = zeroOf(SCALE_VIEW.plan);
    const result = applied(SCALE_VIEW, { ...live, metadata }, false, zero, config, SCALE.kind, writer, force);
    return { scale: result.object as unknown as Scale, managed: result.managed };
  }
  const scale =
    request.verb === 'update'
      ? (request.body as Scale)
      : (decodedPatch(call, patched(SCALE, request.patchType, before, request.body), SCALE) as Scale);
  return { scale, managed: afterUpdate(SCALE_VIEW, before, scale, managed, writer) };
}

function scaleOf(strategy: ScaleStrategy<KubeObject>, object: KubeObject): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const metadata = { name, namespace, uid, resourceVersion, creationTimestamp } as ObjectMeta;
  const replicas = strategy.replicas(object);
  const selector = strategy.selector(object);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata,
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: strategy.statusReplicas(object), ...(selector ? { selector } : {}) },
  };
}

export default scale;
