import type { ReplicationController } from '../../api/k8s/core-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindBodyProps, KindView } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';
import { conditionsOf, deleteAction } from '../../widgets/plain-view.ts';
import { WorkloadBody } from '../../widgets/workload-body.tsx';

const ReplicationControllerView: KindView<ReplicationController> = {
  kind: 'ReplicationController',
  resource: 'replicationcontrollers',
  namespaced: true,
  say: ({ spec, status }) => ({
    title: kinds('readyOf', { ready: status?.readyReplicas ?? 0, wanted: spec?.replicas ?? 1 }),
    text: kinds('controllerSays'),
  }),
  facts: (controller, context) => [
    {
      term: terms('Replicas'),
      value: kinds('wantedThere', { wanted: controller.spec?.replicas ?? 1, there: controller.status?.replicas ?? 0 }),
    },
    { term: terms('Selector'), value: <Labels labels={controller.spec?.selector} /> },
    { term: terms('Created'), value: context.clock(controller.metadata.creationTimestamp) },
  ],
  conditions: (object, context) => conditionsOf(object, context, (type) => type === 'ReplicaFailure'),
  actions: (object, context) => [deleteAction('replicationcontroller', object, context)],
  Body: ({ object, context }: KindBodyProps<ReplicationController>) => (
    <WorkloadBody
      target={`replicationcontroller/${object.metadata.name}`}
      namespace={object.metadata.namespace ?? 'default'}
      replicas={object.spec?.replicas ?? 1}
      podSpec={object.spec?.template?.spec}
      context={context}
    />
  ),
};

export default ReplicationControllerView;
