import type { HorizontalPodAutoscaler } from '../../api/k8s/autoscaling-v2.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { replace } from '../../base/shared.ts';
import { autoscalingV1 } from './autoscaling-v1.ts';
import { horizontalPodAutoscalerColumns } from './columns.ts';
import { defaultHorizontalPodAutoscaler } from './defaults.ts';
import {
  validateHorizontalPodAutoscaler,
  validateHorizontalPodAutoscalerStatusUpdate,
  validateHorizontalPodAutoscalerUpdate,
} from './validation.ts';

/** Models pkg/registry/autoscaling/horizontalpodautoscaler. */
export const HorizontalPodAutoscalerKind: Kind<HorizontalPodAutoscaler> = {
  group: 'autoscaling',
  version: 'v2',
  kind: 'HorizontalPodAutoscaler',
  plural: 'horizontalpodautoscalers',
  singular: 'horizontalpodautoscaler',
  shortNames: ['hpa'],
  categories: ['all'],
  namespaced: true,
  schema: 'io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler',
  otherVersions: [autoscalingV1],
  defaults: defaultHorizontalPodAutoscaler,
  prepareForCreate: (object) => ({ ...object, status: { desiredReplicas: 0 } }),
  prepareForUpdate: (next, previous) => replace<HorizontalPodAutoscaler>(next, { status: previous.status }),
  validate: validateHorizontalPodAutoscaler,
  validateUpdate: validateHorizontalPodAutoscalerUpdate,
  status: {
    prepareForUpdate: (next, previous) => replace<HorizontalPodAutoscaler>(next, { spec: previous.spec }),
    validateUpdate: validateHorizontalPodAutoscalerStatusUpdate,
  },
  columns: horizontalPodAutoscalerColumns,
  fidelity: [
    { what: 'spec', level: 'modelled', note: 'defaults and validation' },
    { what: 'autoscaling/v1', level: 'modelled', note: 'converted from and to v2, with its annotations' },
    {
      what: 'controller',
      level: 'modelled',
      note: 'metrics of resources by metrics.k8s.io; no other metrics API is served',
    },
  ],
};

export default HorizontalPodAutoscalerKind;
