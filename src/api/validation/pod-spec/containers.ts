import { duplicateValue, forbiddenField, invalidValue, notFoundValue, required } from '../../field-errors.ts';
import type { Container, ContainerPort, EphemeralContainer, PodSpec } from '../../k8s/core-v1.gen.ts';
import { validPortName, validPortNum } from '../../names.ts';
import { checkDnsLabel, checkOneOf, checkOptionOf, checkPresent, checkUnique, type Found, reject } from '../basics.ts';
import { checkResources } from '../resources.ts';
import { checkEnv, checkEnvFrom } from './env.ts';
import { checkDevices, checkMounts, type VolumesByName } from './mounts.ts';
import { checkLifecycle, checkProbes } from './probes.ts';
import { checkSecurityContext } from './security-context.ts';

/** What checks of containers need to know about their Pod. */
export interface ContainerContext {
  readonly spec: PodSpec;
  readonly volumes: VolumesByName;
  readonly claims: ReadonlySet<string>;
  readonly found: Found;
}

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];

/** The main containers: at least one. Models validateContainers. */
export function checkContainers(context: ContainerContext, path: string): void {
  const { spec, found } = context;
  const containers = spec.containers ?? [];
  if (containers.length === 0) return void found.push(required(path));
  const names = new Set<string>();
  for (const [i, container] of containers.entries()) {
    const at = `${path}[${i}]`;
    checkCommon(container, context, at);
    checkUnique(container.name, names, `${at}.name`, found);
    checkLifecycle(container.lifecycle, spec.terminationGracePeriodSeconds, `${at}.lifecycle`, found);
    checkProbes(container, spec.terminationGracePeriodSeconds, at, found);
    if (container.restartPolicy !== undefined) {
      found.push(forbiddenField(`${at}.restartPolicy`, 'may not be set for non-init containers'));
    }
  }
  checkHostPorts(containers, path, found);
}

/** Init containers and sidecars. Models validateInitContainers. */
export function checkInitContainers(context: ContainerContext, path: string): void {
  const { spec, found } = context;
  const names = new Set((spec.containers ?? []).map((container) => container.name));
  for (const [i, container] of (spec.initContainers ?? []).entries()) {
    const at = `${path}[${i}]`;
    checkCommon(container, context, at);
    checkOptionOf(container.restartPolicy, ['Always'], `${at}.restartPolicy`, found);
    if (names.has(container.name)) found.push(duplicateValue(`${at}.name`, container.name));
    else if (container.name) names.add(container.name);
    // They run one after another, so each has the host's ports for itself; upstream counts from 0 in each path.
    checkHostPorts([container], path, found);
    if (container.restartPolicy === 'Always') {
      checkLifecycle(container.lifecycle, spec.terminationGracePeriodSeconds, `${at}.lifecycle`, found);
      checkProbes(container, spec.terminationGracePeriodSeconds, at, found);
    } else forbidAll(container, at, found);
  }
}

function forbidAll(container: Container, path: string, found: Found): void {
  for (const name of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    if (container[name] === undefined) continue;
    found.push(forbiddenField(`${path}.${name}`, 'may not be set for init containers without restartPolicy=Always'));
  }
}

/** Fields that an ephemeral container may not have, in the order of upstream's type. */
const NOT_EPHEMERAL = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const;

function isSet(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** Containers for debugging. Models validateEphemeralContainers. */
export function checkEphemeralContainers(context: ContainerContext, path: string): void {
  const { spec, found } = context;
  const others = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map((c) => c.name));
  const names = new Set(others);
  for (const [i, container] of (spec.ephemeralContainers ?? []).entries()) {
    const at = `${path}[${i}]`;
    checkCommon(container, context, at);
    checkImagePadding(container, at, found);
    checkUnique(container.name, names, `${at}.name`, found);
    const target = container.targetContainerName;
    if (target && !others.has(target)) found.push(notFoundValue(`${at}.targetContainerName`, target));
    checkEphemeralFields(container, at, found);
  }
}

function checkEphemeralFields(container: EphemeralContainer, path: string, found: Found): void {
  const detail = 'cannot be set for an Ephemeral Container';
  for (const name of NOT_EPHEMERAL) {
    if (isSet(container[name])) found.push(forbiddenField(`${path}.${name}`, detail));
  }
  for (const [i, mount] of (container.volumeMounts ?? []).entries()) {
    if (mount.subPath) found.push(forbiddenField(`${path}.volumeMounts[${i}].subPath`, detail));
    if (mount.subPathExpr) found.push(forbiddenField(`${path}.volumeMounts[${i}].subPathExpr`, detail));
  }
}

/** In a Pod, other than in a template, an image may not have space around it. */
export function checkImagePadding(container: Container, path: string, found: Found): void {
  const { image = '' } = container;
  if (image === image.trim()) return;
  found.push(invalidValue(`${path}.image`, image, 'must not have leading or trailing whitespace'));
}

/** What is common to all containers. Models validateContainerCommon. */
function checkCommon(container: Container, context: ContainerContext, path: string): void {
  const { found, volumes, claims } = context;
  if (checkPresent(container.name, `${path}.name`, found)) checkDnsLabel(container.name, `${path}.name`, found);
  checkPresent(container.image, `${path}.image`, found);
  checkOneOf(container.terminationMessagePolicy, MESSAGE_POLICIES, `${path}.terminationMessagePolicy`, found);
  checkPorts(container.ports ?? [], `${path}.ports`, found);
  checkEnv(container.env, `${path}.env`, found);
  checkEnvFrom(container.envFrom, `${path}.envFrom`, found);
  checkMounts(container, volumes, `${path}.volumeMounts`, found);
  checkDevices(container, volumes, `${path}.volumeDevices`, found);
  checkOneOf(container.imagePullPolicy, PULL_POLICIES, `${path}.imagePullPolicy`, found);
  checkResources(container.resources, claims, `${path}.resources`, found);
  checkSecurityContext(container.securityContext, `${path}.securityContext`, found);
}

function checkPorts(ports: readonly ContainerPort[], path: string, found: Found): void {
  const names = new Set<string>();
  for (const [i, port] of ports.entries()) {
    const at = `${path}[${i}]`;
    if (port.name) {
      const errors = validPortName(port.name);
      reject(errors, port.name, `${at}.name`, found);
      if (errors.length === 0) checkUnique(port.name, names, `${at}.name`, found);
    }
    if (!port.containerPort) found.push(required(`${at}.containerPort`));
    else reject(validPortNum(port.containerPort), port.containerPort, `${at}.containerPort`, found);
    if (port.hostPort) reject(validPortNum(port.hostPort), port.hostPort, `${at}.hostPort`, found);
    checkOneOf(port.protocol, PROTOCOLS, `${at}.protocol`, found);
  }
}

/** No two containers may want the same port of the host. Models AccumulateUniqueHostPorts. */
function checkHostPorts(containers: readonly Container[], path: string, found: Found): void {
  const taken = new Set<string>();
  for (const [i, container] of containers.entries()) {
    for (const [j, { hostPort, hostIP = '', protocol }] of (container.ports ?? []).entries()) {
      if (!hostPort) continue;
      checkUnique(`${protocol}/${hostIP}/${hostPort}`, taken, `${path}[${i}].ports[${j}].hostPort`, found);
    }
  }
}

/** On the host's network, container and host port are one. `inPod` is false in templates. */
export function checkHostNetworkPorts(spec: PodSpec, inPod: boolean, path: string, found: Found): void {
  if (!spec.hostNetwork) return;
  for (const [i, container] of (spec.containers ?? []).entries()) {
    for (const [j, { hostPort = 0, containerPort }] of (container.ports ?? []).entries()) {
      if (hostPort === containerPort || (!inPod && hostPort === 0)) continue;
      const at = `${path}.containers[${i}].ports[${j}].hostPort`;
      found.push(invalidValue(at, hostPort, 'must match `containerPort` when `hostNetwork` is true'));
    }
  }
}
