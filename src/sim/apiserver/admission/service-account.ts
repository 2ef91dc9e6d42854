import type { Pod, PodSpec, ServiceAccount } from '../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { type Process, sleep } from '../../../api/process.ts';
import { podReferences } from '../pod-references.ts';
import type { Call, Server } from '../server.ts';
import { lookUp } from '../server.ts';
import { secretProblem } from './mountable-secrets.ts';
import { type AdmissionPlugin, type Attributes, refused } from './plugin.ts';
import { withToken } from './service-account-token.ts';

const DEFAULT = 'default';
const MIRROR = 'kubernetes.io/config.mirror';
/** The account `default` of a new namespace is waited for so often and so long. */
const ATTEMPTS = 10;
const RETRY_MS = 100;

/** Pods run as a service account, whose token they mount. Models plugin/pkg/admission/serviceaccount. */
export const serviceAccount: AdmissionPlugin = {
  resources: ['pods'],
  operations: ['CREATE'],
  admit(object, attributes) {
    const pod = object as Pod;
    if (isMirror(pod)) {
      checkMirror(pod, attributes);
      return pod;
    }
    if (!pod.spec) return pod;
    const name = nameIn(pod.spec);
    const account = accountOf(pod, name, attributes);
    if (!account) return pod;
    const { server } = attributes;
    const { automountServiceAccountToken: own } = pod.spec;
    const mounts = own ?? account.automountServiceAccountToken ?? true;
    const spec = mounts ? withToken(withAccount(pod.spec, name), server.random) : withAccount(pod.spec, name);
    const secrets = account.imagePullSecrets;
    const whole = secrets?.length && !spec.imagePullSecrets?.length ? { ...spec, imagePullSecrets: secrets } : spec;
    return { ...pod, spec: whole } as Pod;
  },
  validate(object, attributes) {
    const pod = object as Pod;
    if (isMirror(pod)) {
      checkMirror(pod, attributes);
      return;
    }
    const name = pod.spec?.serviceAccountName;
    const { namespace, name: podName } = pod.metadata;
    if (!name) throw refused(attributes, pod, `no service account specified for pod ${namespace}/${podName}`);
    const account = accountOf(pod, name, attributes);
    const problem = account && secretProblem(account, pod);
    if (problem !== undefined) throw refused(attributes, pod, problem);
  },
};

/** Waits a little for the account that a new Pod needs, for it may be made just now. */
export function* awaitAccount(server: Server, { resource }: Call, object: KubeObject): Process<void> {
  if (resource.name !== 'pods' || isMirror(object as Pod)) return;
  const accounts = server.resources.named('', 'serviceaccounts');
  const { spec, metadata } = object as Pod;
  if (!accounts || !spec || nameIn(spec) !== DEFAULT) return;
  for (let i = 1; i < ATTEMPTS && !lookUp(server, '', 'serviceaccounts', metadata.namespace!, DEFAULT); i++) {
    yield* sleep(RETRY_MS);
  }
}

function nameIn(spec: PodSpec): string {
  return spec.serviceAccountName || spec.serviceAccount || DEFAULT;
}

function withAccount(spec: PodSpec, name: string): PodSpec {
  if (spec.serviceAccountName === name && spec.serviceAccount === name) return spec;
  return { ...spec, serviceAccountName: name, serviceAccount: name };
}

/** Undefined where service accounts are not served. */
function accountOf(pod: Pod, name: string, attributes: Attributes): ServiceAccount | undefined {
  const { server } = attributes;
  if (!server.resources.named('', 'serviceaccounts')) return undefined;
  const namespace = pod.metadata.namespace!;
  const found = lookUp(server, '', 'serviceaccounts', namespace, name) as ServiceAccount | undefined;
  if (found) return found;
  const why = `serviceaccount "${name}" not found`;
  throw refused(attributes, pod, `error looking up service account ${namespace}/${name}: ${why}`);
}

function isMirror({ metadata }: Pod): boolean {
  return metadata.annotations?.[MIRROR] !== undefined;
}

function checkMirror(pod: Pod, attributes: Attributes): void {
  const refuse = (what: string): never => {
    throw refused(attributes, pod, `a mirror pod may not ${what}`);
  };
  if (pod.spec?.serviceAccountName) refuse('reference service accounts');
  if (podReferences(pod).secrets.size > 0) refuse('reference secrets');
  const sources = (pod.spec?.volumes ?? []).flatMap(({ projected }) => projected?.sources ?? []);
  if (sources.some((source) => source.serviceAccountToken)) refuse('use service account token volume projections');
}
