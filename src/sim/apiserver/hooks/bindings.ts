import type { Binding } from '../../../api/k8s/core-v1.gen.ts';
import { badRequest } from '../../../api/status.ts';
import type { HooksDefinition } from '../hooks.ts';
import { bind } from '../subresources/binding.ts';

/** A Binding made by itself binds the Pod of its name. Models LegacyBindingREST of pkg/registry/core/pod/storage. */
const bindings: HooksDefinition = {
  group: '',
  plural: 'bindings',
  create: (server) => ({
    serve: {
      create(call) {
        const { metadata } = call.request.body as Binding;
        const { namespace } = call.request;
        if (metadata?.namespace && metadata.namespace !== namespace) {
          throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
        }
        const resource = server.resources.named('', 'pods')!;
        const request = { ...call.request, kind: resource.kind, name: metadata?.name ?? '', subresource: 'binding' };
        return bind(server, { ...call, request, resource });
      },
    },
  }),
};

export default bindings;
