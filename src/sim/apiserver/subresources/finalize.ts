import type { Namespace } from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { notFound } from '../../../api/status.ts';
import { objectOf } from '../body.ts';
import type { Subresource } from '../subresource.ts';
import { applyUpdate, nameOf } from '../update.ts';

/** Takes finalizers off a namespace's spec. Models FinalizeREST of pkg/registry/core/namespace/storage. */
const finalize: Subresource = {
  name: 'finalize',
  verbs: ['update'],
  has: ({ group, plural }) => group === '' && plural === 'namespaces',
  *serve(server, call) {
    const body = objectOf(call) as Namespace;
    const finalizers = body.spec?.finalizers ?? [];
    const wanted = (current: KubeObject): KubeObject => {
      const spec = finalizers.length > 0 ? { finalizers } : {};
      const { resourceVersion } = body.metadata;
      const metadata = { ...current.metadata, ...(resourceVersion ? { resourceVersion } : {}) };
      return { ...current, metadata, spec } as KubeObject;
    };
    const name = nameOf(call, body);
    const stored = yield* applyUpdate(server, call, name, { rules: { whole: false }, wanted, sameUid: true });
    if (!stored) throw notFound(call.resource.kind, name);
    return { code: 200, body: stored };
  },
};

export default finalize;
