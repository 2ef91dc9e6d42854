import type { Binding } from '../../../../api/k8s/core-v1.gen.ts';
import type { PluginFactory } from '../../framework.ts';
import { kindNamed } from '../../kinds.ts';

/** Binds through the binding subresource of the Pod. Models plugins/defaultbinder. */
const DefaultBinder: PluginFactory = {
  name: 'DefaultBinder',
  create: () => ({
    *bind({ pod }, node, client) {
      const { name = '', namespace = '', uid } = pod.metadata;
      const binding: Binding = {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name, namespace, ...(uid ? { uid } : {}) },
        target: { kind: 'Node', name: node },
      };
      yield* client.subresource(kindNamed('Pod'), namespace, name, 'binding', 'create', binding);
      return true;
    },
  }),
};

export default DefaultBinder;
