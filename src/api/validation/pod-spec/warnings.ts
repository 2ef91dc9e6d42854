import type { Container, PodAffinity, PodSpec } from '../../k8s/core-v1.gen.ts';
import { nodeLabelWarning, nodeSelectorTermWarnings } from './node-label-warnings.ts';
import { portWarnings } from './port-warnings.ts';
import { fractionWarnings, volumeWarnings } from './volume-warnings.ts';
import { containersWithPaths } from './windows.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** Annotations that have no effect any more, and what is said of them. */
const OLD_ANNOTATIONS: readonly (readonly [string, string])[] = [
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
];

type Annotations = Readonly<Record<string, string>>;

/**
 * What the API server warns of in the spec of a Pod (path `spec`) or of a template (such as `spec.template.spec`), and
 * in its annotations. Models pod.GetWarningsForPod and GetWarningsForPodTemplate.
 */
export function podSpecWarnings(spec: PodSpec | undefined, path: string, annotations: Annotations = {}): string[] {
  if (!spec) return [];
  const metadata = `${path.slice(0, path.length - 'spec'.length)}metadata.annotations`;
  return [
    ...placementWarnings(spec, path),
    ...OLD_ANNOTATIONS.flatMap(([key, text]) =>
      annotations[key] === undefined ? [] : [`${metadata}[${key}]: ${text}`],
    ),
    ...volumeWarnings(spec.volumes ?? [], `${path}.volumes`),
    ...listWarnings(spec, path),
    ...seccompWarnings(spec.securityContext?.seccompProfile, annotations, SECCOMP_POD, metadata),
    ...[...containersWithPaths(spec, path)].flatMap(([container, at]) => [
      ...annotationWarnings(container, spec, annotations, metadata),
      ...containerWarnings(container, at),
    ]),
    ...portWarnings(spec, path),
    ...graceWarnings(spec, path),
    ...affinityWarnings(spec.affinity?.podAffinity, `${path}.affinity.podAffinity`),
    ...affinityWarnings(spec.affinity?.podAntiAffinity, `${path}.affinity.podAntiAffinity`),
  ];
}

/** Labels of nodes that have newer names, and spreading that matches nothing. */
function placementWarnings({ nodeSelector = {}, affinity, topologySpreadConstraints = [] }: PodSpec, path: string) {
  const warnings: string[] = [];
  for (const key of Object.keys(nodeSelector).sort()) {
    const message = nodeLabelWarning(key);
    if (message) warnings.push(`${path}.nodeSelector[${key}]: ${message}`);
  }
  const at = `${path}.affinity.nodeAffinity`;
  for (const [i, term] of (affinity?.nodeAffinity?.[REQUIRED]?.nodeSelectorTerms ?? []).entries()) {
    warnings.push(...nodeSelectorTermWarnings(term, `${at}.${REQUIRED}.nodeSelectorTerms[${i}]`));
  }
  for (const [i, { preference }] of (affinity?.nodeAffinity?.[PREFERRED] ?? []).entries()) {
    warnings.push(...nodeSelectorTermWarnings(preference, `${at}.${PREFERRED}[${i}].preference`));
  }
  for (const [i, { topologyKey, labelSelector }] of topologySpreadConstraints.entries()) {
    const field = `${path}.topologySpreadConstraints[${i}]`;
    const message = nodeLabelWarning(topologyKey);
    if (message) warnings.push(`${field}.topologyKey: ${topologyKey} is ${message}`);
    if (!labelSelector) warnings.push(nullSelector(`${field}.labelSelector`));
  }
  return warnings;
}

const nullSelector = (path: string): string => `${path}: a null labelSelector results in matching no pod`;

/** Doubles in lists, and fractions of bytes in the overhead. */
function listWarnings({ hostAliases = [], imagePullSecrets = [], overhead }: PodSpec, path: string): string[] {
  const warnings = repeated(hostAliases, ({ ip = '' }) => ip).map(
    ([i, ip]) => `${path}.hostAliases[${i}].ip: duplicate ip ${JSON.stringify(ip)}`,
  );
  for (const [i, name] of repeated(imagePullSecrets, (secret) => secret.name ?? '')) {
    warnings.push(`${path}.imagePullSecrets[${i}].name: duplicate name ${JSON.stringify(name)}`);
  }
  for (const [i, { name }] of imagePullSecrets.entries()) {
    if (!name) warnings.push(`${path}.imagePullSecrets[${i}].name: invalid empty name ""`);
  }
  for (const name of ['memory', 'ephemeral-storage']) {
    warnings.push(...fractionWarnings(overhead?.[name], `${path}.overhead[${name}]`));
  }
  return warnings;
}

/** The items of which there was an equal one before. */
function repeated<T>(list: readonly T[], keyOf: (item: T) => string): readonly (readonly [number, string])[] {
  const seen = new Set<string>();
  return [...list.entries()].flatMap(([i, item]) => {
    const key = keyOf(item);
    if (seen.has(key)) return [[i, key] as const];
    seen.add(key);
    return [];
  });
}

function seccompWarnings(profile: unknown, annotations: Annotations, key: string, metadata: string): string[] {
  if (profile || annotations[key] === undefined) return [];
  return [`${metadata}[${key}]: non-functional in v1.27+; use the "seccompProfile" field instead`];
}

function annotationWarnings(
  { name, securityContext }: Container,
  spec: PodSpec,
  annotations: Annotations,
  metadata: string,
): string[] {
  const key = `${SECCOMP_CONTAINER}${name}`;
  const warnings = seccompWarnings(securityContext?.seccompProfile, annotations, key, metadata);
  const hasProfile = spec.securityContext?.appArmorProfile || securityContext?.appArmorProfile;
  // The annotation of a Pod itself goes into the field before anybody could warn.
  if (metadata !== 'metadata.annotations' && !hasProfile && annotations[`${APP_ARMOR}${name}`] !== undefined) {
    warnings.push(`${metadata}[${APP_ARMOR}${name}]: deprecated since v1.30; use the "appArmorProfile" field instead`);
  }
  return warnings;
}

function containerWarnings({ env = [], resources }: Container, path: string): string[] {
  const warnings: string[] = [];
  for (const name of ['memory', 'ephemeral-storage']) {
    warnings.push(...fractionWarnings(resources?.limits?.[name], `${path}.resources.limits[${name}]`));
    warnings.push(...fractionWarnings(resources?.requests?.[name], `${path}.resources.requests[${name}]`));
  }
  const names = new Set<string>();
  for (const [i, { name, value = '', valueFrom }] of env.entries()) {
    // A value that refers to the variable itself, and adds to it, adds to the earlier one.
    const reference = `$(${name})`;
    if (names.has(name) && (valueFrom || value === reference || !value.includes(reference))) {
      const hidden = `hides previous definition of ${JSON.stringify(name)}, which may be dropped when using apply`;
      warnings.push(`${path}.env[${i}]: ${hidden}`);
    }
    names.add(name);
  }
  return warnings;
}

function graceWarnings({ terminationGracePeriodSeconds: seconds = 0 }: PodSpec, path: string): string[] {
  if (seconds >= 0) return [];
  const text = 'must be >= 0; negative values are invalid and will be treated as 1';
  return [`${path}.terminationGracePeriodSeconds: ${text}`];
}

function affinityWarnings(affinity: PodAffinity | undefined, path: string): string[] {
  return [
    ...(affinity?.[REQUIRED] ?? []).flatMap(({ labelSelector }, i) =>
      labelSelector ? [] : [nullSelector(`${path}.${REQUIRED}[${i}].labelSelector`)],
    ),
    ...(affinity?.[PREFERRED] ?? []).flatMap(({ podAffinityTerm }, i) =>
      podAffinityTerm?.labelSelector ? [] : [nullSelector(`${path}.${PREFERRED}[${i}].podAffinityTerm.labelSelector`)],
    ),
  ];
}
