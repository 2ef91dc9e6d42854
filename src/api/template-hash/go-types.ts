/**
 * The Go types behind a Pod template in k8s.io/api v1.32 and k8s.io/apimachinery: field names, order and types, which
 * decide what the template's hash is made of. One struct a line: `Type: Field type, Field=jsonName type, +Embedded`.
 * Types without a package are those of the struct's own.
 */
const V1 = `
PodTemplateSpec: ObjectMeta=metadata ObjectMeta, Spec PodSpec
ObjectMeta: Name string, GenerateName string, Namespace string, SelfLink string, UID types.UID, ResourceVersion string, Generation int64, CreationTimestamp Time, DeletionTimestamp *Time, DeletionGracePeriodSeconds *int64, Labels map[string]string, Annotations map[string]string, OwnerReferences []OwnerReference, Finalizers []string, ManagedFields []ManagedFieldsEntry
OwnerReference: APIVersion string, Kind string, Name string, UID types.UID, Controller *bool, BlockOwnerDeletion *bool
LabelSelector: MatchLabels map[string]string, MatchExpressions []LabelSelectorRequirement
LabelSelectorRequirement: Key string, Operator LabelSelectorOperator, Values []string
PodSpec: Volumes []Volume, InitContainers []Container, Containers []Container, EphemeralContainers []EphemeralContainer, RestartPolicy RestartPolicy, TerminationGracePeriodSeconds *int64, ActiveDeadlineSeconds *int64, DNSPolicy DNSPolicy, NodeSelector map[string]string, ServiceAccountName string, DeprecatedServiceAccount=serviceAccount string, AutomountServiceAccountToken *bool, NodeName string, HostNetwork bool, HostPID bool, HostIPC bool, ShareProcessNamespace *bool, SecurityContext *PodSecurityContext, ImagePullSecrets []LocalObjectReference, Hostname string, Subdomain string, Affinity *Affinity, SchedulerName string, Tolerations []Toleration, HostAliases []HostAlias, PriorityClassName string, Priority *int32, DNSConfig *PodDNSConfig, ReadinessGates []PodReadinessGate, RuntimeClassName *string, EnableServiceLinks *bool, PreemptionPolicy *PreemptionPolicy, Overhead ResourceList, TopologySpreadConstraints []TopologySpreadConstraint, SetHostnameAsFQDN *bool, OS *PodOS, HostUsers *bool, SchedulingGates []PodSchedulingGate, ResourceClaims []PodResourceClaim, Resources *ResourceRequirements
Container: Name string, Image string, Command []string, Args []string, WorkingDir string, Ports []ContainerPort, EnvFrom []EnvFromSource, Env []EnvVar, Resources ResourceRequirements, ResizePolicy []ContainerResizePolicy, RestartPolicy *ContainerRestartPolicy, VolumeMounts []VolumeMount, VolumeDevices []VolumeDevice, LivenessProbe *Probe, ReadinessProbe *Probe, StartupProbe *Probe, Lifecycle *Lifecycle, TerminationMessagePath string, TerminationMessagePolicy TerminationMessagePolicy, ImagePullPolicy PullPolicy, SecurityContext *SecurityContext, Stdin bool, StdinOnce bool, TTY bool
ContainerPort: Name string, HostPort int32, ContainerPort int32, Protocol Protocol, HostIP string
EnvFromSource: Prefix string, ConfigMapRef *ConfigMapEnvSource, SecretRef *SecretEnvSource
ConfigMapEnvSource: +LocalObjectReference, Optional *bool
SecretEnvSource: +LocalObjectReference, Optional *bool
EnvVar: Name string, Value string, ValueFrom *EnvVarSource
EnvVarSource: FieldRef *ObjectFieldSelector, ResourceFieldRef *ResourceFieldSelector, ConfigMapKeyRef *ConfigMapKeySelector, SecretKeyRef *SecretKeySelector
ObjectFieldSelector: APIVersion string, FieldPath string
ResourceFieldSelector: ContainerName string, Resource string, Divisor resource.Quantity
ConfigMapKeySelector: +LocalObjectReference, Key string, Optional *bool
SecretKeySelector: +LocalObjectReference, Key string, Optional *bool
ResourceRequirements: Limits ResourceList, Requests ResourceList, Claims []ResourceClaim
VolumeResourceRequirements: Limits ResourceList, Requests ResourceList
ResourceClaim: Name string, Request string
ContainerResizePolicy: ResourceName ResourceName, RestartPolicy ResourceResizeRestartPolicy
VolumeMount: Name string, ReadOnly bool, RecursiveReadOnly *RecursiveReadOnlyMode, MountPath string, SubPath string, MountPropagation *MountPropagationMode, SubPathExpr string
VolumeDevice: Name string, DevicePath string
Probe: +ProbeHandler, InitialDelaySeconds int32, TimeoutSeconds int32, PeriodSeconds int32, SuccessThreshold int32, FailureThreshold int32, TerminationGracePeriodSeconds *int64
ProbeHandler: Exec *ExecAction, HTTPGet *HTTPGetAction, TCPSocket *TCPSocketAction, GRPC *GRPCAction
ExecAction: Command []string
HTTPGetAction: Path string, Port intstr.IntOrString, Host string, Scheme URIScheme, HTTPHeaders []HTTPHeader
HTTPHeader: Name string, Value string
TCPSocketAction: Port intstr.IntOrString, Host string
GRPCAction: Port int32, Service *string
Lifecycle: PostStart *LifecycleHandler, PreStop *LifecycleHandler
LifecycleHandler: Exec *ExecAction, HTTPGet *HTTPGetAction, TCPSocket *TCPSocketAction, Sleep *SleepAction
SleepAction: Seconds int64
SecurityContext: Capabilities *Capabilities, Privileged *bool, SELinuxOptions *SELinuxOptions, WindowsOptions *WindowsSecurityContextOptions, RunAsUser *int64, RunAsGroup *int64, RunAsNonRoot *bool, ReadOnlyRootFilesystem *bool, AllowPrivilegeEscalation *bool, ProcMount *ProcMountType, SeccompProfile *SeccompProfile, AppArmorProfile *AppArmorProfile
Capabilities: Add []Capability, Drop []Capability
SELinuxOptions: User string, Role string, Type string, Level string
WindowsSecurityContextOptions: GMSACredentialSpecName *string, GMSACredentialSpec *string, RunAsUserName *string, HostProcess *bool
SeccompProfile: Type SeccompProfileType, LocalhostProfile *string
AppArmorProfile: Type AppArmorProfileType, LocalhostProfile *string
PodSecurityContext: SELinuxOptions *SELinuxOptions, WindowsOptions *WindowsSecurityContextOptions, RunAsUser *int64, RunAsGroup *int64, RunAsNonRoot *bool, SupplementalGroups []int64, SupplementalGroupsPolicy *SupplementalGroupsPolicy, FSGroup *int64, Sysctls []Sysctl, FSGroupChangePolicy *PodFSGroupChangePolicy, SeccompProfile *SeccompProfile, AppArmorProfile *AppArmorProfile, SELinuxChangePolicy *PodSELinuxChangePolicy
Sysctl: Name string, Value string
LocalObjectReference: Name string
Affinity: NodeAffinity *NodeAffinity, PodAffinity *PodAffinity, PodAntiAffinity *PodAntiAffinity
NodeAffinity: RequiredDuringSchedulingIgnoredDuringExecution *NodeSelector, PreferredDuringSchedulingIgnoredDuringExecution []PreferredSchedulingTerm
NodeSelector: NodeSelectorTerms []NodeSelectorTerm
NodeSelectorTerm: MatchExpressions []NodeSelectorRequirement, MatchFields []NodeSelectorRequirement
NodeSelectorRequirement: Key string, Operator NodeSelectorOperator, Values []string
PreferredSchedulingTerm: Weight int32, Preference NodeSelectorTerm
PodAffinity: RequiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm, PreferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm
PodAntiAffinity: RequiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm, PreferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm
PodAffinityTerm: LabelSelector *LabelSelector, Namespaces []string, TopologyKey string, NamespaceSelector *LabelSelector, MatchLabelKeys []string, MismatchLabelKeys []string
WeightedPodAffinityTerm: Weight int32, PodAffinityTerm PodAffinityTerm
Toleration: Key string, Operator TolerationOperator, Value string, Effect TaintEffect, TolerationSeconds *int64
HostAlias: IP string, Hostnames []string
PodDNSConfig: Nameservers []string, Searches []string, Options []PodDNSConfigOption
PodDNSConfigOption: Name string, Value *string
PodReadinessGate: ConditionType PodConditionType
TopologySpreadConstraint: MaxSkew int32, TopologyKey string, WhenUnsatisfiable UnsatisfiableConstraintAction, LabelSelector *LabelSelector, MinDomains *int32, NodeAffinityPolicy *NodeInclusionPolicy, NodeTaintsPolicy *NodeInclusionPolicy, MatchLabelKeys []string
PodOS: Name OSName
PodSchedulingGate: Name string
PodResourceClaim: Name string, ResourceClaimName *string, ResourceClaimTemplateName *string
Volume: Name string, +VolumeSource
VolumeSource: HostPath *HostPathVolumeSource, EmptyDir *EmptyDirVolumeSource, GCEPersistentDisk *GCEPersistentDiskVolumeSource, AWSElasticBlockStore *AWSElasticBlockStoreVolumeSource, GitRepo *GitRepoVolumeSource, Secret *SecretVolumeSource, NFS *NFSVolumeSource, ISCSI *ISCSIVolumeSource, Glusterfs *GlusterfsVolumeSource, PersistentVolumeClaim *PersistentVolumeClaimVolumeSource, RBD *RBDVolumeSource, FlexVolume *FlexVolumeSource, Cinder *CinderVolumeSource, CephFS=cephfs *CephFSVolumeSource, Flocker *FlockerVolumeSource, DownwardAPI *DownwardAPIVolumeSource, FC *FCVolumeSource, AzureFile *AzureFileVolumeSource, ConfigMap *ConfigMapVolumeSource, VsphereVolume *VsphereVirtualDiskVolumeSource, Quobyte *QuobyteVolumeSource, AzureDisk *AzureDiskVolumeSource, PhotonPersistentDisk *PhotonPersistentDiskVolumeSource, Projected *ProjectedVolumeSource, PortworxVolume *PortworxVolumeSource, ScaleIO *ScaleIOVolumeSource, StorageOS=storageos *StorageOSVolumeSource, CSI *CSIVolumeSource, Ephemeral *EphemeralVolumeSource, Image *ImageVolumeSource
HostPathVolumeSource: Path string, Type *HostPathType
EmptyDirVolumeSource: Medium StorageMedium, SizeLimit *resource.Quantity
GCEPersistentDiskVolumeSource: PDName string, FSType string, Partition int32, ReadOnly bool
AWSElasticBlockStoreVolumeSource: VolumeID string, FSType string, Partition int32, ReadOnly bool
GitRepoVolumeSource: Repository string, Revision string, Directory string
SecretVolumeSource: SecretName string, Items []KeyToPath, DefaultMode *int32, Optional *bool
KeyToPath: Key string, Path string, Mode *int32
NFSVolumeSource: Server string, Path string, ReadOnly bool
ISCSIVolumeSource: TargetPortal string, IQN string, Lun int32, ISCSIInterface string, FSType string, ReadOnly bool, Portals []string, DiscoveryCHAPAuth=chapAuthDiscovery bool, SessionCHAPAuth=chapAuthSession bool, SecretRef *LocalObjectReference, InitiatorName *string
GlusterfsVolumeSource: EndpointsName=endpoints string, Path string, ReadOnly bool
PersistentVolumeClaimVolumeSource: ClaimName string, ReadOnly bool
RBDVolumeSource: CephMonitors=monitors []string, RBDImage=image string, FSType string, RBDPool=pool string, RadosUser=user string, Keyring string, SecretRef *LocalObjectReference, ReadOnly bool
FlexVolumeSource: Driver string, FSType string, SecretRef *LocalObjectReference, ReadOnly bool, Options map[string]string
CinderVolumeSource: VolumeID string, FSType string, ReadOnly bool, SecretRef *LocalObjectReference
CephFSVolumeSource: Monitors []string, Path string, User string, SecretFile string, SecretRef *LocalObjectReference, ReadOnly bool
FlockerVolumeSource: DatasetName string, DatasetUUID string
DownwardAPIVolumeSource: Items []DownwardAPIVolumeFile, DefaultMode *int32
DownwardAPIVolumeFile: Path string, FieldRef *ObjectFieldSelector, ResourceFieldRef *ResourceFieldSelector, Mode *int32
FCVolumeSource: TargetWWNs []string, Lun *int32, FSType string, ReadOnly bool, WWIDs=wwids []string
AzureFileVolumeSource: SecretName string, ShareName string, ReadOnly bool
ConfigMapVolumeSource: +LocalObjectReference, Items []KeyToPath, DefaultMode *int32, Optional *bool
VsphereVirtualDiskVolumeSource: VolumePath string, FSType string, StoragePolicyName string, StoragePolicyID string
QuobyteVolumeSource: Registry string, Volume string, ReadOnly bool, User string, Group string, Tenant string
AzureDiskVolumeSource: DiskName string, DataDiskURI=diskURI string, CachingMode *AzureDataDiskCachingMode, FSType *string, ReadOnly *bool, Kind *AzureDataDiskKind
PhotonPersistentDiskVolumeSource: PdID string, FSType string
ProjectedVolumeSource: Sources []VolumeProjection, DefaultMode *int32
VolumeProjection: Secret *SecretProjection, DownwardAPI *DownwardAPIProjection, ConfigMap *ConfigMapProjection, ServiceAccountToken *ServiceAccountTokenProjection, ClusterTrustBundle *ClusterTrustBundleProjection
SecretProjection: +LocalObjectReference, Items []KeyToPath, Optional *bool
DownwardAPIProjection: Items []DownwardAPIVolumeFile
ConfigMapProjection: +LocalObjectReference, Items []KeyToPath, Optional *bool
ServiceAccountTokenProjection: Audience string, ExpirationSeconds *int64, Path string
ClusterTrustBundleProjection: Name *string, SignerName *string, LabelSelector *LabelSelector, Optional *bool, Path string
PortworxVolumeSource: VolumeID string, FSType string, ReadOnly bool
ScaleIOVolumeSource: Gateway string, System string, SecretRef *LocalObjectReference, SSLEnabled bool, ProtectionDomain string, StoragePool string, StorageMode string, VolumeName string, FSType string, ReadOnly bool
StorageOSVolumeSource: VolumeName string, VolumeNamespace string, FSType string, ReadOnly bool, SecretRef *LocalObjectReference
CSIVolumeSource: Driver string, ReadOnly *bool, FSType *string, VolumeAttributes map[string]string, NodePublishSecretRef *LocalObjectReference
EphemeralVolumeSource: VolumeClaimTemplate *PersistentVolumeClaimTemplate
PersistentVolumeClaimTemplate: ObjectMeta=metadata ObjectMeta, Spec PersistentVolumeClaimSpec
PersistentVolumeClaimSpec: AccessModes []PersistentVolumeAccessMode, Selector *LabelSelector, Resources VolumeResourceRequirements, VolumeName string, StorageClassName *string, VolumeMode *PersistentVolumeMode, DataSource *TypedLocalObjectReference, DataSourceRef *TypedObjectReference, VolumeAttributesClassName *string
TypedLocalObjectReference: APIGroup *string, Kind string, Name string
TypedObjectReference: APIGroup *string, Kind string, Name string, Namespace *string
ImageVolumeSource: Reference string, PullPolicy PullPolicy
`;

/** A field of a Go struct. */
export interface GoField {
  readonly name: string;
  /** Its name in JSON; '' for an embedded struct, whose fields lie beside it. */
  readonly json: string;
  /** Full Go type, such as `*v1.Affinity`, `[]string`, `map[string]string`, `v1.Protocol`. */
  readonly type: string;
}

const BUILT_IN = /^(string|bool|int32|int64)$/;

/** The fields of the Go structs of a Pod template, by the struct's name without its package. */
export const GO_STRUCTS: ReadonlyMap<string, readonly GoField[]> = parseStructs(V1);

/** Reads structs that are written as those above are. */
export function parseStructs(text: string): ReadonlyMap<string, readonly GoField[]> {
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [name, fields] = line.split(': ') as [string, string];
        return [name, fields.split(', ').map(parseField)];
      }),
  );
}

function parseField(text: string): GoField {
  if (text.startsWith('+')) return { name: text.slice(1), json: '', type: `v1.${text.slice(1)}` };
  const [names, type] = text.split(' ') as [string, string];
  const [name, json] = names.split('=') as [string, string | undefined];
  return { name, json: json ?? jsonName(name), type: fullType(type) };
}

function fullType(type: string): string {
  const prefix = /^(\*|\[\]|map\[string\])*/.exec(type)![0];
  const base = type.slice(prefix.length);
  return prefix + (BUILT_IN.test(base) || base.includes('.') ? base : `v1.${base}`);
}

/** `DNSPolicy` is dnsPolicy, `HostIPC` is hostIPC. */
function jsonName(name: string): string {
  const capitals = /^[A-Z]+(?![a-z])|^[A-Z]/.exec(name)![0];
  return capitals.toLowerCase() + name.slice(capitals.length);
}
