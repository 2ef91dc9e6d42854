import { changeField, fill } from '../../api/defaults/fill.ts';
import type { NetworkPolicy, NetworkPolicyPort, NetworkPolicySpec } from '../../api/k8s/networking-v1.gen.ts';
import { mapShared } from '../../base/shared.ts';

/** Rules of either direction, as far as defaults concern them. */
interface WithPorts {
  readonly ports?: readonly NetworkPolicyPort[];
}

function defaultRules<T extends WithPorts>(rules: readonly T[]): readonly T[] {
  return mapShared(rules, (rule) =>
    changeField(rule, 'ports', (ports) => mapShared(ports, (port) => fill(port, { protocol: 'TCP' }))),
  );
}

function policyTypes({ egress }: NetworkPolicySpec): readonly string[] {
  return egress?.length ? ['Ingress', 'Egress'] : ['Ingress'];
}

/** Completes a NetworkPolicy. Models SetDefaults_NetworkPolicy of pkg/apis/networking/v1. */
export function defaultNetworkPolicy(object: NetworkPolicy): NetworkPolicy {
  let spec = object.spec ?? ({} as NetworkPolicySpec);
  if (!spec.policyTypes?.length) spec = { ...spec, policyTypes: policyTypes(spec) };
  spec = changeField(spec, 'ingress', defaultRules);
  spec = changeField(spec, 'egress', defaultRules);
  return spec === object.spec ? object : { ...object, spec };
}
