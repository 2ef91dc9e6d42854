import { invalidValue } from '../../../api/field-errors.ts';
import type { Scale } from '../../../api/k8s/autoscaling-v1.gen.ts';
import type { ObjectMeta } from '../../../api/k8s/meta-v1.gen.ts';
import type { ScaleStrategy } from '../../../api/kind.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import { conflict, invalid, notFound } from '../../../api/status.ts';
import { read } from '../get.ts';
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

/** How many replicas an object has and should have. Models ScaleREST of the workload registries. */
const scale: Subresource = {
  name: 'scale',
  verbs: ['get', 'update', 'patch'],
  has: (kind) => kind.scale !== undefined,
  object: SCALE,
  *serve(server, call) {
    if (call.request.verb !== 'get') return yield* write(server, call);
    const object = yield* read(server, call);
    return { code: 200, body: scaleOf(call.resource.kind.scale!, object) };
  },
};

function* write(server: Server, call: Call): Process<ResourceResponse> {
  const { request, resource } = call;
  const { kind } = resource;
  const strategy = kind.scale!;
  const name = nameOf(call);
  const wanted = (current: KubeObject): KubeObject => {
    const before = scaleOf(strategy, current);
    const next =
      request.verb === 'update'
        ? (request.body as Scale)
        : (decodedPatch(call, patched(SCALE, request.patchType, before, request.body), SCALE) as Scale);
    const replicas = next.spec?.replicas ?? 0;
    if (replicas < 0) {
      const error = invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0');
      throw invalid(SCALE, name, [error]);
    }
    const version = next.metadata?.resourceVersion;
    if (version && version !== current.metadata.resourceVersion) {
      const why = 'the object has been modified; please apply your changes to the latest version and try again';
      throw conflict(kind, name, why);
    }
    return strategy.withReplicas(current, replicas);
  };
  const stored = yield* applyUpdate(server, call, name, { rules: wholeRules(call), wanted, sameUid: false });
  if (!stored) throw notFound(kind, name);
  return { code: 200, body: scaleOf(strategy, stored), warnings: call.warnings };
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
