import { forbiddenField, invalidValue, notSupported, required } from '../../field-errors.ts';
import type { Container, PodSpec, WindowsSecurityContextOptions } from '../../k8s/core-v1.gen.ts';
import { dns1123Subdomain } from '../../names.ts';
import { type Found, reject } from '../basics.ts';

const MAX_SPEC_KIB = 64;
const MAX_DOMAIN = 256;
const MAX_USER = 104;
const DNS_LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const DNS_DOMAIN = new RegExp(`^${DNS_LABEL}(?:\\.${DNS_LABEL})*$`);
const NETBIOS_DOMAIN = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;

/** Every container of a Pod with its path: init containers first, then the others, then ephemeral ones. */
export function* containersWithPaths(spec: PodSpec, path: string): Generator<readonly [Container, string]> {
  for (const [i, c] of (spec.initContainers ?? []).entries()) yield [c, `${path}.initContainers[${i}]`];
  for (const [i, c] of (spec.containers ?? []).entries()) yield [c, `${path}.containers[${i}]`];
  for (const [i, c] of (spec.ephemeralContainers ?? []).entries()) yield [c, `${path}.ephemeralContainers[${i}]`];
}

/** Settings for Windows. Models validateWindowsSecurityContextOptions. */
export function checkWindowsOptions(
  options: WindowsSecurityContextOptions | undefined,
  path: string,
  found: Found,
): void {
  if (!options) return;
  const { gmsaCredentialSpecName, gmsaCredentialSpec, runAsUserName } = options;
  if (gmsaCredentialSpecName !== undefined) {
    reject(dns1123Subdomain(gmsaCredentialSpecName), gmsaCredentialSpecName, `${path}.gmsaCredentialSpecName`, found);
  }
  if (gmsaCredentialSpec !== undefined) {
    const at = `${path}.gmsaCredentialSpec`;
    const wrong =
      gmsaCredentialSpec === ''
        ? 'gmsaCredentialSpec cannot be an empty string'
        : gmsaCredentialSpec.length > MAX_SPEC_KIB * 1024
          ? `gmsaCredentialSpec size must be under ${MAX_SPEC_KIB} KiB`
          : undefined;
    if (wrong) found.push(invalidValue(at, gmsaCredentialSpec, wrong));
  }
  if (runAsUserName !== undefined) reject(userNameErrors(runAsUserName), runAsUserName, `${path}.runAsUserName`, found);
}

const isControl = (character: string): boolean => character < ' ' || character === '\u007f';

function userNameErrors(name: string): readonly string[] {
  if (name === '') return ['runAsUserName cannot be an empty string'];
  if ([...name].some(isControl)) return ['runAsUserName cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const domain = parts.length === 2 ? parts[0]! : undefined;
  const user = parts[parts.length - 1]!;
  const errors: string[] = [];
  if (domain !== undefined && domain.length >= MAX_DOMAIN) {
    errors.push(`runAsUserName's Domain length must be under ${MAX_DOMAIN} characters`);
  }
  if (domain !== undefined && !NETBIOS_DOMAIN.test(domain) && !DNS_DOMAIN.test(domain)) {
    errors.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
  }
  if (user === '') errors.push("runAsUserName's User cannot be empty");
  else if (user.length > MAX_USER) {
    errors.push(`runAsUserName's User length must not be longer than ${MAX_USER} characters`);
  }
  if (/^[. ]+$/.test(user)) errors.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) {
    errors.push('runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]');
  }
  return errors;
}

/** Host process containers go with nothing else. Models validateWindowsHostProcessPod. */
export function checkHostProcess(spec: PodSpec, path: string, found: Found): void {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  let all = 0;
  let hostProcesses = 0;
  for (const [container, at] of containersWithPaths(spec, path)) {
    all++;
    const own = container.securityContext?.windowsOptions?.hostProcess;
    if (ofPod !== undefined && own !== undefined && own !== ofPod) {
      const detail = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
      found.push(invalidValue(`${at}.securityContext.windowsOptions.hostProcess`, own, detail));
    }
    if (own ?? ofPod) hostProcesses++;
  }
  if (hostProcesses === 0) return;
  if (hostProcesses !== all) {
    const detail = 'If pod contains any hostProcess containers then all containers must be HostProcess containers';
    found.push(invalidValue(path, '', detail));
  }
  if (!spec.hostNetwork) {
    const detail = 'hostNetwork must be true if pod contains any hostProcess containers';
    found.push(invalidValue(`${path}.hostNetwork`, false, detail));
  }
}

const LINUX_POD_FIELDS = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
] as const;

const LINUX_CONTAINER_FIELDS = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
] as const;

/** What the operating system that the Pod names does not know. Models validateOS, validateLinux, validateWindows. */
export function checkOs(spec: PodSpec, path: string, found: Found): void {
  if (!spec.os) return;
  const { name } = spec.os;
  if (!name) return void found.push(required(`${path}.os.name`, 'cannot be empty'));
  if (name === 'windows') checkWindowsPod(spec, path, found);
  else if (name === 'linux') checkLinuxPod(spec, path, found);
  else found.push(notSupported(`${path}.os`, name, ['linux', 'windows']));
}

function checkLinuxPod(spec: PodSpec, path: string, found: Found): void {
  const detail = 'windows options cannot be set for a linux pod';
  if (spec.securityContext?.windowsOptions) {
    found.push(forbiddenField(`${path}.securityContext.windowsOptions`, detail));
  }
  for (const [container, at] of containersWithPaths(spec, path)) {
    if (!container.securityContext?.windowsOptions) continue;
    found.push(forbiddenField(`${at}.securityContext.windowsOptions`, detail));
  }
}

function checkWindowsPod(spec: PodSpec, path: string, found: Found): void {
  const detail = 'cannot be set for a windows pod';
  const forbid = (field: string): void => void found.push(forbiddenField(field, detail));
  const context = spec.securityContext;
  if (context) {
    for (const name of LINUX_POD_FIELDS) {
      if (context[name] !== undefined) forbid(`${path}.securityContext.${name}`);
      // The Pod's own switches stand between these two in upstream's list.
      if (name === 'seLinuxOptions') {
        if (spec.hostUsers !== undefined) forbid(`${path}.hostUsers`);
        if (spec.hostPID) forbid(`${path}.hostPID`);
        if (spec.hostIPC) forbid(`${path}.hostIPC`);
      } else if (name === 'sysctls' && spec.shareProcessNamespace !== undefined)
        forbid(`${path}.shareProcessNamespace`);
    }
  }
  for (const [container, at] of containersWithPaths(spec, path)) {
    if (!container.securityContext) continue;
    for (const name of LINUX_CONTAINER_FIELDS) {
      if (container.securityContext[name] !== undefined) forbid(`${at}.securityContext.${name}`);
    }
  }
}
