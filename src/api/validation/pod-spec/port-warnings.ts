import type { ContainerPort, PodSpec } from '../../k8s/core-v1.gen.ts';
import { containersWithPaths } from './windows.ts';

interface Placed {
  readonly path: string;
  readonly port: ContainerPort;
}

/** Warns of ports of a Pod's containers that stand in each other's way. */
export function portWarnings(spec: PodSpec, path: string): string[] {
  const warnings: string[] = [];
  const known = new Map<string, Placed[]>();
  for (const [{ ports = [] }, at] of containersWithPaths(spec, path)) {
    for (const [i, port] of ports.entries()) {
      const field = `${at}.ports[${i}]`;
      if (port.hostIP && !port.hostPort) warnings.push(`${field}: hostIP set without hostPort: ${goPort(port)}`);
      const key = `${port.containerPort}/${port.protocol ?? 'TCP'}`;
      const others = known.get(key) ?? [];
      for (const other of others) {
        const what = collision(port, other.port);
        if (what) warnings.push(`${field}: ${what} port definition with ${other.path}`);
      }
      others.push({ path: field, port });
      known.set(key, others);
    }
  }
  return warnings;
}

function collision(port: ContainerPort, other: ContainerPort): string | undefined {
  const { hostIP = '', hostPort = 0 } = port;
  const { hostIP: otherIp = '', hostPort: otherPort = 0 } = other;
  if (hostIP === otherIp && hostPort === otherPort) return 'duplicate';
  if (hostPort === 0 || otherPort === 0) return 'overlapping';
  return hostPort === otherPort && (hostIP === '') !== (otherIp === '') ? 'dangerously ambiguous' : undefined;
}

/** A port as Go prints it with field names. */
function goPort({ name = '', hostPort = 0, containerPort, protocol = '', hostIP = '' }: ContainerPort): string {
  return `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;
}
