import type { CronJob } from '../../../../api/k8s/batch-v1.gen.ts';
import type { Namespace, Pod, PodTemplate, PodTemplateSpec } from '../../../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../../../api/object.ts';
import { invalid } from '../../../../api/status.ts';
import { deepEqual } from '../../../../base/equal.ts';
import { goQuote } from '../../../../base/go-quote.ts';
import { lookUp } from '../../server.ts';
import { type AdmissionPlugin, type Attributes, refused } from '../plugin.ts';
import { type Policy, policyOf, type Standard, standardText, violationsOf, violationsText } from './policy.ts';

const CONTROLLERS = [
  'replicationcontrollers',
  'podtemplates',
  'replicasets.apps',
  'deployments.apps',
  'statefulsets.apps',
  'daemonsets.apps',
  'jobs.batch',
  'cronjobs.batch',
];
const RANK = { privileged: 0, baseline: 1, restricted: 2 } as const;

/** Namespaces can forbid Pods that are not secure, or warn of them. Models PodSecurity of pod-security-admission. */
export const podSecurity: AdmissionPlugin = {
  resources: ['pods', 'namespaces', ...CONTROLLERS],
  operations: ['CREATE', 'UPDATE'],
  validate(object, attributes) {
    const { name } = attributes.call.resource;
    if (name === 'namespaces') checkNamespace(object as Namespace, attributes);
    else if (name === 'pods') checkPod(object as Pod, attributes);
    else checkTemplate(object, attributes);
  },
};

function policyFor(object: KubeObject, { server }: Attributes): Policy {
  return policyOf(lookUp(server, '', 'namespaces', '', object.metadata.namespace!)?.metadata.labels).policy;
}

function checkPod(pod: Pod, attributes: Attributes): void {
  const { enforce, warn } = policyFor(pod, attributes);
  if ((enforce.level === 'privileged' && warn.level === 'privileged') || !pod.spec) return;
  if (attributes.previous && !isSignificant(pod, attributes.previous as Pod)) return;
  const { annotations } = pod.metadata;
  const problems = violationsText(enforce, pod.spec, annotations);
  if (problems !== '')
    throw refused(attributes, pod, `violates PodSecurity ${goQuote(standardText(enforce))}: ${problems}`);
  warnOf(warn, pod.spec, annotations, attributes);
}

function checkTemplate(object: KubeObject, attributes: Attributes): void {
  const { warn } = policyFor(object, attributes);
  const template = warn.level === 'privileged' ? undefined : templateOf(object);
  if (template?.spec) warnOf(warn, template.spec, template.metadata?.annotations, attributes);
}

function warnOf(
  warn: Standard,
  spec: NonNullable<Pod['spec']>,
  annotations: Readonly<Record<string, string>> | undefined,
  { call }: Attributes,
): void {
  const problems = violationsText(warn, spec, annotations);
  if (problems === '' || !call.decode) return;
  call.warnings.push(`would violate PodSecurity ${goQuote(standardText(warn))}: ${problems}`);
}

function templateOf(object: KubeObject): PodTemplateSpec | undefined {
  if (object.kind === 'PodTemplate') return (object as unknown as PodTemplate).template;
  if (object.kind === 'CronJob') return (object as unknown as CronJob).spec?.jobTemplate.spec?.template;
  return (object as { spec?: { template?: PodTemplateSpec } }).spec?.template;
}

/** An update that changes no field which the standards look at is let through. Models isSignificantPodUpdate. */
function isSignificant({ spec, metadata }: Pod, previous: Pod): boolean {
  if (!deepEqual(metadata.annotations, previous.metadata.annotations)) return true;
  const images = (pod: Pod['spec']): unknown => [
    pod?.containers.map(({ image: _image, ...rest }) => rest),
    pod?.initContainers?.map(({ image: _image, ...rest }) => rest),
    pod?.ephemeralContainers,
  ];
  return !deepEqual(images(spec), images(previous.spec));
}

function checkNamespace(namespace: Namespace, attributes: Attributes): void {
  const { policy, errors } = policyOf(namespace.metadata.labels);
  const before = attributes.previous && policyOf(attributes.previous.metadata.labels);
  if (errors.length > 0 && !(before && deepEqual(errors, before.errors))) {
    throw invalid(attributes.call.resource.kind, namespace.metadata.name!, errors);
  }
  if (!before || !attributes.call.decode) return;
  const [next, previous] = [policy.enforce, before.policy.enforce];
  if (deepEqual(next, previous) || next.level === 'privileged') return;
  if (next.version === previous.version && RANK[next.level] <= RANK[previous.level]) return;
  attributes.call.warnings.push(...existingViolations(namespace.metadata.name!, next, attributes));
}

/** The Pods of a namespace that a new standard would forbid, grouped by what is wrong. Models EvaluatePodsInNamespace. */
function existingViolations(namespace: string, standard: Standard, { server }: Attributes): string[] {
  const pods = server.resources.named('', 'pods');
  if (!pods) return [];
  const from = `${pods.prefix}${namespace}/`;
  const found = new Map<string, string[]>();
  for (const pod of pods.cache.list(from, `${from}\uffff`) as Pod[]) {
    const problems = pod.spec ? violationsOf(standard, pod.spec, pod.metadata.annotations) : [];
    const reasons = problems.map(({ reason }) => reason).join(', ');
    if (reasons !== '') found.set(reasons, [...(found.get(reasons) ?? []), pod.metadata.name!]);
  }
  if (found.size === 0) return [];
  const head = `existing pods in namespace ${goQuote(namespace)} violate the new PodSecurity enforce level`;
  return [
    `${head} ${goQuote(standardText(standard))}`,
    ...[...found].map(([reasons, names]) => groupText(names, reasons)).sort(),
  ];
}

function groupText([first, ...others]: readonly string[], reasons: string): string {
  if (others.length === 0) return `${first}: ${reasons}`;
  return `${first} (and ${others.length} other ${others.length === 1 ? 'pod' : 'pods'}): ${reasons}`;
}
