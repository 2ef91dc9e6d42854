import { duplicateValue, forbiddenField, invalidValue, notSupported, required, tooLong } from '../../field-errors.ts';
import { goSyntax } from '../../go-syntax.ts';
import type {
  AppArmorProfile,
  PodSecurityContext,
  PodSpec,
  SeccompProfile,
  SecurityContext,
} from '../../k8s/core-v1.gen.ts';
import { checkId, checkOptionOf, type Found } from '../basics.ts';
import { checkLocalPath } from '../paths.ts';
import { checkWindowsOptions } from './windows.ts';

const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const SYSCTL_SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const SYSCTL_PATTERN = `^(${SYSCTL_SEGMENT}[\\./])*${SYSCTL_SEGMENT}$`;
const SYSCTL = new RegExp(SYSCTL_PATTERN);
const MAX_SYSCTL = 253;
const MAX_PROFILE_BYTES = 4095;

/** Any address: upstream prints the pointers of the value, which differ with each run. */
const POINTER = '0xc000000000';

function goPointer(type: string, value: unknown): string {
  return value === undefined ? `(*${type})(nil)` : `(*${type})(${POINTER})`;
}

function goSecurityContext(context: SecurityContext): string {
  const fields = [
    ['Capabilities', 'core.Capabilities', context.capabilities],
    ['Privileged', 'bool', context.privileged],
    ['SELinuxOptions', 'core.SELinuxOptions', context.seLinuxOptions],
    ['WindowsOptions', 'core.WindowsSecurityContextOptions', context.windowsOptions],
    ['RunAsUser', 'int64', context.runAsUser],
    ['RunAsGroup', 'int64', context.runAsGroup],
    ['RunAsNonRoot', 'bool', context.runAsNonRoot],
    ['ReadOnlyRootFilesystem', 'bool', context.readOnlyRootFilesystem],
    ['AllowPrivilegeEscalation', 'bool', context.allowPrivilegeEscalation],
    ['ProcMount', 'core.ProcMountType', context.procMount],
    ['SeccompProfile', 'core.SeccompProfile', context.seccompProfile],
    ['AppArmorProfile', 'core.AppArmorProfile', context.appArmorProfile],
  ] as const;
  return `core.SecurityContext{${fields.map(([name, type, value]) => `${name}:${goPointer(type, value)}`).join(', ')}}`;
}

/** Security settings of a container. Models ValidateSecurityContext. */
export function checkSecurityContext(context: SecurityContext | undefined, path: string, found: Found): void {
  if (!context) return;
  checkId(context.runAsUser, `${path}.runAsUser`, found);
  checkId(context.runAsGroup, `${path}.runAsGroup`, found);
  checkOptionOf(context.procMount, ['Default', 'Unmasked'], `${path}.procMount`, found);
  if (context.procMount === 'Unmasked') {
    found.push(invalidValue(`${path}.procMount`, context.procMount, '`hostUsers` must be false to use `Unmasked`'));
  }
  checkSeccomp(context.seccompProfile, `${path}.seccompProfile`, found);
  if (context.allowPrivilegeEscalation === false) {
    const shown = goSyntax(goSecurityContext(context));
    const start = 'cannot set `allowPrivilegeEscalation` to false and';
    if (context.privileged) found.push(invalidValue(path, shown, `${start} \`privileged\` to true`));
    for (const capability of context.capabilities?.add ?? []) {
      if (capability !== 'CAP_SYS_ADMIN') continue;
      found.push(invalidValue(path, shown, `${start} \`capabilities.Add\` CAP_SYS_ADMIN`));
    }
  }
  checkWindowsOptions(context.windowsOptions, `${path}.windowsOptions`, found);
  checkAppArmor(context.appArmorProfile, `${path}.appArmorProfile`, found);
}

function checkSeccomp(profile: SeccompProfile | undefined, path: string, found: Found): void {
  if (!profile) return;
  const at = `${path}.localhostProfile`;
  if (!profile.type) found.push(required(`${path}.type`, 'type is required when seccompProfile is set'));
  else checkOptionOf(profile.type, PROFILE_TYPES, `${path}.type`, found);
  if (profile.type === 'Localhost') {
    if (profile.localhostProfile === undefined) {
      found.push(required(at, 'must be set when seccomp type is Localhost'));
    } else checkLocalPath(profile.localhostProfile, at, found);
  } else if (profile.localhostProfile !== undefined) {
    const shown = `core.SeccompProfile{Type:"${profile.type}", LocalhostProfile:(*string)(${POINTER})}`;
    found.push(invalidValue(at, goSyntax(shown), 'can only be set when seccomp type is Localhost'));
  }
}

function checkAppArmor(profile: AppArmorProfile | undefined, path: string, found: Found): void {
  if (!profile) return;
  const at = `${path}.localhostProfile`;
  const local = profile.localhostProfile;
  if (!profile.type) return void found.push(required(`${path}.type`, 'type is required when appArmorProfile is set'));
  if (!PROFILE_TYPES.includes(profile.type)) {
    return void found.push(notSupported(`${path}.type`, profile.type, PROFILE_TYPES));
  }
  if (profile.type !== 'Localhost') {
    if (local !== undefined) {
      found.push(invalidValue(at, local, 'can only be set when AppArmor type is Localhost'));
    }
    return;
  }
  if (local !== undefined && local !== local.trim()) {
    found.push(invalidValue(at, local, 'must not be padded with whitespace'));
  } else if (!local) found.push(required(at, 'must be set when AppArmor type is Localhost'));
  if (local && local.length > MAX_PROFILE_BYTES) found.push(tooLong(at, MAX_PROFILE_BYTES));
}

/** Security settings of the whole Pod. Models validatePodSpecSecurityContext. */
export function checkPodSecurityContext(spec: PodSpec, path: string, found: Found): void {
  const context = spec.securityContext;
  if (!context) return;
  checkId(context.fsGroup, `${path}.fsGroup`, found);
  checkId(context.runAsUser, `${path}.runAsUser`, found);
  checkId(context.runAsGroup, `${path}.runAsGroup`, found);
  for (const [i, group] of (context.supplementalGroups ?? []).entries()) {
    checkId(group, `${path}.supplementalGroups[${i}]`, found);
  }
  if (spec.shareProcessNamespace && spec.hostPID) {
    const detail = 'ShareProcessNamespace and HostPID cannot both be enabled';
    found.push(invalidValue(`${path}.shareProcessNamespace`, true, detail));
  }
  checkSysctls(context, spec, `${path}.sysctls`, found);
  checkOptionOf(context.fsGroupChangePolicy, ['Always', 'OnRootMismatch'], `${path}.fsGroupChangePolicy`, found);
  checkSeccomp(context.seccompProfile, `${path}.seccompProfile`, found);
  checkWindowsOptions(context.windowsOptions, `${path}.windowsOptions`, found);
  checkAppArmor(context.appArmorProfile, `${path}.appArmorProfile`, found);
}

const isNetSysctl = (name: string): boolean => name.startsWith('net.');
const isIpcSysctl = (name: string): boolean => /^(?:kernel\.(?:sem|shm|msg)|fs\.mqueue\.)/.test(name);

function checkSysctls(context: PodSecurityContext, spec: PodSpec, path: string, found: Found): void {
  const seen = new Set<string>();
  for (const [i, { name }] of (context.sysctls ?? []).entries()) {
    const at = `${path}[${i}].name`;
    if (!name) found.push(required(at));
    else if (name.length > MAX_SYSCTL || !SYSCTL.test(name)) {
      const detail = `must have at most ${MAX_SYSCTL} characters and match regex ${SYSCTL_PATTERN}`;
      found.push(invalidValue(at, name, detail));
    } else if (seen.has(name)) found.push(duplicateValue(at, name));
    seen.add(name);
    const dotted = (name ?? '').replaceAll('/', '.');
    if (spec.hostNetwork && isNetSysctl(dotted)) {
      found.push(invalidValue(at, name, "may not be specified when 'hostNetwork' is true"));
    } else if (spec.hostIPC && isIpcSysctl(dotted)) {
      found.push(invalidValue(at, name, "may not be specified when 'hostIPC' is true"));
    }
  }
}

/** What may not go with hostUsers: false. */
export function checkHostUsers(spec: PodSpec, path: string, found: Found): void {
  if (spec.hostUsers !== false) return;
  const detail = 'when `pod.Spec.HostUsers` is false';
  if (spec.hostNetwork) found.push(forbiddenField(`${path}.hostNetwork`, detail));
  if (spec.hostPID) found.push(forbiddenField(`${path}.HostPID`, detail));
  if (spec.hostIPC) found.push(forbiddenField(`${path}.HostIPC`, detail));
}
