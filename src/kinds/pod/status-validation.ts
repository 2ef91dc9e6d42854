import type { FieldError } from '../../api/field-error.ts';
import { duplicateValue, forbiddenField, invalidValue } from '../../api/field-errors.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import { ipAddress } from '../../api/ip.ts';
import type { ContainerStatus, Pod, PodSpec, PodStatus } from '../../api/k8s/core-v1.gen.ts';
import { dns1123Subdomain } from '../../api/names.ts';
import { isDualStack } from '../../api/validation/addresses.ts';
import { checkQualifiedName, type Found, reject } from '../../api/validation/basics.ts';
import { checkAnnotationUpdate, checkPodAnnotations } from '../../api/validation/pod-spec/annotations.ts';

const SYSTEM_CONDITIONS = new Set(['PodScheduled', 'Ready', 'Initialized']);
const NONE: PodStatus = {};

/** Errors of a new status. Models ValidatePodStatusUpdate. */
export function validatePodStatusUpdate(next: Pod, previous: Pod): readonly FieldError[] {
  const found: Found = [];
  const after = next.status ?? NONE;
  const before = previous.status ?? NONE;
  const { annotations } = next.metadata;
  if (annotations !== previous.metadata.annotations) {
    checkAnnotationUpdate(annotations, previous.metadata.annotations, 'metadata.annotations', found);
    checkPodAnnotations(annotations, next.spec ?? ({} as PodSpec), 'metadata.annotations', found);
  }
  for (const [i, { type }] of (after.conditions ?? []).entries()) {
    // Upstream names conditions as part of the metadata.
    if (!SYSTEM_CONDITIONS.has(type)) checkQualifiedName(type, `metadata.conditions[${i}].Type`, found);
  }
  const nominated = after.nominatedNodeName;
  if (nominated && nominated !== before.nominatedNodeName) {
    reject(dns1123Subdomain(nominated), nominated, 'status.nominatedNodeName', found);
  }
  checkTransitions(next, previous, found);
  checkPodIps(after, found);
  checkHostIps(after, found);
  return found;
}

function checkTransitions(next: Pod, previous: Pod, found: Found): void {
  const policy = previous.spec?.restartPolicy;
  const [after, before] = [next.status, previous.status];
  const nobody = new Set<string>();
  const sidecars = new Set(
    (previous.spec?.initContainers ?? []).filter((c) => c.restartPolicy === 'Always').map((c) => c.name),
  );
  if (policy !== 'Always') {
    checkEnded(after?.containerStatuses, before?.containerStatuses, policy, nobody, 'status.containerStatuses', found);
    const at = 'status.initContainerStatuses';
    checkEnded(after?.initContainerStatuses, before?.initContainerStatuses, policy, sidecars, at, found);
  }
  // Nobody starts a container for debugging again.
  const at = 'status.ephemeralContainerStatuses';
  checkEnded(after?.ephemeralContainerStatuses, before?.ephemeralContainerStatuses, 'Never', nobody, at, found);
}

/** A container that has ended for good stays so. */
function checkEnded(
  next: readonly ContainerStatus[] = [],
  previous: readonly ContainerStatus[] = [],
  policy: string | undefined,
  mayRestart: ReadonlySet<string>,
  path: string,
  found: Found,
): void {
  for (const [i, before] of previous.entries()) {
    const ended = before.state?.terminated;
    if (!ended || mayRestart.has(before.name) || (ended.exitCode !== 0 && policy === 'OnFailure')) continue;
    if (next.some((after) => after.name === before.name && !after.state?.terminated)) {
      found.push(forbiddenField(`${path}[${i}].state`, 'may not be transitioned to non-terminated state'));
    }
  }
}

const goIps = (type: string, list: readonly { readonly ip?: string }[]) =>
  goSyntax(`[]core.${type}{${list.map(({ ip }) => `core.${type}{IP:"${ip}"}`).join(', ')}}`);

const ONE_EACH = 'may specify no more than one IP for each IP family';

function checkPodIps({ podIPs = [] }: PodStatus, found: Found): void {
  for (const [i, { ip = '' }] of podIPs.entries()) reject(ipAddress(ip), ip, `status.podIPs[${i}]`, found);
  if (podIPs.length < 2) return;
  if (!isDualStack(podIPs.map(({ ip = '' }) => ip)) || podIPs.length > 2) {
    found.push(invalidValue('status.podIPs', goIps('PodIP', podIPs), ONE_EACH));
  }
  checkNoTwice('PodIP', podIPs, 'status.podIPs', found);
}

function checkHostIps({ hostIP = '', hostIPs = [] }: PodStatus, found: Found): void {
  if (hostIPs.length === 0) return;
  const first = hostIPs[0]!.ip ?? '';
  if (hostIP !== first) found.push(invalidValue('status.hostIPs[0].ip', first, 'must be equal to `hostIP`'));
  for (const [i, { ip = '' }] of hostIPs.entries()) reject(ipAddress(ip), ip, `status.hostIPs[${i}]`, found);
  if (hostIPs.length < 2) return;
  checkNoTwice('HostIP', hostIPs, 'status.hostIPs', found);
  if (!isDualStack(hostIPs.map(({ ip = '' }) => ip)) || hostIPs.length > 2) {
    found.push(invalidValue('status.hostIPs', goIps('HostIP', hostIPs), ONE_EACH));
  }
}

function checkNoTwice(type: string, list: readonly { readonly ip?: string }[], path: string, found: Found): void {
  const seen = new Set<string>();
  for (const [i, { ip = '' }] of list.entries()) {
    if (seen.has(ip)) found.push(duplicateValue(`${path}[${i}]`, goSyntax(`core.${type}{IP:"${ip}"}`)));
    seen.add(ip);
  }
}
