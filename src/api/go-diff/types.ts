import { GO_STRUCTS, type GoField, parseStructs } from '../template-hash/go-types.ts';

/** Upstream's internal types where they have their fields in another order or place than the API's. */
const INTERNAL: Readonly<Record<string, string>> = {
  PodSpec:
    'Volumes InitContainers Containers EphemeralContainers RestartPolicy TerminationGracePeriodSeconds ActiveDeadlineSeconds DNSPolicy NodeSelector ServiceAccountName AutomountServiceAccountToken NodeName SecurityContext ImagePullSecrets Hostname Subdomain SetHostnameAsFQDN Affinity SchedulerName Tolerations HostAliases PriorityClassName Priority PreemptionPolicy DNSConfig ReadinessGates RuntimeClassName Overhead EnableServiceLinks TopologySpreadConstraints OS SchedulingGates ResourceClaims Resources',
};

/** Types outside of Pod templates: containers for debugging, claims, and the sources of PersistentVolumes. */
const MORE = parseStructs(`
EphemeralContainer: +EphemeralContainerCommon, TargetContainerName string
PersistentVolumeSource: GCEPersistentDisk *GCEPersistentDiskVolumeSource, AWSElasticBlockStore *AWSElasticBlockStoreVolumeSource, HostPath *HostPathVolumeSource, Glusterfs *GlusterfsPersistentVolumeSource, NFS *NFSVolumeSource, RBD *RBDPersistentVolumeSource, Quobyte *QuobyteVolumeSource, ISCSI *ISCSIPersistentVolumeSource, FlexVolume *FlexPersistentVolumeSource, Cinder *CinderPersistentVolumeSource, CephFS=cephfs *CephFSPersistentVolumeSource, FC *FCVolumeSource, Flocker *FlockerVolumeSource, AzureFile *AzureFilePersistentVolumeSource, VsphereVolume *VsphereVirtualDiskVolumeSource, AzureDisk *AzureDiskVolumeSource, PhotonPersistentDisk *PhotonPersistentDiskVolumeSource, PortworxVolume *PortworxVolumeSource, ScaleIO *ScaleIOPersistentVolumeSource, Local *LocalVolumeSource, StorageOS=storageos *StorageOSPersistentVolumeSource, CSI *CSIPersistentVolumeSource
GlusterfsPersistentVolumeSource: EndpointsName=endpoints string, Path string, ReadOnly bool, EndpointsNamespace *string
RBDPersistentVolumeSource: CephMonitors=monitors []string, RBDImage=image string, FSType string, RBDPool=pool string, RadosUser=user string, Keyring string, SecretRef *SecretReference, ReadOnly bool
ISCSIPersistentVolumeSource: TargetPortal string, IQN string, Lun int32, ISCSIInterface string, FSType string, ReadOnly bool, Portals []string, DiscoveryCHAPAuth=chapAuthDiscovery bool, SessionCHAPAuth=chapAuthSession bool, SecretRef *SecretReference, InitiatorName *string
FlexPersistentVolumeSource: Driver string, FSType string, SecretRef *SecretReference, ReadOnly bool, Options map[string]string
CinderPersistentVolumeSource: VolumeID string, FSType string, ReadOnly bool, SecretRef *SecretReference
CephFSPersistentVolumeSource: Monitors []string, Path string, User string, SecretFile string, SecretRef *SecretReference, ReadOnly bool
AzureFilePersistentVolumeSource: SecretName string, ShareName string, ReadOnly bool, SecretNamespace *string
ScaleIOPersistentVolumeSource: Gateway string, System string, SecretRef *SecretReference, SSLEnabled bool, ProtectionDomain string, StoragePool string, StorageMode string, VolumeName string, FSType string, ReadOnly bool
LocalVolumeSource: Path string, FSType *string
StorageOSPersistentVolumeSource: VolumeName string, VolumeNamespace string, FSType string, ReadOnly bool, SecretRef *ObjectReference
CSIPersistentVolumeSource: Driver string, VolumeHandle string, ReadOnly bool, FSType string, VolumeAttributes map[string]string, ControllerPublishSecretRef *SecretReference, NodeStageSecretRef *SecretReference, NodePublishSecretRef *SecretReference, ControllerExpandSecretRef *SecretReference, NodeExpandSecretRef *SecretReference
SecretReference: Name string, Namespace string
TypeMeta: Kind string, APIVersion string
PersistentVolumeClaim: +TypeMeta, ObjectMeta=metadata v1.ObjectMeta, Spec v1.PersistentVolumeClaimSpec, Status v1.PersistentVolumeClaimStatus
PersistentVolumeClaimStatus: Phase v1.PersistentVolumeClaimPhase, AccessModes []v1.PersistentVolumeAccessMode, Capacity v1.ResourceList, Conditions []v1.PersistentVolumeClaimCondition, AllocatedResources v1.ResourceList, AllocatedResourceStatuses map[string]string, CurrentVolumeAttributesClassName *string, ModifyVolumeStatus *v1.ModifyVolumeStatus
PersistentVolumeClaimCondition: Type string, Status string, LastProbeTime *v1.Time, LastTransitionTime *v1.Time, Reason string, Message string
ModifyVolumeStatus: TargetVolumeAttributesClassName string, Status string
ObjectReference: Kind string, Namespace string, Name string, UID types.UID, APIVersion string, ResourceVersion string, FieldPath string
`);

/** The Pod's switches that upstream's internal type keeps in the security context. */
const SWITCHES: readonly GoField[] = [
  { name: 'HostNetwork', json: 'hostNetwork', type: 'bool' },
  { name: 'HostPID', json: 'hostPID', type: 'bool' },
  { name: 'HostIPC', json: 'hostIPC', type: 'bool' },
  { name: 'ShareProcessNamespace', json: 'shareProcessNamespace', type: '*bool' },
  { name: 'HostUsers', json: 'hostUsers', type: '*bool' },
];

const META = /^v1\.(LabelSelector|LabelSelectorRequirement|ObjectMeta|OwnerReference|Time|TypeMeta)$/;

/** The fields of a struct, `core.Pod…` or `v1.LabelSelector`; undefined for a type that is none. */
export function fieldsOf(type: string): readonly GoField[] | undefined {
  if (/^(?:\*|\[|map\[)/.test(type)) return undefined;
  const name = type.slice(type.indexOf('.') + 1);
  const fields = GO_STRUCTS.get(name === 'EphemeralContainerCommon' ? 'Container' : name) ?? MORE.get(name);
  if (!fields) return undefined;
  if (name === 'PodSecurityContext') return [...SWITCHES, ...fields];
  if (name === 'ServiceAccountTokenProjection') {
    return fields.map((field) => (field.name === 'ExpirationSeconds' ? { ...field, type: 'int64' } : field));
  }
  const order = INTERNAL[name]?.split(' ');
  return order ? order.map((each) => fields.find((field) => field.name === each)!) : fields;
}

/** The name under which upstream prints a type: most are those of its internal version. */
export function shownType(type: string): string {
  const [, prefix = '', base = ''] = /^((?:\*|\[\]|map\[string\])*)(.*)$/.exec(type)!;
  return prefix + (base.startsWith('v1.') && !META.test(base) ? `core.${base.slice('v1.'.length)}` : base);
}

/** The value of a Pod's spec in the form of the internal type. */
export function internalValue(
  type: string,
  value: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (type !== 'core.PodSpec') return value;
  const moved = Object.fromEntries(
    SWITCHES.flatMap(({ json }) => (value[json] === undefined ? [] : [[json, value[json]]])),
  );
  return { ...value, securityContext: { ...(value['securityContext'] as object | undefined), ...moved } };
}
