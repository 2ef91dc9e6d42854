import type { DeleteOptions } from '../../../api/k8s/meta-v1.gen.ts';
import type { Eviction } from '../../../api/k8s/policy-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { ApiError, badRequest } from '../../../api/status.ts';
import { restrictNode } from '../admission/node-restriction/node-restriction.ts';
import { evict } from '../eviction/evict.ts';
import type { Call } from '../server.ts';
import type { Subresource } from '../subresource.ts';

/** Asks a Pod to go, as far as its disruption budget lets it. Models EvictionREST of pkg/registry/core/pod/storage. */
const eviction: Subresource = {
  name: 'eviction',
  verbs: ['create'],
  has: ({ group, plural }) => group === '' && plural === 'pods',
  object: { group: 'policy', version: 'v1', kind: 'Eviction' },
  *serve(server, call) {
    const { metadata, deleteOptions = {} } = call.request.body as Eviction;
    const { name = '', namespace } = call.request;
    restrictNode({ metadata: { name } } as KubeObject, { server, call, operation: 'CREATE' });
    if (metadata?.namespace && metadata.namespace !== namespace) {
      throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
    }
    if (metadata?.name !== name) throw badRequest('name in URL does not match name in Eviction object');
    yield* evict(server, call, name, withDryRun(call, deleteOptions));
    return { code: 201, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 } };
  },
};

/** The dry run may be asked for in the request or in its body. Throws ApiError if they differ. */
function withDryRun({ request }: Call, options: DeleteOptions): DeleteOptions {
  const asked = request.write?.dryRun ? ['All'] : [];
  const { dryRun = [] } = options;
  if (dryRun.length === 0) return asked.length === 0 ? options : { ...options, dryRun: asked };
  if (asked.length > 0 && dryRun.join() !== asked.join()) {
    const both = `[${asked.join(' ')}] and [${dryRun.join(' ')}]`;
    throw new ApiError(500, '', `Non-matching dry-run options in request and content: ${both}`);
  }
  return options;
}

export default eviction;
