import { mapShared } from '../../base/shared.ts';
import type { Container, PodSpec, PodTemplateSpec } from '../k8s/core-v1.gen.ts';
import { defaultContainer } from './containers.ts';
import { changeField, fill, fillZero } from './fill.ts';
import { defaultResourceList } from './resource-list.ts';
import { defaultVolume } from './volumes.ts';

/** The old and the new name of the service account field always agree. */
function sameServiceAccount(spec: PodSpec): PodSpec {
  const name = spec.serviceAccountName || spec.serviceAccount;
  if (!name || (spec.serviceAccountName === name && spec.serviceAccount === name)) return spec;
  return { ...spec, serviceAccountName: name, serviceAccount: name };
}

function complete(spec: PodSpec): PodSpec {
  let result = fillZero(spec, { dnsPolicy: 'ClusterFirst', restartPolicy: 'Always' });
  result = fillZero(result, { schedulerName: 'default-scheduler' });
  result = fill(result, { securityContext: {}, terminationGracePeriodSeconds: 30 });
  result = changeField(result, 'containers', (list) => mapShared(list, defaultContainer));
  result = changeField(result, 'initContainers', (list) => mapShared(list, defaultContainer));
  result = changeField(result, 'ephemeralContainers', (list) => mapShared(list, defaultContainer));
  result = changeField(result, 'overhead', defaultResourceList);
  result = changeField(result, 'volumes', (list) => mapShared(list, defaultVolume));
  return sameServiceAccount(result);
}

/** A Pod's containers request what they limit, unless they say otherwise. */
function requestLimits(container: Container): Container {
  const { limits, requests } = container.resources ?? {};
  if (!limits) return container;
  const missing = Object.keys(limits).filter((resource) => requests?.[resource] === undefined);
  if (missing.length === 0) return container;
  const added = Object.fromEntries(missing.map((resource) => [resource, limits[resource]!]));
  return { ...container, resources: { ...container.resources, requests: { ...requests, ...added } } };
}

/** On the host's network a container port is the host's port. */
const hostPorts = (container: Container): Container =>
  changeField(container, 'ports', (ports) =>
    mapShared(ports, (port) => (port.hostPort ? port : { ...port, hostPort: port.containerPort })),
  );

function completePod(spec: PodSpec): PodSpec {
  let result = fill(complete(spec), { enableServiceLinks: true });
  const change = (container: Container): Container =>
    requestLimits(result.hostNetwork ? hostPorts(container) : container);
  result = changeField(result, 'containers', (list) => mapShared(list, change));
  return changeField(result, 'initContainers', (list) => mapShared(list, change));
}

/** Remembers what a spec became, and that what came out is complete: the same spec object is seen again and again. */
function memoized(change: (spec: PodSpec) => PodSpec): (spec: PodSpec) => PodSpec {
  const known = new WeakMap<PodSpec, PodSpec>();
  return (spec) => {
    const before = known.get(spec);
    if (before) return before;
    const result = change(spec);
    known.set(spec, result);
    known.set(result, result);
    return result;
  };
}

/** Completes the spec of a Pod. Same object for a spec that is complete, and for one seen before. */
export const defaultPodSpec = memoized(completePod);

/** Completes the spec of a Pod template, which leaves more open than a Pod's. Models SetDefaults_PodSpec. */
export const defaultTemplateSpec = memoized(complete);

const emptySpec = {} as PodSpec;

/** Completes a Pod template. */
export function defaultPodTemplate(template: PodTemplateSpec | undefined): PodTemplateSpec {
  const spec = defaultTemplateSpec(template?.spec ?? emptySpec);
  if (template?.metadata && spec === template.spec) return template;
  return { ...template, metadata: template?.metadata ?? {}, spec };
}
