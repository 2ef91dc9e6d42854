import { GO_STRUCTS } from '../template-hash/go-types.ts';

/**
 * What the OpenAPI schemas do not say about the Go types of v1.32: which scalars are pointers (so that their zero
 * values are kept), which fields are written although they are empty, and some names of types.
 */

/** Scalars that are pointers, by the struct's name; those of Pod templates come from GO_STRUCTS. */
const POINTERS = `
admissionregistration.v1.MatchResources: matchPolicy
admissionregistration.v1.MutatingWebhook: failurePolicy matchPolicy reinvocationPolicy sideEffects timeoutSeconds
admissionregistration.v1.NamedRuleWithOperations: scope
admissionregistration.v1.ParamRef: parameterNotFoundAction
admissionregistration.v1.RuleWithOperations: scope
admissionregistration.v1.ServiceReference: path port
admissionregistration.v1.ValidatingAdmissionPolicySpec: failurePolicy
admissionregistration.v1.ValidatingWebhook: failurePolicy matchPolicy sideEffects timeoutSeconds
admissionregistration.v1.Validation: reason
admissionregistration.v1.WebhookClientConfig: url
apiextensions.v1.CustomResourceDefinitionVersion: deprecationWarning
apiextensions.v1.CustomResourceSubresourceScale: labelSelectorPath
apiextensions.v1.JSONSchemaProps: $ref maxItems maxLength maxProperties maximum minItems minLength minProperties minimum multipleOf x-kubernetes-list-type x-kubernetes-map-type x-kubernetes-preserve-unknown-fields
apiextensions.v1.ServiceReference: path port
apiextensions.v1.ValidationRule: optionalOldSelf reason
apiextensions.v1.WebhookClientConfig: url
apiregistration.v1.ServiceReference: port
apps.v1.DaemonSetSpec: revisionHistoryLimit
apps.v1.DaemonSetStatus: collisionCount
apps.v1.DeploymentSpec: replicas revisionHistoryLimit progressDeadlineSeconds
apps.v1.DeploymentStatus: collisionCount
apps.v1.ReplicaSetSpec: replicas
apps.v1.RollingUpdateStatefulSetStrategy: partition
apps.v1.StatefulSetSpec: replicas revisionHistoryLimit
apps.v1.StatefulSetStatus: collisionCount
autoscaling.v1.HorizontalPodAutoscalerSpec: minReplicas targetCPUUtilizationPercentage
autoscaling.v1.HorizontalPodAutoscalerStatus: currentCPUUtilizationPercentage observedGeneration
autoscaling.v2.HPAScalingRules: selectPolicy stabilizationWindowSeconds
autoscaling.v2.HorizontalPodAutoscalerSpec: minReplicas
autoscaling.v2.HorizontalPodAutoscalerStatus: observedGeneration
autoscaling.v2.MetricTarget: averageUtilization
autoscaling.v2.MetricValueStatus: averageUtilization
batch.v1.CronJobSpec: failedJobsHistoryLimit startingDeadlineSeconds successfulJobsHistoryLimit suspend timeZone
batch.v1.JobSpec: activeDeadlineSeconds backoffLimit backoffLimitPerIndex completionMode completions managedBy manualSelector maxFailedIndexes parallelism podReplacementPolicy suspend ttlSecondsAfterFinished
batch.v1.JobStatus: failedIndexes ready terminating
batch.v1.PodFailurePolicyOnExitCodesRequirement: containerName
batch.v1.SuccessPolicyRule: succeededCount succeededIndexes
certificates.v1.CertificateSigningRequestSpec: expirationSeconds
coordination.v1.LeaseSpec: holderIdentity leaseDurationSeconds leaseTransitions preferredHolder strategy
core.v1.AzureFilePersistentVolumeSource: secretNamespace
core.v1.ClientIPConfig: timeoutSeconds
core.v1.ConfigMap: immutable
core.v1.ContainerStatus: started
core.v1.EndpointAddress: nodeName
core.v1.EndpointPort: appProtocol
core.v1.EphemeralContainer: restartPolicy
core.v1.GlusterfsPersistentVolumeSource: endpointsNamespace
core.v1.ISCSIPersistentVolumeSource: initiatorName
core.v1.LoadBalancerIngress: ipMode
core.v1.LocalVolumeSource: fsType
core.v1.NodeFeatures: supplementalGroupsPolicy
core.v1.NodeRuntimeHandlerFeatures: recursiveReadOnlyMounts userNamespaces
core.v1.PersistentVolumeClaimStatus: currentVolumeAttributesClassName
core.v1.PersistentVolumeSpec: volumeAttributesClassName volumeMode
core.v1.PodResourceClaimStatus: resourceClaimName
core.v1.PortStatus: error
core.v1.ReplicationControllerSpec: replicas
core.v1.Secret: immutable
core.v1.ServiceAccount: automountServiceAccountToken
core.v1.ServicePort: appProtocol
core.v1.ServiceSpec: allocateLoadBalancerNodePorts internalTrafficPolicy ipFamilyPolicy loadBalancerClass trafficDistribution
core.v1.VolumeMountStatus: recursiveReadOnly
discovery.v1.Endpoint: hostname nodeName zone
discovery.v1.EndpointConditions: ready serving terminating
discovery.v1.EndpointPort: appProtocol name port protocol
flowcontrol.v1.ExemptPriorityLevelConfiguration: lendablePercent nominalConcurrencyShares
flowcontrol.v1.LimitedPriorityLevelConfiguration: borrowingLimitPercent lendablePercent nominalConcurrencyShares
meta.v1.DeleteOptions: gracePeriodSeconds ignoreStoreReadErrorWithClusterBreakingPotential orphanDependents propagationPolicy
meta.v1.ListMeta: remainingItemCount
meta.v1.Preconditions: resourceVersion uid
networking.v1.IngressClassParametersReference: apiGroup namespace scope
networking.v1.IngressPortStatus: error
networking.v1.IngressSpec: ingressClassName
networking.v1.NetworkPolicyPort: endPort protocol
policy.v1.PodDisruptionBudgetSpec: unhealthyPodEvictionPolicy
scheduling.v1.PriorityClass: preemptionPolicy
storage.v1.CSIDriverSpec: attachRequired fsGroupPolicy podInfoOnMount requiresRepublish seLinuxMount storageCapacity
storage.v1.StorageClass: allowVolumeExpansion reclaimPolicy volumeBindingMode
storage.v1.TokenRequest: expirationSeconds
storage.v1.VolumeAttachmentSource: persistentVolumeName
storage.v1.VolumeNodeResources: count
`;

/** Fields that are written even when empty, beyond the required ones: what stands there then, as JSON. */
const WRITTEN = `
apps.v1.DaemonSetCondition: lastTransitionTime=null
apps.v1.DeploymentCondition: lastUpdateTime=null lastTransitionTime=null
apps.v1.ReplicaSetCondition: lastTransitionTime=null
apps.v1.StatefulSetCondition: lastTransitionTime=null
apps.v1.StatefulSetOrdinals: start=0
apps.v1.StatefulSetStatus: availableReplicas=0
autoscaling.v2.HorizontalPodAutoscalerCondition: lastTransitionTime=null
autoscaling.v2.HorizontalPodAutoscalerStatus: currentMetrics=null
batch.v1.JobCondition: lastProbeTime=null lastTransitionTime=null
apiextensions.v1.CustomResourceDefinitionCondition: lastTransitionTime=null
apiextensions.v1.CustomResourceDefinitionStatus: conditions=null storedVersions=null
apiregistration.v1.APIServiceCondition: lastTransitionTime=null
certificates.v1.CertificateSigningRequestCondition: lastUpdateTime=null lastTransitionTime=null
flowcontrol.v1.FlowSchemaCondition: lastTransitionTime=null
flowcontrol.v1.PriorityLevelConfigurationCondition: lastTransitionTime=null
core.v1.ContainerStateRunning: startedAt=null
core.v1.ContainerStateTerminated: startedAt=null finishedAt=null
core.v1.Event: firstTimestamp=null lastTimestamp=null eventTime=null reportingComponent="" reportingInstance=""
core.v1.EventSeries: lastObservedTime=null
core.v1.NamespaceCondition: lastTransitionTime=null
core.v1.NodeCondition: lastHeartbeatTime=null lastTransitionTime=null
core.v1.PersistentVolumeClaimCondition: lastProbeTime=null lastTransitionTime=null
core.v1.PodCondition: lastProbeTime=null lastTransitionTime=null
core.v1.ReplicationControllerCondition: lastTransitionTime=null
core.v1.ResourceFieldSelector: divisor="0"
discovery.v1.EndpointSlice: ports=null
events.v1.Event: deprecatedFirstTimestamp=null deprecatedLastTimestamp=null
meta.v1.ObjectMeta: creationTimestamp=null
rbac.v1.ClusterRole: rules=null
rbac.v1.Role: rules=null
storage.v1.VolumeError: time=null
`;

/** Types that have names of their own, for messages; those of Pod templates come from GO_STRUCTS. */
const NAMED_TYPES: Readonly<Record<string, string>> = {
  'apps.v1.DeploymentStrategy.type': 'v1.DeploymentStrategyType',
  'apps.v1.DaemonSetUpdateStrategy.type': 'v1.DaemonSetUpdateStrategyType',
  'apps.v1.StatefulSetSpec.podManagementPolicy': 'v1.PodManagementPolicyType',
  'apps.v1.StatefulSetUpdateStrategy.type': 'v1.StatefulSetUpdateStrategyType',
  'batch.v1.CronJobSpec.concurrencyPolicy': 'v1.ConcurrencyPolicy',
  'batch.v1.JobSpec.completionMode': 'v1.CompletionMode',
  'core.v1.Secret.type': 'v1.SecretType',
  'core.v1.ServicePort.protocol': 'v1.Protocol',
  'core.v1.ServiceSpec.type': 'v1.ServiceType',
  'core.v1.ServiceSpec.sessionAffinity': 'v1.ServiceAffinity',
  'core.v1.ServiceSpec.externalTrafficPolicy': 'v1.ServiceExternalTrafficPolicy',
  'core.v1.Taint.effect': 'v1.TaintEffect',
  'networking.v1.HTTPIngressPath.pathType': 'v1.PathType',
};

/** Groups whose optional scalars are known to be pointers or not. */
const KNOWN =
  /\.(core|apps|batch|autoscaling|networking|policy|rbac|scheduling|storage|discovery|coordination|node|events|meta|admissionregistration|apiregistration|certificates|flowcontrol|apiextensions)\.v[12]\./;

const pointers = parseTable(POINTERS);
const written = parseTable(WRITTEN);

/** Whether the zero value of an optional scalar disappears: it is known not to be a pointer. */
export function dropsZero(schemaName: string, field: string): boolean {
  if (!KNOWN.test(schemaName)) return false;
  const go = goField(schemaName, field);
  if (go) return !go.startsWith('*');
  return !pointers.get(tail(schemaName))?.includes(field);
}

/** The fields of a schema that are written even when empty, with what is written. */
export function alwaysWritten(schemaName: string): readonly (readonly [string, unknown])[] {
  return (written.get(tail(schemaName)) ?? []).map((entry) => {
    const [field, value] = entry.split('=') as [string, string];
    return [field, JSON.parse(value)];
  });
}

/** The Go type of a field, where it is known to have a name of its own. */
export function namedGoType(schemaName: string, field: string): string | undefined {
  return goField(schemaName, field)?.replace(/^\*/, '') ?? NAMED_TYPES[`${tail(schemaName)}.${field}`];
}

/** The type of a field of a struct in GO_STRUCTS, embedded ones included. */
function goField(schemaName: string, field: string): string | undefined {
  if (!/\.(core|meta)\.v1\./.test(schemaName)) return undefined;
  const find = (struct: string): string | undefined => {
    for (const { name, json, type } of GO_STRUCTS.get(struct) ?? []) {
      const found = json === '' ? find(name) : json === field ? type : undefined;
      if (found) return found;
    }
    return undefined;
  };
  return find(schemaName.slice(schemaName.lastIndexOf('.') + 1));
}

/** `core.v1.Pod` of a full schema name. */
function tail(schemaName: string): string {
  return schemaName.split('.').slice(-3).join('.');
}

function parseTable(text: string): ReadonlyMap<string, readonly string[]> {
  const lines = text.trim().split('\n');
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [
        line.slice(0, colon),
        line
          .slice(colon + 1)
          .trim()
          .split(' '),
      ];
    }),
  );
}
