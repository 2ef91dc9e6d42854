import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { controllerOf } from '../../../api/object.ts';
import { qosClass } from '../../../api/pod.ts';
import { timeSince } from '../../../api/printing.ts';
import { rfc1123z } from '../print/time.ts';
import { containersText } from './containers.ts';
import type { Describer } from './context.ts';
import { eventsSection } from './events.ts';
import { spreadLines, tolerationLines } from './template.ts';
import { annotationLines, fields, labelLines, line } from './text.ts';
import { volumesText } from './volumes.ts';

/** Models PodDescriber. */
export const describePod: Describer<Pod> = function* (pod, context) {
  return podText(pod, context.nowMs) + (yield* eventsSection(context, pod as never));
};

function podText(pod: Pod, nowMs: number): string {
  const { metadata, spec, status } = pod;
  const place = { indent: '', pod };
  return [
    identity(pod),
    labelLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    statusLines(pod, nowMs),
    line(0, `IP:\t${status?.podIP ?? ''}`),
    status?.podIPs?.length
      ? line(0, 'IPs:') + status.podIPs.map(({ ip }) => line(1, `IP:\t${ip}`)).join('')
      : line(0, 'IPs:\t<none>'),
    controllerLine(pod),
    fields(0, [['NominatedNodeName', status?.nominatedNodeName]]),
    spec?.initContainers?.length
      ? containersText('Init Containers', spec.initContainers, status?.initContainerStatuses ?? [], place)
      : '',
    containersText('Containers', spec?.containers ?? [], status?.containerStatuses ?? [], place),
    spec?.ephemeralContainers?.length
      ? containersText(
          'Ephemeral Containers',
          spec.ephemeralContainers,
          status?.ephemeralContainerStatuses ?? [],
          place,
        )
      : '',
    gatesAndConditions(pod),
    volumesText(spec?.volumes, ''),
    line(0, `QoS Class:\t${status?.qosClass ?? (spec ? qosClass(spec) : '')}`),
    labelLines('Node-Selectors', spec?.nodeSelector),
    tolerationLines('Tolerations', spec?.tolerations),
    spreadLines(spec?.topologySpreadConstraints, ''),
  ].join('');
}

function identity({ metadata, spec, status }: Pod): string {
  return [
    line(0, `Name:\t${metadata.name}`),
    line(0, `Namespace:\t${metadata.namespace}`),
    fields(0, [
      ['Priority', spec?.priority],
      ['Priority Class Name', spec?.priorityClassName],
      ['Runtime Class Name', spec?.runtimeClassName],
      ['Service Account', spec?.serviceAccountName],
    ]),
    line(0, spec?.nodeName ? `Node:\t${spec.nodeName}/${status?.hostIP ?? ''}` : 'Node:\t<none>'),
    status?.startTime ? line(0, `Start Time:\t${rfc1123z(status.startTime)}`) : '',
  ].join('');
}

function statusLines({ metadata, spec, status }: Pod, nowMs: number): string {
  const ended = status?.phase === 'Failed' || status?.phase === 'Succeeded';
  const profile = spec?.securityContext?.seccompProfile;
  return [
    metadata.deletionTimestamp && !ended
      ? line(0, `Status:\tTerminating (lasts ${timeSince(metadata.deletionTimestamp, nowMs)})`) +
        line(0, `Termination Grace Period:\t${metadata.deletionGracePeriodSeconds ?? 0}s`)
      : line(0, `Status:\t${status?.phase ?? ''}`),
    fields(0, [
      ['Reason', status?.reason],
      ['Message', status?.message],
      ['SeccompProfile', profile?.type],
      ['LocalhostProfile', profile?.type === 'Localhost' ? profile.localhostProfile : undefined],
    ]),
  ].join('');
}

/** `Controlled By:` if something controls the object. */
export function controllerLine(object: Parameters<typeof controllerOf>[0]): string {
  const owner = controllerOf(object);
  return owner ? line(0, `Controlled By:\t${owner.kind}/${owner.name}`) : '';
}

function gatesAndConditions({ spec, status }: Pod): string {
  const conditions = status?.conditions ?? [];
  const gates = (spec?.readinessGates ?? []).map(({ conditionType }) => {
    const found = conditions.find((condition) => condition.type === conditionType);
    return line(1, `${conditionType} \t${found?.status ?? '<none>'} `);
  });
  return [
    gates.length ? `Readiness Gates:\n  Type\tStatus\n${gates.join('')}` : '',
    conditions.length ? 'Conditions:\n  Type\tStatus\n' : '',
    ...conditions.map((condition) => line(1, `${condition.type} \t${condition.status} `)),
  ].join('');
}
