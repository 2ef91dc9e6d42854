import { changeField, fill, fillZero } from '../../api/defaults/fill.ts';
import { defaultPodTemplate } from '../../api/defaults/pod-spec.ts';
import type { Deployment, DeploymentSpec, DeploymentStrategy } from '../../api/k8s/apps-v1.gen.ts';

function defaultStrategy(given: DeploymentStrategy): DeploymentStrategy {
  const strategy = fillZero(given, { type: 'RollingUpdate' });
  if (strategy.type !== 'RollingUpdate') return strategy;
  return changeField(fill(strategy, { rollingUpdate: {} }), 'rollingUpdate', (rolling) =>
    fill(rolling, { maxUnavailable: '25%', maxSurge: '25%' }),
  );
}

/** Completes a Deployment. Models SetDefaults_Deployment of pkg/apis/apps/v1. */
export function defaultDeployment(object: Deployment): Deployment {
  let spec = fill(object.spec ?? ({} as DeploymentSpec), {
    replicas: 1,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    strategy: {},
    template: {},
  });
  spec = changeField(spec, 'strategy', defaultStrategy);
  spec = changeField(spec, 'template', defaultPodTemplate);
  return spec === object.spec ? object : { ...object, spec };
}
