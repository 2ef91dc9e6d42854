import { startReplicas } from '../../api/control/replicas/controller.ts';
import type { Controller } from '../../api/controller.ts';
import { labelMatcher } from '../../api/selectors.ts';
import PodKind from '../pod/kind.ts';
import ReplicaSetKind from './kind.ts';

/** Keeps the number of Pods of each ReplicaSet. Models pkg/controller/replicaset. */
export const replicaSetController: Controller = {
  name: 'replicaset-controller',
  start(context) {
    startReplicas(context, {
      kind: ReplicaSetKind,
      podKind: PodKind,
      recorder: 'replicaset-controller',
      matcherOf: ({ spec }) => labelMatcher(spec?.selector),
    });
  },
};

export default replicaSetController;
