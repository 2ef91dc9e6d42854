import { changeField, fill } from '../../api/defaults/fill.ts';
import type { IngressClass } from '../../api/k8s/networking-v1.gen.ts';

/** Completes an IngressClass. Models SetDefaults_IngressClass of pkg/apis/networking/v1. */
export function defaultIngressClass(object: IngressClass): IngressClass {
  return changeField(object, 'spec', (spec) =>
    changeField(spec, 'parameters', (parameters) => fill(parameters, { scope: 'Cluster' })),
  );
}
