import type { Ingress } from '../../../api/k8s/networking-v1.gen.ts';
import { newestDefault } from './newest-default.ts';
import type { AdmissionPlugin } from './plugin.ts';

const LEGACY_CLASS = 'kubernetes.io/ingress.class';
const IS_DEFAULT = ['ingressclass.kubernetes.io/is-default-class'];

/** An Ingress that names no class gets the default one. Models plugin/pkg/admission/network/defaultingressclass. */
export const defaultIngressClass: AdmissionPlugin = {
  resources: ['ingresses.networking.k8s.io'],
  operations: ['CREATE'],
  admit(object, { server }) {
    const { spec } = object as unknown as Ingress;
    if (spec?.ingressClassName !== undefined || object.metadata.annotations?.[LEGACY_CLASS] !== undefined)
      return object;
    const chosen = newestDefault(server.resources.named('networking.k8s.io', 'ingressclasses'), IS_DEFAULT);
    if (!chosen) return object;
    return { ...object, spec: { ...spec, ingressClassName: chosen.metadata.name } } as typeof object;
  },
};
