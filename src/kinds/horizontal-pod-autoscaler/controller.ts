import { CONTROLLER_MANAGER_CONFIG } from '../../api/config/controller-manager.ts';
import { isBug } from '../../api/control/bug.ts';
import { customKinds } from '../../api/control/custom-kinds.ts';
import type { Controller } from '../../api/controller.ts';
import { objectKey } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { parseDuration } from '../../base/duration.ts';
import CustomResourceDefinitionKind from '../custom-resource-definition/kind.ts';
import PodKind from '../pod/kind.ts';
import HorizontalPodAutoscalerKind from './kind.ts';
import { metricsOfApi } from './metrics-source.ts';
import { type Autoscaling, reconcile } from './reconcile.ts';
import { targetsOfApi } from './scale-target.ts';
import { createSelectors } from './selectors.ts';

/** Each autoscaler is looked at this often (--horizontal-pod-autoscaler-sync-period), and not sooner after a change. */
const SYNC_PERIOD_MS: number = parseDuration(CONTROLLER_MANAGER_CONFIG.HPAController.HorizontalPodAutoscalerSyncPeriod);
const WORKERS: number = CONTROLLER_MANAGER_CONFIG.HPAController.ConcurrentHorizontalPodAutoscalerSyncs;

/** Scales workloads by metrics. Models pkg/controller/podautoscaler. */
export const horizontalPodAutoscaler: Controller = {
  name: 'horizontal-pod-autoscaler-controller',
  account: 'horizontal-pod-autoscaler',
  start(context) {
    const { client, informers } = context;
    const autoscalers = informers.of(HorizontalPodAutoscalerKind);
    const definitions = informers.of(CustomResourceDefinitionKind);
    const queue = context.queue('horizontalpodautoscaler');
    const shared: Autoscaling = {
      pods: informers.of(PodKind),
      metrics: metricsOfApi(client),
      targets: targetsOfApi(client, () => [...context.kinds, ...customKinds([...definitions.list()])]),
      recorder: context.recorder('horizontal-pod-autoscaler'),
      selectors: createSelectors(),
      histories: new Map(),
      nowMs: () => context.nowMs(),
      writeStatus: (hpa) => client.updateStatus(HorizontalPodAutoscalerKind, hpa),
    };
    const later = (key: string): void => {
      queue.addAfter(key, SYNC_PERIOD_MS);
      shared.selectors.add(key);
    };
    autoscalers.addHandler({
      onAdd: (hpa) => later(objectKey(hpa)),
      onUpdate: (hpa) => later(objectKey(hpa)),
      onDelete: (hpa) => shared.selectors.remove(objectKey(hpa)),
    });
    function* sync(key: string): Process<void> {
      const hpa = autoscalers.get(key);
      if (!hpa) {
        shared.histories.delete(key);
        return;
      }
      try {
        yield* reconcile(shared, hpa);
      } catch (error) {
        // The next period comes anyway.
        if (isBug(error)) throw error;
      }
      queue.addAfter(key, SYNC_PERIOD_MS);
    }
    context.run(queue, WORKERS, sync);
  },
};

export default horizontalPodAutoscaler;
