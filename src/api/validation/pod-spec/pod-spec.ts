import { invalidValue, required } from '../../field-errors.ts';
import type { PodResourceClaim, PodSpec } from '../../k8s/core-v1.gen.ts';
import { dns1123Subdomain, inRange } from '../../names.ts';
import {
  checkDnsLabel,
  checkDnsSubdomain,
  checkLabels,
  checkOneOf,
  checkQualifiedName,
  checkUnique,
  type Found,
  reject,
} from '../basics.ts';
import { checkOverhead } from '../resources.ts';
import { checkAffinity } from './affinity.ts';
import {
  type ContainerContext,
  checkContainers,
  checkEphemeralContainers,
  checkHostNetworkPorts,
  checkInitContainers,
} from './containers.ts';
import { checkDnsConfig, checkHostAliases } from './dns.ts';
import { checkSchedulingGates, checkTolerations, checkTopologySpread } from './scheduling.ts';
import { checkHostUsers, checkPodSecurityContext } from './security-context.ts';
import { checkVolumes } from './volumes.ts';
import { checkHostProcess, checkOs } from './windows.ts';

const MAX_INT32 = 2147483647;

/** The order of upstream's messages, which is not that of the alphabet everywhere. */
export const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const PREEMPTION_POLICIES = ['PreemptLowerPriority', 'Never'];

/** Whose spec it is. */
export interface PodSpecOwner {
  /** False in templates, which leave more open. */
  readonly inPod: boolean;
  /** The Pod's name, '' in templates. */
  readonly podName: string;
}

/** A Pod's spec, as it is in Pods and templates. Models ValidatePodSpec of pkg/apis/core/validation. */
export function checkPodSpec(spec: PodSpec, owner: PodSpecOwner, path: string, found: Found): void {
  if (spec.terminationGracePeriodSeconds === undefined) found.push(required(`${path}.terminationGracePeriodSeconds`));
  const volumes = checkVolumes(spec.volumes, owner.podName, `${path}.volumes`, found);
  const claims = new Set((spec.resourceClaims ?? []).map((claim) => claim.name).filter(Boolean));
  checkResourceClaims(spec.resourceClaims ?? [], `${path}.resourceClaims`, found);
  const context: ContainerContext = { spec, volumes, claims, found };
  checkContainers(context, `${path}.containers`);
  checkInitContainers(context, `${path}.initContainers`);
  checkEphemeralContainers(context, `${path}.ephemeralContainers`);
  checkHostNetworkPorts(spec, owner.inPod, path, found);
  checkOneOf(spec.restartPolicy, RESTART_POLICIES, `${path}.restartPolicy`, found);
  checkOneOf(spec.dnsPolicy, DNS_POLICIES, `${path}.dnsPolicy`, found);
  checkLabels(spec.nodeSelector, `${path}.nodeSelector`, found);
  checkPodSecurityContext(spec, `${path}.securityContext`, found);
  checkAffinity(spec.affinity, `${path}.affinity`, found);
  checkDnsConfig(spec, `${path}.dnsConfig`, found);
  for (const [i, gate] of (spec.readinessGates ?? []).entries()) {
    checkQualifiedName(gate.conditionType ?? '', `${path}.readinessGates[${i}].conditionType`, found);
  }
  checkSchedulingGates(spec.schedulingGates, `${path}.schedulingGates`, found);
  checkTopologySpread(spec.topologySpreadConstraints, `${path}.topologySpreadConstraints`, found);
  checkHostProcess(spec, path, found);
  checkHostUsers(spec, path, found);
  checkNames(spec, path, found);
  if (spec.preemptionPolicy !== undefined) {
    checkOneOf(spec.preemptionPolicy, PREEMPTION_POLICIES, `${path}.preemptionPolicy`, found);
  }
  checkOverhead(spec.overhead, `${path}.overhead`, found);
  checkOs(spec, path, found);
}

function checkNames(spec: PodSpec, path: string, found: Found): void {
  const checkName = (name: string | undefined, field: string): void => {
    if (name) reject(dns1123Subdomain(name), name, `${path}.${field}`, found);
  };
  checkName(spec.serviceAccountName, 'serviceAccountName');
  checkName(spec.nodeName, 'nodeName');
  const deadline = spec.activeDeadlineSeconds;
  if (deadline !== undefined && (deadline < 1 || deadline > MAX_INT32)) {
    const [detail] = inRange(deadline, 1, MAX_INT32);
    found.push(invalidValue(`${path}.activeDeadlineSeconds`, deadline, detail!));
  }
  if (spec.hostname) checkDnsLabel(spec.hostname, `${path}.hostname`, found);
  if (spec.subdomain) checkDnsLabel(spec.subdomain, `${path}.subdomain`, found);
  checkTolerations(spec.tolerations, `${path}.tolerations`, found);
  checkHostAliases(spec.hostAliases, `${path}.hostAliases`, found);
  checkName(spec.priorityClassName, 'priorityClassName');
  if (spec.runtimeClassName !== undefined) checkDnsSubdomain(spec.runtimeClassName, `${path}.runtimeClassName`, found);
}

function checkResourceClaims(claims: readonly PodResourceClaim[], path: string, found: Found): void {
  const names = new Set<string>();
  for (const [i, { name }] of claims.entries()) {
    const at = `${path}[${i}].name`;
    if (!name) found.push(required(at));
    else if (names.has(name)) checkUnique(name, names, at, found);
    else {
      checkDnsLabel(name, at, found);
      names.add(name);
    }
  }
}
