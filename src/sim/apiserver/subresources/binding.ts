import { aggregateText, notSupported, required } from '../../../api/field-errors.ts';
import type { Binding, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { withCondition } from '../../../api/pod.ts';
import type { Process } from '../../../api/process.ts';
import { ApiError, badRequest, conflict, notFound } from '../../../api/status.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { extended } from '../../../base/shared.ts';
import type { ResourceResponse } from '../request.ts';
import type { Call, Server } from '../server.ts';
import type { Subresource } from '../subresource.ts';
import { applyUpdate, unchanged } from '../update.ts';

/** Binds a Pod to a node: what the scheduler writes. Models BindingREST of pkg/registry/core/pod/storage. */
const binding: Subresource = {
  name: 'binding',
  verbs: ['create'],
  has: ({ group, plural }) => group === '' && plural === 'pods',
  object: { group: '', version: 'v1', kind: 'Binding' },
  serve: bind,
};

/** Carries a Binding out; `call` is one on Pods. Models BindingREST.Create. */
export function* bind(server: Server, call: Call): Process<ResourceResponse> {
  const body = call.request.body as Binding;
  const name = call.request.name ?? body.metadata?.name ?? '';
  if (body.metadata?.name && body.metadata.name !== name) {
    throw badRequest('name in URL does not match name in Binding object');
  }
  checkTarget(body);
  const wanted = (current: KubeObject): KubeObject => bound(server, current as Pod, body, name);
  const plan = { rules: { whole: false }, wanted, managed: unchanged, sameUid: false };
  const stored = yield* applyUpdate(server, call, name, plan);
  if (!stored) throw notFound(call.resource.kind, name);
  return { code: 201, body: created() };
}

function created(): unknown {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };
}

/** Upstream answers with the bare errors, not with a Status that names the object. */
function checkTarget({ target = {} }: Partial<Binding>): void {
  const errors = [];
  if (target.kind && target.kind !== 'Node') errors.push(notSupported('target.kind', target.kind, ['Node', '<empty>']));
  if (!target.name) errors.push(required('target.name'));
  if (errors.length > 0) throw new ApiError(500, '', aggregateText(errors));
}

function bound(server: Server, pod: Pod, { metadata, target }: Binding, name: string): KubeObject {
  const refuse = (why: string): Error => conflict({ group: '', plural: 'pods/binding' }, name, why);
  if (metadata?.uid && metadata.uid !== pod.metadata.uid) {
    const seen = `UID in precondition: ${metadata.uid}, UID in object meta: ${pod.metadata.uid}`;
    throw refuse(`Precondition failed: ${seen}`);
  }
  if (pod.metadata.deletionTimestamp) throw refuse(`pod ${name} is being deleted, cannot be assigned to a host`);
  if (pod.spec?.nodeName) throw refuse(`pod ${name} is already assigned to node ${goQuote(pod.spec.nodeName)}`);
  if (pod.spec?.schedulingGates?.length) throw refuse(`pod ${name} has non-empty .spec.schedulingGates`);
  const condition = { type: 'PodScheduled', status: 'True', lastTransitionTime: server.timestamp() };
  const conditions = withCondition(pod.status?.conditions, condition);
  const annotations = metadata?.annotations;
  const next: Pod = {
    ...pod,
    metadata: annotations
      ? { ...pod.metadata, annotations: { ...pod.metadata.annotations, ...annotations } }
      : pod.metadata,
    spec: extended(pod.spec!, { nodeName: target.name! }),
    status: extended(pod.status ?? {}, { conditions }),
  };
  return next as KubeObject;
}

export default binding;
