import { changeField, fill } from '../../api/defaults/fill.ts';
import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerBehavior,
  HorizontalPodAutoscalerSpec,
  HPAScalingRules,
  MetricSpec,
} from '../../api/k8s/autoscaling-v2.gen.ts';

/** What an autoscaler without metrics goes by. */
export const cpuAtEightyPercent: MetricSpec = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
};

const scaleUpRules: HPAScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};

/** The window is left open: the controller's own setting holds. */
const scaleDownRules: HPAScalingRules = {
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
};

function defaultBehavior(behavior: HorizontalPodAutoscalerBehavior): HorizontalPodAutoscalerBehavior {
  const both = fill(behavior, { scaleUp: scaleUpRules, scaleDown: scaleDownRules });
  const up = changeField(both, 'scaleUp', (rules) => fill(rules, scaleUpRules));
  return changeField(up, 'scaleDown', (rules) => fill(rules, scaleDownRules));
}

/** Completes a HorizontalPodAutoscaler. Models SetDefaults_HorizontalPodAutoscaler of pkg/apis/autoscaling/v2. */
export function defaultHorizontalPodAutoscaler(object: HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  let spec = fill(object.spec ?? ({} as HorizontalPodAutoscalerSpec), { minReplicas: 1 });
  if (!spec.metrics?.length) spec = { ...spec, metrics: [cpuAtEightyPercent] };
  spec = changeField(spec, 'behavior', defaultBehavior);
  return spec === object.spec ? object : { ...object, spec };
}
