import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { podSpecWarnings } from '../../api/validation/pod-spec/warnings.ts';
import { podColumns } from './columns.ts';
import { defaultPod } from './defaults.ts';
import { ephemeralContainersStrategy } from './ephemeral-containers.ts';
import { validatePodStatusUpdate } from './status-validation.ts';
import { preparePodCreate, preparePodStatusUpdate, preparePodUpdate } from './strategy.ts';
import { validatePodUpdate } from './update-validation.ts';
import { validatePod } from './validation.ts';

/** Models pkg/registry/core/pod. */
export const PodKind: Kind<Pod> = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  singular: 'pod',
  shortNames: ['po'],
  categories: ['all'],
  namespaced: true,
  schema: 'io.k8s.api.core.v1.Pod',
  gracefulDeletion: true,
  returnsDeleted: true,
  defaults: defaultPod,
  prepareForCreate: preparePodCreate,
  prepareForUpdate: preparePodUpdate,
  validate: validatePod,
  validateUpdate: validatePodUpdate,
  // Pods change often and seldom by hand: upstream spares the look at updates.
  warnings: (pod, previous) => (previous ? [] : podSpecWarnings(pod.spec, 'spec', pod.metadata.annotations)),
  status: {
    prepareForUpdate: preparePodStatusUpdate,
    validateUpdate: validatePodStatusUpdate,
    resets: ['metadata.deletionTimestamp', 'metadata.ownerReferences'],
  },
  ephemeralContainers: ephemeralContainersStrategy,
  selectableFields: {
    'spec.nodeName': (pod) => pod.spec?.nodeName ?? '',
    'spec.restartPolicy': (pod) => pod.spec?.restartPolicy ?? '',
    'spec.schedulerName': (pod) => pod.spec?.schedulerName ?? '',
    'spec.serviceAccountName': (pod) => pod.spec?.serviceAccountName ?? '',
    'spec.hostNetwork': (pod) => String(pod.spec?.hostNetwork ?? false),
    'status.phase': (pod) => pod.status?.phase ?? '',
    'status.podIP': (pod) => pod.status?.podIP ?? '',
    // Known to the API, but no Pod has a value for it.
    'status.podIPs': () => '',
    'status.nominatedNodeName': (pod) => pod.status?.nominatedNodeName ?? '',
  },
  columns: podColumns,
  fidelity: [
    { what: 'spec.containers, spec.initContainers, sidecars, restartPolicy', level: 'modelled' },
    { what: 'spec.terminationGracePeriodSeconds', level: 'modelled' },
    { what: 'spec.nodeSelector, affinity, tolerations, topologySpreadConstraints, schedulingGates', level: 'modelled' },
    {
      what: 'spec.containers[].resources',
      level: 'modelled',
      note: 'CPU is throttled, memory and processes are limited; no node has hugepages',
    },
    { what: 'probes', level: 'modelled', note: 'commands run; HTTP, TCP and gRPC are answered by the image’s server' },
    { what: 'lifecycle hooks', level: 'modelled' },
    { what: 'command, args', level: 'modelled', note: 'run in a small Unix; programs that it does not have say so' },
    {
      what: 'spec.volumes, volumeMounts',
      level: 'simplified',
      note: 'configMap, secret, projected, downwardAPI, emptyDir, hostPath and claims hold files; others are empty directories',
    },
    { what: 'env, envFrom', level: 'modelled' },
    {
      what: 'securityContext: users, groups, runAsNonRoot, readOnlyRootFilesystem, fsGroup',
      level: 'modelled',
      note: 'in the small Unix of containers',
    },
    {
      what: 'securityContext: capabilities, seccomp, SELinux, AppArmor, sysctls, procMount',
      level: 'ignored',
      note: 'checked by Pod security and stored; programs run alike without it',
      fields: [
        'spec.securityContext.seccompProfile',
        'spec.securityContext.seLinuxOptions',
        'spec.securityContext.appArmorProfile',
        'spec.securityContext.sysctls',
        'spec.containers[].securityContext.capabilities',
        'spec.containers[].securityContext.seccompProfile',
        'spec.containers[].securityContext.seLinuxOptions',
        'spec.containers[].securityContext.appArmorProfile',
        'spec.containers[].securityContext.procMount',
        'spec.containers[].securityContext.allowPrivilegeEscalation',
      ],
    },
    { what: 'spec.hostAliases, spec.dnsConfig, spec.dnsPolicy', level: 'modelled', note: 'in the files of containers' },
    { what: 'spec.activeDeadlineSeconds', level: 'modelled' },
    { what: 'spec.ephemeralContainers', level: 'modelled' },
    { what: 'resize', level: 'ignored', note: 'off in v1.32 by default; its strategy stands ready' },
    {
      what: 'hostUsers, resizePolicy, resourceClaims, image volumes',
      level: 'ignored',
      note: 'off in v1.32 by default',
      fields: ['spec.hostUsers', 'spec.containers[].resizePolicy', 'spec.resourceClaims', 'spec.volumes[].image'],
    },
    { what: 'AppArmor annotations', level: 'simplified', note: 'kept the same as the fields; no warning for a Pod' },
    {
      what: 'the diff in the refusal of an update',
      level: 'simplified',
      note: 'long texts that differ are shown whole',
    },
  ],
};

export default PodKind;
