import type { Capabilities, Container, Pod, PodSpec, SecurityContext } from '../../../api/k8s/core-v1.gen.ts';
import type { Flags } from '../flags.ts';

/** What a container for debugging is made in: the Pod itself, a copy of it, or a Pod on a node. */
export type Style = 'ephemeral' | 'copy' | 'node';

/** The names of the profiles, in kubectl's order. */
export const PROFILES = ['legacy', 'general', 'baseline', 'restricted', 'netadmin', 'sysadmin'];

/** What a profile lets the debugging container do. Models kubectl/pkg/cmd/debug/profiles.go. */
export function profiled<T extends Partial<Container>>(profile: string, style: Style, container: T): T {
  const { securityContext, ...rest } = container;
  const before = securityContext ?? {};
  switch (profile) {
    case 'general':
      if (style === 'node') return rest as T;
      return secured(container, adding(before, ['SYS_PTRACE']));
    case 'baseline':
      return rest as T;
    case 'netadmin':
      return secured(container, adding(before, ['NET_ADMIN', 'NET_RAW']));
    case 'sysadmin':
      return secured(container, { ...before, privileged: true });
    case 'restricted':
      return secured(container, {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
    default:
      return container;
  }
}

function secured<T extends Partial<Container>>(container: T, securityContext: SecurityContext): T {
  return { ...container, securityContext };
}

function adding(context: SecurityContext, names: readonly string[]): SecurityContext {
  const capabilities: Capabilities = context.capabilities ?? {};
  const add = [...(capabilities.add ?? []), ...names];
  return { ...context, capabilities: { ...capabilities, add } };
}

/** The machine's namespaces for a Pod on it, and its files in the container, where the profile gives them. */
export function onMachine(profile: string, spec: PodSpec, name: string): PodSpec {
  if (profile === 'baseline' || profile === 'restricted') return spec;
  const shared = { ...spec, hostNetwork: true, hostPID: true, hostIPC: true };
  if (profile === 'netadmin') return shared;
  const mount = { mountPath: '/host', name: 'host-root' };
  const containers = spec.containers.map((each) => (each.name === name ? { ...each, volumeMounts: [mount] } : each));
  return { ...shared, containers, volumes: [{ hostPath: { path: '/' }, name: 'host-root' }] };
}

/** A copy without what would stop somebody from looking: all profiles but the legacy one take it away, unless a flag keeps it. */
export function bare(flags: Flags, copy: Pod): Pod {
  if (flags.string('profile') === 'legacy') return copy;
  const keeps = (what: string): boolean => flags.bool(`keep-${what}`);
  const { labels, annotations, ...metadata } = copy.metadata;
  const spec = copy.spec!;
  const { initContainers, ...others } = spec;
  const containers = spec.containers.map((container) => {
    const { livenessProbe, readinessProbe, startupProbe, ...rest } = container;
    return {
      ...rest,
      ...(livenessProbe && keeps('liveness') ? { livenessProbe } : {}),
      ...(readinessProbe && keeps('readiness') ? { readinessProbe } : {}),
      ...(startupProbe && keeps('startup') ? { startupProbe } : {}),
    };
  });
  return {
    ...copy,
    metadata: {
      ...metadata,
      ...(labels && keeps('labels') ? { labels } : {}),
      ...(annotations && keeps('annotations') ? { annotations } : {}),
    },
    spec: {
      ...others,
      ...(initContainers && keeps('init-containers') ? { initContainers } : {}),
      containers,
      shareProcessNamespace: spec.shareProcessNamespace ?? true,
    },
  };
}
