import { changeField, fill, fillZero } from '../../api/defaults/fill.ts';
import { defaultPodTemplate } from '../../api/defaults/pod-spec.ts';
import type { DaemonSet, DaemonSetSpec, DaemonSetUpdateStrategy } from '../../api/k8s/apps-v1.gen.ts';

function defaultStrategy(given: DaemonSetUpdateStrategy): DaemonSetUpdateStrategy {
  const strategy = fillZero(given, { type: 'RollingUpdate' });
  if (strategy.type !== 'RollingUpdate') return strategy;
  return changeField(fill(strategy, { rollingUpdate: {} }), 'rollingUpdate', (rolling) =>
    fill(rolling, { maxUnavailable: 1, maxSurge: 0 }),
  );
}

/** Completes a DaemonSet. Models SetDefaults_DaemonSet of pkg/apis/apps/v1. */
export function defaultDaemonSet(object: DaemonSet): DaemonSet {
  let spec = fill(object.spec ?? ({} as DaemonSetSpec), { updateStrategy: {}, revisionHistoryLimit: 10, template: {} });
  spec = changeField(spec, 'updateStrategy', defaultStrategy);
  spec = changeField(spec, 'template', defaultPodTemplate);
  return spec === object.spec ? object : { ...object, spec };
}
