import type {
  Container,
  ContainerState,
  ContainerStatus,
  EnvVar,
  Pod,
  Probe,
  ResourceRequirements,
} from '../../../api/k8s/core-v1.gen.ts';
import { rfc1123z } from '../print/time.ts';
import { envValue } from './env-value.ts';
import { boolText, line } from './text.ts';

/** How deep a list of containers stands: in a Pod, or in a template. */
export interface ContainerPlace {
  /** Blanks before the title. */
  readonly indent: string;
  /** The Pod, whose fields environment variables may refer to. */
  readonly pod?: Pod;
}

/** A list of containers with all that is known of them. Models describeContainers. */
export function containersText(
  title: string,
  containers: readonly Container[],
  statuses: readonly ContainerStatus[],
  place: ContainerPlace,
): string {
  const head = `${place.indent}${title}:${containers.length === 0 ? ' <none>' : ''}\n`;
  const bodies = containers.map((container) => {
    const status = statuses.find((each) => each.name === container.name);
    return [
      line(1, `${place.indent ? ' ' : ''}${container.name}:`),
      basics(container, status),
      words('Command', container.command),
      words('Args', container.args),
      status ? stateLines(status) : '',
      resourceLines(container.resources),
      probes(container),
      envFromLines(container),
      envLines(container, place.pod),
      mountLines(container),
    ].join('');
  });
  return head + bodies.join('');
}

function basics(container: Container, status: ContainerStatus | undefined): string {
  const ports = (container.ports ?? []).map((port) => `${port.containerPort}/${port.protocol ?? 'TCP'}`).join(', ');
  const hostPorts = (container.ports ?? []).map((port) => `${port.hostPort ?? 0}/${port.protocol ?? 'TCP'}`).join(', ');
  return [
    status ? line(2, `Container ID:\t${status.containerID ?? ''}`) : '',
    line(2, `Image:\t${container.image ?? ''}`),
    status ? line(2, `Image ID:\t${status.imageID ?? ''}`) : '',
    line(2, ports.includes(',') ? `Ports:\t${ports}` : `Port:\t${ports || '<none>'}`),
    line(2, hostPorts.includes(',') ? `Host Ports:\t${hostPorts}` : `Host Port:\t${hostPorts || '<none>'}`),
    seccompLines(container),
  ].join('');
}

function seccompLines(container: Container): string {
  const profile = container.securityContext?.seccompProfile;
  if (!profile) return '';
  const local = profile.type === 'Localhost' ? line(3, `LocalhostProfile:\t${profile.localhostProfile ?? ''}`) : '';
  return line(2, `SeccompProfile:\t${profile.type}`) + local;
}

function words(title: string, list: readonly string[] | undefined): string {
  if (!list?.length) return '';
  return line(2, `${title}:`) + list.flatMap((word) => word.split('\n').map((part) => line(3, part))).join('');
}

function stateLines(status: ContainerStatus): string {
  return [
    stateText('State', status.state ?? {}),
    status.lastState?.terminated ? stateText('Last State', status.lastState) : '',
    line(2, `Ready:\t${boolText(status.ready)}`),
    line(2, `Restart Count:\t${status.restartCount}`),
  ].join('');
}

function stateText(title: string, state: ContainerState): string {
  if (state.running) {
    return line(2, `${title}:\tRunning`) + line(3, `Started:\t${rfc1123z(state.running.startedAt)}`);
  }
  if (state.terminated) {
    const { reason, message, exitCode, signal, startedAt, finishedAt } = state.terminated;
    return [
      line(2, `${title}:\tTerminated`),
      reason ? line(3, `Reason:\t${reason}`) : '',
      message ? line(3, `Message:\t${message}`) : '',
      line(3, `Exit Code:\t${exitCode}`),
      signal ? line(3, `Signal:\t${signal}`) : '',
      line(3, `Started:\t${rfc1123z(startedAt)}`),
      line(3, `Finished:\t${rfc1123z(finishedAt)}`),
    ].join('');
  }
  const reason = state.waiting?.reason;
  return line(2, `${title}:\tWaiting`) + (reason ? line(3, `Reason:\t${reason}`) : '');
}

function resourceLines(resources: ResourceRequirements | undefined): string {
  const list = (title: string, amounts: Readonly<Record<string, string | number>> | undefined): string => {
    const names = Object.keys(amounts ?? {}).sort();
    return names.length
      ? line(2, `${title}:`) + names.map((name) => line(3, `${name}:\t${amounts![name]}`)).join('')
      : '';
  };
  return list('Limits', resources?.limits) + list('Requests', resources?.requests);
}

function probes(container: Container): string {
  const probe = (title: string, value: Probe | undefined): string =>
    value ? line(2, `${title}:\t${probeText(value)}`) : '';
  return [
    probe('Liveness', container.livenessProbe),
    probe('Readiness', container.readinessProbe),
    probe('Startup', container.startupProbe),
  ].join('');
}

/** Models DescribeProbe. */
function probeText(probe: Probe): string {
  const timing = [
    `delay=${probe.initialDelaySeconds ?? 0}s`,
    `timeout=${probe.timeoutSeconds ?? 0}s`,
    `period=${probe.periodSeconds ?? 0}s`,
    `#success=${probe.successThreshold ?? 0}`,
    `#failure=${probe.failureThreshold ?? 0}`,
  ].join(' ');
  if (probe.exec) return `exec [${(probe.exec.command ?? []).join(' ')}] ${timing}`;
  if (probe.httpGet) {
    const { scheme = '', host = '', port, path = '' } = probe.httpGet;
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${path.startsWith('/') || path === '' ? '' : '/'}${escapedPath(path)} ${timing}`;
  }
  if (probe.tcpSocket) return `tcp-socket ${probe.tcpSocket.host ?? ''}:${probe.tcpSocket.port} ${timing}`;
  if (probe.grpc) return `grpc <pod>:${probe.grpc.port} ${probe.grpc.service ?? ''} ${timing}`;
  return `unknown ${timing}`;
}

/** A path as Go's URLs show it. */
function escapedPath(path: string): string {
  return path.replace(/[^\w\-.~$&+,/:;=@]+/g, (part) =>
    encodeURIComponent(part).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  );
}

function envFromLines(container: Container): string {
  if (!container.envFrom?.length) return '';
  const rows = container.envFrom.map(({ configMapRef, secretRef, prefix }) => {
    const ref = configMapRef ?? secretRef;
    const from = configMapRef ? 'ConfigMap' : 'Secret';
    const how = prefix ? `${from} with prefix '${prefix}'` : from;
    return line(3, `${ref?.name ?? ''}\t${how}\tOptional: ${ref?.optional ?? false}`);
  });
  return line(2, 'Environment Variables from:') + rows.join('');
}

function envLines(container: Container, pod: Pod | undefined): string {
  if (!container.env?.length) return line(2, 'Environment:\t<none>');
  return line(2, 'Environment:') + container.env.map((env) => envText(env, container, pod)).join('');
}

function envText(env: EnvVar, container: Container, pod: Pod | undefined): string {
  const from = env.valueFrom;
  if (!from) {
    const [first, ...rest] = (env.value ?? '').split('\n');
    return line(3, `${env.name}:\t${first}`) + rest.map((part) => line(3, `\t${part}`)).join('');
  }
  if (from.fieldRef) {
    const value = pod ? envValue(env, container, pod) : '';
    return line(3, `${env.name}:\t${value} (${from.fieldRef.apiVersion ?? ''}:${from.fieldRef.fieldPath})`);
  }
  if (from.resourceFieldRef) {
    return line(3, `${env.name}:\t${envValue(env, container, pod)} (${from.resourceFieldRef.resource})`);
  }
  if (from.secretKeyRef) {
    const { key, name, optional } = from.secretKeyRef;
    return line(3, `${env.name}:\t<set to the key '${key}' in secret '${name}'>\tOptional: ${optional ?? false}`);
  }
  if (from.configMapKeyRef) {
    const { key, name, optional } = from.configMapKeyRef;
    return line(3, `${env.name}:\t<set to the key '${key}' of config map '${name}'>\tOptional: ${optional ?? false}`);
  }
  return '';
}

function mountLines(container: Container): string {
  const mounts = [...(container.volumeMounts ?? [])].sort((a, b) => (a.mountPath < b.mountPath ? -1 : 1));
  const devices = [...(container.volumeDevices ?? [])].sort((a, b) => (a.devicePath < b.devicePath ? -1 : 1));
  const rows = mounts.map(({ mountPath, name, readOnly, subPath }) => {
    const how = [readOnly ? 'ro' : 'rw', ...(subPath ? [`path=${JSON.stringify(subPath)}`] : [])];
    return line(3, `${mountPath} from ${name} (${how.join(',')})`);
  });
  return [
    line(2, mounts.length ? 'Mounts:' : 'Mounts:\t<none>'),
    ...rows,
    devices.length ? line(2, 'Devices:') : '',
    ...devices.map(({ devicePath, name }) => line(3, `${devicePath} from ${name}`)),
  ].join('');
}
