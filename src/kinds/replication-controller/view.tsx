import type { ReplicationController } from '../../api/k8s/core-v1.gen.ts';
import type { KindBodyProps, KindView } from '../../widgets/kind-view.ts';
import { Labels } from '../../widgets/labels.tsx';
import { conditionsOf, deleteAction } from '../../widgets/plain-view.ts';
import { WorkloadBody } from '../../widgets/workload-body.tsx';

const ReplicationControllerView: KindView<ReplicationController> = {
  kind: 'ReplicationController',
  resource: 'replicationcontrollers',
  namespaced: true,
  say: ({ spec, status }) => ({
    title: `${status?.readyReplicas ?? 0} of ${spec?.replicas ?? 1} ready`,
    text: 'It keeps so many Pods with its labels. ReplicaSets, made by Deployments, have taken its place.',
  }),
  facts: (controller, context) => [
    {
      term: 'Replicas',
      value: `${controller.spec?.replicas ?? 1} wanted, ${controller.status?.replicas ?? 0} there`,
    },
    { term: 'Selector', value: <Labels labels={controller.spec?.selector} /> },
    { term: 'Created', value: context.clock(controller.metadata.creationTimestamp) },
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
