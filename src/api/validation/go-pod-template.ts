import { goQuote } from '../../base/go-quote.ts';
import { goQuantity, goStringMap } from '../go-syntax.ts';
import type { PodTemplateSpec } from '../k8s/core-v1.gen.ts';

/**
 * The structs behind a Pod template in pkg/apis/core v1.32 as far as a dump reaches, which shows pointers as addresses:
 * `Type: Field type, Field=jsonName type, +Embedded`. Types without a package are those of core; T is a text.
 */
const CORE = `
PodTemplateSpec: ObjectMeta=metadata v1.ObjectMeta, Spec PodSpec
v1.ObjectMeta: Name T, GenerateName T, Namespace T, SelfLink T, UID T, ResourceVersion T, Generation int64, CreationTimestamp Time, DeletionTimestamp *Time, DeletionGracePeriodSeconds *int64, Labels map, Annotations map, OwnerReferences []v1.OwnerReference, Finalizers []string, ManagedFields []v1.ManagedFieldsEntry
PodSpec: Volumes []Volume, InitContainers []Container, Containers []Container, EphemeralContainers []EphemeralContainer, RestartPolicy T, TerminationGracePeriodSeconds *int64, ActiveDeadlineSeconds *int64, DNSPolicy T, NodeSelector map, ServiceAccountName T, AutomountServiceAccountToken *bool, NodeName T, SecurityContext *PodSecurityContext, ImagePullSecrets []LocalObjectReference, Hostname T, Subdomain T, SetHostnameAsFQDN *bool, Affinity *Affinity, SchedulerName T, Tolerations []Toleration, HostAliases []HostAlias, PriorityClassName T, Priority *int32, PreemptionPolicy *PreemptionPolicy, DNSConfig *PodDNSConfig, ReadinessGates []PodReadinessGate, RuntimeClassName *string, Overhead ResourceList, EnableServiceLinks *bool, TopologySpreadConstraints []TopologySpreadConstraint, OS *PodOS, SchedulingGates []PodSchedulingGate, ResourceClaims []PodResourceClaim, Resources *ResourceRequirements
Container: Name T, Image T, Command []string, Args []string, WorkingDir T, Ports []ContainerPort, EnvFrom []EnvFromSource, Env []EnvVar, Resources ResourceRequirements, ResizePolicy []ContainerResizePolicy, RestartPolicy *ContainerRestartPolicy, VolumeMounts []VolumeMount, VolumeDevices []VolumeDevice, LivenessProbe *Probe, ReadinessProbe *Probe, StartupProbe *Probe, Lifecycle *Lifecycle, TerminationMessagePath T, TerminationMessagePolicy T, ImagePullPolicy T, SecurityContext *SecurityContext, Stdin bool, StdinOnce bool, TTY bool
ContainerPort: Name T, HostPort int32, ContainerPort int32, Protocol T, HostIP T
EnvFromSource: Prefix T, ConfigMapRef *ConfigMapEnvSource, SecretRef *SecretEnvSource
EnvVar: Name T, Value T, ValueFrom *EnvVarSource
ResourceRequirements: Limits ResourceList, Requests ResourceList, Claims []ResourceClaim
ResourceClaim: Name T, Request T
ContainerResizePolicy: ResourceName T, RestartPolicy T
VolumeMount: Name T, ReadOnly bool, RecursiveReadOnly *RecursiveReadOnlyMode, MountPath T, SubPath T, MountPropagation *MountPropagationMode, SubPathExpr T
VolumeDevice: Name T, DevicePath T
LocalObjectReference: Name T
Toleration: Key T, Operator T, Value T, Effect T, TolerationSeconds *int64
HostAlias: IP T, Hostnames []string
PodReadinessGate: ConditionType T
TopologySpreadConstraint: MaxSkew int32, TopologyKey T, WhenUnsatisfiable T, LabelSelector *v1.LabelSelector, MinDomains *int32, NodeAffinityPolicy *NodeInclusionPolicy, NodeTaintsPolicy *NodeInclusionPolicy, MatchLabelKeys []string
PodSchedulingGate: Name T
PodResourceClaim: Name T, ResourceClaimName *string, ResourceClaimTemplateName *string
Volume: Name T, +VolumeSource
VolumeSource: HostPath *HostPathVolumeSource, EmptyDir *EmptyDirVolumeSource, GCEPersistentDisk *GCEPersistentDiskVolumeSource, AWSElasticBlockStore *AWSElasticBlockStoreVolumeSource, GitRepo *GitRepoVolumeSource, Secret *SecretVolumeSource, NFS *NFSVolumeSource, ISCSI *ISCSIVolumeSource, Glusterfs *GlusterfsVolumeSource, PersistentVolumeClaim *PersistentVolumeClaimVolumeSource, RBD *RBDVolumeSource, Quobyte *QuobyteVolumeSource, FlexVolume *FlexVolumeSource, Cinder *CinderVolumeSource, CephFS=cephfs *CephFSVolumeSource, Flocker *FlockerVolumeSource, DownwardAPI *DownwardAPIVolumeSource, FC *FCVolumeSource, AzureFile *AzureFileVolumeSource, ConfigMap *ConfigMapVolumeSource, VsphereVolume *VsphereVirtualDiskVolumeSource, AzureDisk *AzureDiskVolumeSource, PhotonPersistentDisk *PhotonPersistentDiskVolumeSource, Projected *ProjectedVolumeSource, PortworxVolume *PortworxVolumeSource, ScaleIO *ScaleIOVolumeSource, StorageOS=storageos *StorageOSVolumeSource, CSI *CSIVolumeSource, Ephemeral *EphemeralVolumeSource, Image *ImageVolumeSource
`;

interface Field {
  readonly name: string;
  /** Its name in JSON; '' for an embedded struct, whose fields lie beside it. */
  readonly json: string;
  readonly type: string;
}

function fieldOf(text: string): Field {
  if (text.startsWith('+')) return { name: text.slice(1), json: '', type: text.slice(1) };
  const [names, type] = text.split(' ') as [string, string];
  const [name, json] = names.split('=') as [string, string | undefined];
  return { name, json: json ?? jsonName(name), type };
}

/** `DNSPolicy` is `dnsPolicy`, `HostIP` is `hostIP`: capitals at the beginning become small. */
function jsonName(name: string): string {
  const capitals = /^[A-Z]+/.exec(name)![0];
  const count = capitals.length === 1 || capitals.length === name.length ? capitals.length : capitals.length - 1;
  return name.slice(0, count).toLowerCase() + name.slice(count);
}

const STRUCTS: ReadonlyMap<string, readonly Field[]> = new Map(
  CORE.trim()
    .split('\n')
    .map((line) => {
      const [name, fields] = line.split(': ') as [string, string];
      return [name, fields.split(', ').map(fieldOf)];
    }),
);

const BUILT_IN = /^(?:string|bool|int32|int64)$/;
const qualified = (type: string): string => (BUILT_IN.test(type) || type.includes('.') ? type : `core.${type}`);

type Json = Readonly<Record<string, unknown>>;

function dump(type: string, value: unknown): string {
  if (type === '*Time') return '<nil>';
  if (type === 'Time') return 'time.Date(1, time.January, 1, 0, 0, 0, 0, time.UTC)';
  if (type.startsWith('*')) {
    return `(*${qualified(type.slice(1))})(${value === undefined || value === null ? 'nil' : '0xc000000000'})`;
  }
  if (type === 'T' || type === 'string') return goQuote((value as string | undefined) ?? '');
  if (type === 'map') return goStringMap(value as Readonly<Record<string, string>> | undefined);
  if (type === 'bool') return String(value ?? false);
  if (type === 'int32' || type === 'int64') return String(value ?? 0);
  if (type === 'ResourceList') return resourceList(value as Readonly<Record<string, string>> | undefined);
  if (type.startsWith('[]')) return list(type.slice(2), value as readonly unknown[] | undefined);
  return struct(type, (value ?? {}) as Json);
}

function struct(type: string, value: Json): string {
  const fields = STRUCTS.get(type) ?? [];
  const parts = fields.map(
    ({ name, json, type: inner }) => `${name}:${dump(inner, json === '' ? value : value[json])}`,
  );
  return `${qualified(type)}{${parts.join(', ')}}`;
}

/** Lists that are empty are nil: the wire format hardly knows a difference. */
function list(type: string, items: readonly unknown[] | undefined): string {
  if (!items?.length) return `[]${qualified(type)}(nil)`;
  return `[]${qualified(type)}{${items.map((item) => dump(type, item)).join(', ')}}`;
}

function resourceList(list: Readonly<Record<string, string>> | undefined): string {
  if (!list) return 'core.ResourceList(nil)';
  const keys = Object.keys(list).sort();
  return `core.ResourceList{${keys.map((key) => `${goQuote(key)}:${goQuantity(list[key]!).goSyntax}`).join(', ')}}`;
}

/** A Pod template as Go's `%#v` writes the struct that upstream holds it in. */
export function goPodTemplate(template: PodTemplateSpec): string {
  return dump('PodTemplateSpec', template);
}
