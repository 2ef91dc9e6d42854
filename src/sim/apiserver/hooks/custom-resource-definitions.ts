import type { CustomResourceDefinition } from '../../../api/k8s/apiextensions-v1.gen.ts';
import { notFound } from '../../../api/status.ts';
import { rfc3339 } from '../../../base/time.ts';
import { startCustomResources } from '../custom/custom-resources.ts';
import { CLEANUP_FINALIZER, withCondition } from '../custom/definition-status.ts';
import type { HooksDefinition } from '../hooks.ts';
import { type Change, REMOVE } from '../storage.ts';

const RESOURCE = { group: 'apiextensions.k8s.io', plural: 'customresourcedefinitions' };

/**
 * A definition makes its resource served once its names are accepted; one that is deleted takes its objects along first.
 * Models the registry and the controllers of apiextensions-apiserver.
 */
const definitions: HooksDefinition = {
  ...RESOURCE,
  create(server) {
    const { observe } = startCustomResources(server);
    const marked = (crd: CustomResourceDefinition): CustomResourceDefinition => {
      const { finalizers = [] } = crd.metadata;
      const kept = finalizers.includes(CLEANUP_FINALIZER) ? finalizers : [...finalizers, CLEANUP_FINALIZER];
      const metadata = { ...crd.metadata, deletionTimestamp: rfc3339(server.engine.unixMs), finalizers: kept };
      const pending = {
        type: 'Terminating',
        status: 'True',
        reason: 'InstanceDeletionPending',
        message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will be initiated soon',
      };
      return withCondition({ ...crd, metadata }, pending, server.timestamp());
    };
    return {
      onCommit: ({ object, previous }) =>
        observe(object as CustomResourceDefinition | undefined, previous as CustomResourceDefinition | undefined),
      *delete(call, name, options) {
        const key = call.resource.prefix + name;
        let last: CustomResourceDefinition | undefined;
        const change = (current: CustomResourceDefinition): Change => {
          last = current;
          if (!current.metadata.deletionTimestamp) last = marked(current);
          else if ((current.metadata.finalizers?.length ?? 0) === 0) return REMOVE;
          return last;
        };
        if (call.request.write?.dryRun || options.dryRun?.length) {
          const current = yield* server.storage.get(key);
          if (!current) throw notFound(RESOURCE, name);
          return { object: current, gone: true };
        }
        const updated = yield* server.storage.update(key, call.resource.cache.get(key), call.cause, (current) =>
          change(current as CustomResourceDefinition),
        );
        if (!updated) throw notFound(RESOURCE, name);
        return { object: updated.object ?? last!, gone: updated.object === undefined };
      },
    };
  },
};

export default definitions;
