/** How far a feature of Kubernetes has come. */
export type Stage = 'ALPHA' | 'BETA' | 'GA' | 'DEPRECATED';

/** One feature gate: whether it is on by default in v1.32. */
export interface FeatureGate {
  readonly enabled: boolean;
  readonly stage: Stage;
}

type Row = readonly [stage: Stage, enabled: boolean, names: string];

const ROWS: readonly Row[] = [
  [
    'GA',
    true,
    `
    APIListChunking AdmissionWebhookMatchConditions AggregatedDiscoveryEndpoint AppArmor AppArmorFields
    CPUManager ComponentSLIs CronJobsScheduledAnnotation CustomResourceFieldSelectors
    DevicePluginCDIDevices DisableCloudProviders DisableKubeletCloudCredentialProviders
    EfficientWatchResumption ElasticIndexedJob ExecProbeTimeout JobPodFailurePolicy
    KubeProxyDrainingTerminatingNodes LoadBalancerIPMode LogarithmicScaleDown MemoryManager
    PDBUnhealthyPodEvictionPolicy PersistentVolumeLastPhaseTransitionTime PodDisruptionConditions
    PodIndexLabel PodSchedulingReadiness RemainingItemCount RetryGenerateName ServiceAccountTokenJTI
    ServiceAccountTokenNodeBindingValidation ServiceAccountTokenPodNodeInfo SizeMemoryBackedVolumes
    StatefulSetAutoDeletePVC StatefulSetStartOrdinal StrictCostEnforcementForVAP
    StrictCostEnforcementForWebhooks StructuredAuthorizationConfiguration TopologyManagerPolicyOptions
    WatchBookmark
    `,
  ],
  [
    'BETA',
    true,
    `
    APIResponseCompression APIServerIdentity APIServerTracing AnonymousAuthConfigurableEndpoints
    AnyVolumeDataSource AuthorizeNodeWithSelectors AuthorizeWithSelectors BtreeWatchCache
    CPUManagerPolicyBetaOptions CPUManagerPolicyOptions CRDValidationRatcheting CSIMigrationPortworx
    ConsistentListFromCache ContainerCheckpoint ContextualLogging GracefulNodeShutdown
    GracefulNodeShutdownBasedOnPodPriority HonorPVReclaimPolicy ImageMaximumGCAge
    JobBackoffLimitPerIndex JobManagedBy JobPodReplacementPolicy JobSuccessPolicy
    KubeletCgroupDriverFromCRI KubeletSeparateDiskGC KubeletTracing LoggingBetaOptions
    MatchLabelKeysInPodAffinity MatchLabelKeysInPodTopologySpread NFTablesProxyMode
    NodeInclusionPolicyInPodTopologySpread NodeLogQuery NodeSwap OpenAPIEnums PodDeletionCost
    PodLifecycleSleepAction PodReadyToStartContainersCondition PortForwardWebsockets
    RecoverVolumeExpansionFailure RecursiveReadOnlyMounts RelaxedEnvironmentVariableValidation
    ReloadKubeletServerCertificateFile ResilientWatchCacheInitialization RotateKubeletServerCertificate
    SELinuxMountReadWriteOncePod SchedulerQueueingHints SeparateCacheWatchRPC
    SeparateTaintEvictionController ServiceAccountTokenNodeBinding ServiceTrafficDistribution
    SidecarContainers StorageNamespaceIndex StorageVersionHash StructuredAuthenticationConfiguration
    SystemdWatchdog TopologyAwareHints TopologyManagerPolicyBetaOptions
    TranslateStreamCloseWebsocketRequests UnauthenticatedHTTP2DOSMitigation WatchList WinOverlay
    `,
  ],
  [
    'BETA',
    false,
    `
    AllBeta ConcurrentWatchObjectDecode DynamicResourceAllocation
    LocalStorageCapacityIsolationFSQuotaMonitoring MultiCIDRServiceAllocator OrderedNamespaceDeletion
    ProcMountType ServiceAccountNodeAudienceRestriction StreamingCollectionEncodingToJSON
    StreamingCollectionEncodingToProtobuf UserNamespacesSupport VolumeAttributesClass
    WatchCacheInitializationPostStartHook WatchFromStorageWithoutResourceVersion WatchListClient
    `,
  ],
  [
    'ALPHA',
    true,
    `
    WindowsHostNetwork
    `,
  ],
  [
    'ALPHA',
    false,
    `
    APIServingWithRoutine AllAlpha AllowUnsafeMalformedObjectDeletion CBORServingAndStorage
    CPUManagerPolicyAlphaOptions CSIVolumeHealth ClientsAllowCBOR ClientsPreferCBOR
    CloudControllerManagerWebhook ClusterTrustBundle ClusterTrustBundleProjection ComponentFlagz
    ComponentStatusz CoordinatedLeaderElection CrossNamespaceVolumeDataSource CustomCPUCFSQuotaPeriod
    DRAAdminAccess DRAResourceClaimDeviceStatus DisableAllocatorDualWrite EventedPLEG
    ExternalServiceAccountTokenSigner HPAScaleToZero ImageVolume InPlacePodVerticalScaling
    InPlacePodVerticalScalingAllocatedStatus InPlacePodVerticalScalingExclusiveCPUs
    InTreePluginPortworxUnregister InformerResourceVersion KubeletCrashLoopBackOffMax
    KubeletFineGrainedAuthz KubeletInUserNamespace KubeletPodResourcesDynamicResources
    KubeletPodResourcesGet LoggingAlphaOptions MaxUnavailableStatefulSet MemoryQoS MinimumKubeletVersion
    MutatingAdmissionPolicy PodAndContainerStatsFromCRI PodLevelResources
    PodLifecycleSleepActionAllowZero PodLogsQuerySplitStreams QOSReserved RelaxedDNSSearchValidation
    RemoteRequestHeaderUID ResourceHealthStatus RouteExternalCertificate RuntimeClassInImageCriApi
    SELinuxChangePolicy SELinuxMount SchedulerAsyncPreemption StorageVersionAPI StorageVersionMigrator
    SupplementalGroupsPolicy TopologyManagerPolicyAlphaOptions UnknownVersionInteroperabilityProxy
    UserNamespacesPodSecurityStandards VolumeCapacityPriority WinDSR WindowsCPUAndMemoryAffinity
    WindowsGracefulNodeShutdown
    `,
  ],
  [
    'DEPRECATED',
    false,
    `
    AllowDNSOnlyNodeCSR AllowInsecureKubeletCertificateSigningRequests
    AllowOverwriteTerminationGracePeriodSeconds AllowServiceLBStatusOnNonLB DisableNodeKubeProxyVersion
    KMSv1 KubeletRegistrationGetOnExistsOnly
    `,
  ],
];

/** The feature gates of the control plane, by name. Models pkg/features and its neighbours. */
export const FEATURE_GATES: ReadonlyMap<string, FeatureGate> = new Map(
  ROWS.flatMap(([stage, enabled, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, { enabled, stage }] as const),
  ),
);

/** Whether a feature is on. Throws Error for one that there is none of. */
export function isEnabled(name: string): boolean {
  const gate = FEATURE_GATES.get(name);
  if (!gate) throw new Error(`there is no feature gate ${name}`);
  return gate.enabled;
}
