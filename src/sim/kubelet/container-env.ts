import type {
  ConfigMap,
  Container,
  EnvVar,
  Pod,
  Secret,
  Service,
  ServiceAccountTokenProjection,
} from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { type Bytes, encodeUtf8 } from '../../base/bytes.ts';
import { decodeBase64 } from '../shell/tools/lib/base64.ts';
import { fieldValue, resourceValue } from './downward-api.ts';

/** What the environment of a container depends on. */
export interface EnvSources {
  readonly pod: Pod;
  readonly podIp: string;
  readonly hostIp: string;
  readonly nodeName: string;
  readonly allocatable: Readonly<Record<string, string>>;
  /** A ConfigMap or Secret of the Pod's namespace; undefined when there is none. */
  readonly object: (kind: 'ConfigMap' | 'Secret', name: string) => KubeObject | undefined;
  /** What a file with a token of the Pod's service account holds when it is read. */
  readonly token: (asked: ServiceAccountTokenProjection) => Bytes;
}

/** Why an environment cannot be made: the message of CreateContainerConfigError. */
export class ConfigProblem {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/**
 * The variables that a container's env and envFrom give. Throws ConfigProblem. Models
 * pkg/kubelet/kubelet_pods.go (makeEnvironmentVariables).
 */
export function ownVariables(
  container: Container,
  sources: EnvSources,
  services: ReadonlyMap<string, Bytes>,
): Map<string, Bytes> {
  const result = new Map<string, Bytes>();
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const data = configMapRef
      ? dataOf(sources, 'ConfigMap', configMapRef.name ?? '', configMapRef.optional)
      : dataOf(sources, 'Secret', secretRef?.name ?? '', secretRef?.optional);
    for (const [key, value] of data ?? []) result.set(prefix + key, value);
  }
  for (const variable of container.env ?? []) {
    const value = variableValue(container, variable, sources, (name) => result.get(name) ?? services.get(name));
    if (value !== undefined) result.set(variable.name, value);
  }
  return result;
}

function variableValue(
  container: Container,
  { value, valueFrom, name }: EnvVar,
  sources: EnvSources,
  known: (name: string) => Bytes | undefined,
): Bytes | undefined {
  if (!valueFrom) return expand(encodeUtf8(value ?? ''), known);
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  if (fieldRef) return encodeUtf8(fieldValue(sources, fieldRef.fieldPath));
  if (resourceFieldRef) return resourceValue(sources, container, resourceFieldRef);
  const kind = configMapKeyRef ? 'ConfigMap' : 'Secret';
  const { name: object = '', key, optional = false } = configMapKeyRef ?? secretKeyRef ?? { key: name };
  const data = dataOf(sources, kind, object, optional);
  if (!data) return undefined;
  const found = data.get(key);
  if (found !== undefined || optional) return found;
  throw new ConfigProblem(`couldn't find key ${key} in ${kind} ${sources.pod.metadata.namespace}/${object}`);
}

function dataOf(
  sources: EnvSources,
  kind: 'ConfigMap' | 'Secret',
  name: string,
  optional = false,
): Map<string, Bytes> | undefined {
  const object = sources.object(kind, name);
  if (object) return objectData(object);
  if (optional) return undefined;
  throw new ConfigProblem(`${kind.toLowerCase()} "${name}" not found`);
}

/** The keys of a ConfigMap or Secret with their bytes, in order. */
export function objectData(object: KubeObject): Map<string, Bytes> {
  const data = new Map<string, Bytes>();
  if (object.kind === 'Secret') {
    for (const [key, value] of Object.entries((object as Secret).data ?? {})) data.set(key, decodeBase64(value));
  } else {
    const { data: texts = {}, binaryData = {} } = object as ConfigMap;
    for (const [key, value] of Object.entries(texts)) data.set(key, encodeUtf8(value));
    for (const [key, value] of Object.entries(binaryData)) data.set(key, decodeBase64(value));
  }
  return new Map([...data].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Replaces $(NAME) by the values of variables; unknown ones stay, $$ is a dollar sign. Models
 * third_party/forked/golang/expansion.
 */
export function expand(text: Bytes, known: (name: string) => Bytes | undefined): Bytes {
  return text.replace(/\$(?:\$|\(([^)]*)\))/g, (whole, name?: string) =>
    name === undefined ? '$' : (known(name) ?? whole),
  );
}

/**
 * Variables that tell of Services: those of the namespace that have an address, and the API server's. Models
 * pkg/kubelet/envvars/envvars.go.
 */
export function serviceVariables(services: readonly Service[]): Map<string, Bytes> {
  const result = new Map<string, Bytes>();
  for (const { metadata, spec } of services) {
    const { clusterIP: ip, ports = [] } = spec ?? {};
    if (!ip || ip === 'None') continue;
    const prefix = metadata.name!.toUpperCase().replaceAll('-', '_');
    result.set(`${prefix}_SERVICE_HOST`, ip);
    const [first] = ports;
    if (first) result.set(`${prefix}_SERVICE_PORT`, String(first.port));
    for (const { name, port } of ports) {
      if (name) result.set(`${prefix}_SERVICE_PORT_${name.toUpperCase().replaceAll('-', '_')}`, String(port));
    }
    if (first) result.set(`${prefix}_PORT`, `${(first.protocol ?? 'TCP').toLowerCase()}://${ip}:${first.port}`);
    for (const { port, protocol = 'TCP' } of ports) {
      const base = `${prefix}_PORT_${port}_${protocol}`;
      result.set(base, `${protocol.toLowerCase()}://${ip}:${port}`);
      result.set(`${base}_PROTO`, protocol.toLowerCase());
      result.set(`${base}_PORT`, String(port));
      result.set(`${base}_ADDR`, ip);
    }
  }
  return result;
}
