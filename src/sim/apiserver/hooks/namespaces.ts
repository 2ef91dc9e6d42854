import type { Namespace } from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { conflict, notFound } from '../../../api/status.ts';
import { rfc3339 } from '../../../base/time.ts';
import { withGcFinalizers } from '../gc-finalizers.ts';
import type { HooksDefinition } from '../hooks.ts';
import { type Change, REMOVE } from '../storage.ts';

const RESOURCE = { group: '', plural: 'namespaces' };

/**
 * A namespace that is deleted becomes Terminating; it goes when the namespace controller has emptied it and taken
 * itself off spec.finalizers. Models pkg/registry/core/namespace/storage.
 */
const namespaces: HooksDefinition = {
  group: '',
  plural: 'namespaces',
  create: (server) => ({
    mayGo: (object) => isFinalized(object as Namespace),
    *delete(call, name, options) {
      const key = call.resource.prefix + name;
      let last: KubeObject | undefined;
      const change = (current: KubeObject): Change => {
        const uid = options.preconditions?.uid;
        if (uid && uid !== current.metadata.uid) throw uidConflict(name, uid, current.metadata.uid ?? '');
        last = current;
        if (!current.metadata.deletionTimestamp) {
          const finalized = withGcFinalizers(current, options) as Namespace;
          const metadata = { ...finalized.metadata, deletionTimestamp: rfc3339(server.engine.unixMs) };
          last = { ...finalized, metadata, status: { ...finalized.status, phase: 'Terminating' } } as KubeObject;
          return last;
        }
        const held = !isFinalized(current as Namespace) || (current.metadata.finalizers?.length ?? 0) > 0;
        return held ? current : REMOVE;
      };
      if (call.request.write?.dryRun || options.dryRun?.length) {
        const current = yield* server.storage.get(key);
        if (!current) throw notFound(RESOURCE, name);
        return { object: change(current) === REMOVE ? current : last!, gone: false };
      }
      const updated = yield* server.storage.update(key, call.resource.cache.get(key), call.cause, change);
      if (!updated) throw notFound(RESOURCE, name);
      return { object: updated.object ?? last!, gone: updated.object === undefined };
    },
  }),
};

function isFinalized({ spec }: Namespace): boolean {
  return (spec?.finalizers?.length ?? 0) === 0;
}

function uidConflict(name: string, wanted: string, actual: string): Error {
  return conflict(RESOURCE, name, `Precondition failed: UID in precondition: ${wanted}, UID in object meta: ${actual}`);
}

export default namespaces;
