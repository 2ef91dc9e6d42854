import { CONTROLLER_MANAGER_CONFIG } from '../../../api/config/controller-manager.ts';
import { allCustomKinds } from '../../../api/control/custom-kinds.ts';
import type { Controller, ControllerContext } from '../../../api/controller.ts';
import type { CustomResourceDefinition } from '../../../api/k8s/apiextensions-v1.gen.ts';
import type { Kind } from '../../../api/kind.ts';
import { apiVersionOf } from '../../../api/meta.ts';
import CustomResourceDefinitionKind from '../../../kinds/custom-resource-definition/kind.ts';
import { attemptToDelete } from './deleting.ts';
import { createGraph, type Graph } from './graph.ts';
import { attemptToOrphan } from './orphaning.ts';

const WORKERS: number = CONTROLLER_MANAGER_CONFIG.GarbageCollectorController.ConcurrentGCSyncs;

/** What the workers share. */
export interface Collector {
  readonly context: ControllerContext;
  readonly graph: Graph;
  readonly kindOf: (apiVersion: string, kind: string) => Kind | undefined;
  /** Puts an object back for a check. */
  readonly recheck: (uid: string) => void;
}

/** Deletes objects whose owners are gone, and carries out foreground and orphaning deletion. Models pkg/controller/garbagecollector. */
export const garbageCollector: Controller = {
  name: 'generic-garbage-collector',
  rate: { qps: 40, burst: 30 },
  start(context) {
    const deletions = context.queue('garbage_collector_attempt_to_delete');
    const orphanings = context.queue('garbage_collector_attempt_to_orphan');
    const byName = new Map(context.kinds.map((kind) => [`${apiVersionOf(kind)}/${kind.kind}`, kind]));
    const kindOf = (apiVersion: string, kind: string): Kind | undefined => byName.get(`${apiVersion}/${kind}`);
    const graph = createGraph(kindOf, {
      attemptToDelete: (uid) => deletions.add(uid),
      attemptToOrphan: (uid) => orphanings.add(uid),
    });
    for (const kind of context.kinds) if (kind.kind !== 'Event') watchKind(context, graph, kind);
    watchCustomKinds(context, graph, byName);
    const collector: Collector = { context, graph, kindOf, recheck: (uid) => deletions.add(uid) };
    context.run(deletions, WORKERS, (uid) => attemptToDelete(collector, uid));
    context.run(orphanings, WORKERS, (uid) => attemptToOrphan(collector, uid));
  },
};

export default garbageCollector;

/** Kinds that are defined while the cluster runs have owners and dependents as all others. */
function watchCustomKinds(context: ControllerContext, graph: Graph, byName: Map<string, Kind>): void {
  const noted = (definition: CustomResourceDefinition): void => {
    for (const kind of allCustomKinds([definition])) {
      const name = `${apiVersionOf(kind)}/${kind.kind}`;
      if (byName.has(name)) continue;
      byName.set(name, kind);
      watchKind(context, graph, kind);
    }
  };
  context.informers.of(CustomResourceDefinitionKind).addHandler({ onAdd: noted, onUpdate: noted });
}

function watchKind(context: ControllerContext, graph: Graph, kind: Kind): void {
  context.informers.of(kind).addHandler({
    onAdd: (object) => graph.added(kind, object),
    onUpdate: (object, previous) => graph.updated(kind, object, previous),
    onDelete: (object) => graph.removed(object.metadata.uid ?? ''),
  });
}
