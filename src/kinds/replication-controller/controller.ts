import { startReplicas } from '../../api/control/replicas/controller.ts';
import type { Controller } from '../../api/controller.ts';
import { mapMatcher } from '../../api/selectors.ts';
import PodKind from '../pod/kind.ts';
import ReplicationControllerKind from './kind.ts';

/** Keeps the number of Pods of each ReplicationController. Models pkg/controller/replication, which wraps ReplicaSets'. */
export const replicationController: Controller = {
  name: 'replicationcontroller-controller',
  account: 'replication-controller',
  start(context) {
    startReplicas(context, {
      kind: ReplicationControllerKind,
      podKind: PodKind,
      recorder: 'replication-controller',
      matcherOf: ({ spec }) => mapMatcher(spec?.selector),
    });
  },
};

export default replicationController;
