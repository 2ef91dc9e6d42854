import type { Container, PodSpec } from '../../k8s/core-v1.gen.ts';

/**
 * What the API server warns of in the spec of a Pod or of a template at a path such as `spec.template.spec`: ports that
 * are defined twice, and variables that hide an earlier one. Models pod.GetWarningsForPod.
 */
export function podSpecWarnings(spec: PodSpec | undefined, path: string): string[] {
  if (!spec) return [];
  return [
    ...(spec.initContainers ?? []).flatMap((each, i) => containerWarnings(each, `${path}.initContainers[${i}]`)),
    ...spec.containers.flatMap((each, i) => containerWarnings(each, `${path}.containers[${i}]`)),
  ];
}

function containerWarnings({ env = [], ports = [] }: Container, path: string): string[] {
  const warnings: string[] = [];
  const names = new Set<string>();
  for (const [i, { name, value = '', valueFrom }] of env.entries()) {
    // A value that refers to the variable itself adds to the earlier one.
    if (names.has(name) && (valueFrom || !value.includes(`$(${name})`))) {
      const hidden = `hides previous definition of ${JSON.stringify(name)}, which may be dropped when using apply`;
      warnings.push(`${path}.env[${i}]: ${hidden}`);
    }
    names.add(name);
  }
  const seen = new Map<string, number>();
  for (const [i, { containerPort, protocol = 'TCP', hostIP = '', hostPort = 0 }] of ports.entries()) {
    const key = [containerPort, protocol, hostIP, hostPort].join('/');
    const first = seen.get(key);
    if (first === undefined) seen.set(key, i);
    else warnings.push(`${path}.ports[${i}]: duplicate port definition with ${path}.ports[${first}]`);
  }
  return warnings;
}
