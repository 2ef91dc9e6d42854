import type { SELinuxOptions } from '../../../../api/k8s/core-v1.gen.ts';
import { goQuote } from '../../../../base/go-quote.ts';
import { badContainers, type Check, containersText, plural, quoted, settersText, unique } from './check.ts';

const CAPABILITIES = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
];

const SE_LINUX_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

const appArmorProfile: Check = {
  id: 'appArmorProfile',
  level: 'baseline',
  find(spec, annotations) {
    const isBad = (type: string | undefined): boolean =>
      type !== undefined && type !== 'RuntimeDefault' && type !== 'Localhost';
    const values: string[] = [];
    const pod = spec.securityContext?.appArmorProfile?.type;
    if (isBad(pod)) values.push(pod!);
    const bad = badContainers(spec, ({ securityContext }) => {
      const type = securityContext?.appArmorProfile?.type;
      if (isBad(type)) values.push(type!);
      return isBad(type);
    });
    const allowed = (profile: string): boolean =>
      profile === '' || profile === 'runtime/default' || profile.startsWith('localhost/');
    const noted = Object.entries(annotations)
      .filter(([key, value]) => key.startsWith(APP_ARMOR) && !allowed(value))
      .map(([key, value]) => `${key}=${goQuote(value)}`)
      .sort();
    const setters = settersText(isBad(pod), bad);
    if (setters === undefined && noted.length === 0) return undefined;
    const reason = `forbidden AppArmor ${plural('profile', values.length + noted.length)}`;
    const own =
      setters === undefined ? [] : [`${setters} must not set AppArmor profile type to ${quoted(unique(values))}`];
    const texts = [...own, ...(noted.length > 0 ? [noted.join(', ')] : [])];
    return { reason, detail: texts.join('; ') };
  },
};

const capabilities: Check = {
  id: 'capabilities_baseline',
  level: 'baseline',
  find(spec) {
    const added: string[] = [];
    const bad = badContainers(spec, ({ securityContext }) => {
      const forbidden = (securityContext?.capabilities?.add ?? []).filter((each) => !CAPABILITIES.includes(each));
      added.push(...forbidden);
      return forbidden.length > 0;
    });
    if (bad.length === 0) return undefined;
    const detail = `${containersText(bad)} must not include ${quoted(unique(added))} in securityContext.capabilities.add`;
    return { reason: 'non-default capabilities', detail };
  },
};

const hostNamespaces: Check = {
  id: 'hostNamespaces',
  level: 'baseline',
  find(spec) {
    const set = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((field) => spec[field]);
    if (set.length === 0) return undefined;
    return { reason: 'host namespaces', detail: set.map((field) => `${field}=true`).join(', ') };
  },
};

const hostPathVolumes: Check = {
  id: 'hostPathVolumes',
  level: 'baseline',
  find(spec) {
    const names = (spec.volumes ?? []).filter(({ hostPath }) => hostPath).map(({ name }) => name);
    if (names.length === 0) return undefined;
    return { reason: 'hostPath volumes', detail: `${plural('volume', names.length)} ${quoted(names)}` };
  },
};

const hostPorts: Check = {
  id: 'hostPorts',
  level: 'baseline',
  find(spec) {
    const ports: string[] = [];
    const bad = badContainers(spec, ({ ports: own = [] }) => {
      const used = own.filter(({ hostPort }) => hostPort).map(({ hostPort }) => String(hostPort));
      ports.push(...used);
      return used.length > 0;
    });
    if (bad.length === 0) return undefined;
    const used = unique(ports);
    const uses = bad.length === 1 ? 'uses' : 'use';
    const detail = `${containersText(bad)} ${uses} ${plural('hostPort', used.length)} ${used.join(', ')}`;
    return { reason: 'hostPort', detail };
  },
};

const privileged: Check = {
  id: 'privileged',
  level: 'baseline',
  find(spec) {
    const bad = badContainers(spec, ({ securityContext }) => securityContext?.privileged === true);
    if (bad.length === 0) return undefined;
    return { reason: 'privileged', detail: `${containersText(bad)} must not set securityContext.privileged=true` };
  },
};

const procMount: Check = {
  id: 'procMount',
  level: 'baseline',
  find(spec) {
    const types: string[] = [];
    const bad = badContainers(spec, ({ securityContext }) => {
      const type = securityContext?.procMount;
      if (!type || type === 'Default') return false;
      types.push(type);
      return true;
    });
    if (bad.length === 0) return undefined;
    const detail = `${containersText(bad)} must not set securityContext.procMount to ${quoted(unique(types))}`;
    return { reason: 'procMount', detail };
  },
};

const seLinuxOptions: Check = {
  id: 'seLinuxOptions',
  level: 'baseline',
  find(spec) {
    const types: string[] = [];
    let setsUser = false;
    let setsRole = false;
    const isBad = (options: SELinuxOptions | undefined): boolean => {
      if (!options) return false;
      const { type = '', user, role } = options;
      const badType = !SE_LINUX_TYPES.includes(type);
      if (badType) types.push(type);
      if (user) setsUser = true;
      if (role) setsRole = true;
      return badType || !!user || !!role;
    };
    const pod = isBad(spec.securityContext?.seLinuxOptions);
    const bad = badContainers(spec, ({ securityContext }) => isBad(securityContext?.seLinuxOptions));
    const setters = settersText(pod, bad);
    if (setters === undefined) return undefined;
    const data = [
      ...(types.length > 0 ? [`${plural('type', unique(types).length)} ${quoted(unique(types))}`] : []),
      ...(setsUser ? ['user may not be set'] : []),
      ...(setsRole ? ['role may not be set'] : []),
    ];
    const detail = `${setters} set forbidden securityContext.seLinuxOptions: ${data.join('; ')}`;
    return { reason: 'seLinuxOptions', detail };
  },
};

const seccompProfile: Check = {
  id: 'seccompProfile_baseline',
  level: 'baseline',
  find(spec) {
    const values: string[] = [];
    const isBad = (type: string | undefined): boolean => {
      if (type === undefined || type === 'RuntimeDefault' || type === 'Localhost') return false;
      values.push(type);
      return true;
    };
    const pod = isBad(spec.securityContext?.seccompProfile?.type);
    const bad = badContainers(spec, ({ securityContext }) => isBad(securityContext?.seccompProfile?.type));
    const setters = settersText(pod, bad);
    if (setters === undefined) return undefined;
    const detail = `${setters} must not set securityContext.seccompProfile.type to ${quoted(unique(values))}`;
    return { reason: 'seccompProfile', detail };
  },
};

const sysctls: Check = {
  id: 'sysctls',
  level: 'baseline',
  find(spec) {
    const names = (spec.securityContext?.sysctls ?? []).map(({ name }) => name);
    const forbidden = names.filter((name) => !SYSCTLS.includes(name));
    return forbidden.length === 0 ? undefined : { reason: 'forbidden sysctls', detail: forbidden.join(', ') };
  },
};

const windowsHostProcess: Check = {
  id: 'windowsHostProcess',
  level: 'baseline',
  find(spec) {
    const pod = spec.securityContext?.windowsOptions?.hostProcess === true;
    const bad = badContainers(spec, ({ securityContext }) => securityContext?.windowsOptions?.hostProcess === true);
    const setters = settersText(pod, bad);
    if (setters === undefined) return undefined;
    return { reason: 'hostProcess', detail: `${setters} must not set securityContext.windowsOptions.hostProcess=true` };
  },
};

/** The checks of the baseline standard, by their ids. Models pod-security-admission/policy. */
export const BASELINE: readonly Check[] = [
  appArmorProfile,
  capabilities,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  privileged,
  procMount,
  seLinuxOptions,
  seccompProfile,
  sysctls,
  windowsHostProcess,
];
