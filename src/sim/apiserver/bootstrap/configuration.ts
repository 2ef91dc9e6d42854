import type { APIService } from '../../../api/k8s/apiregistration-v1.gen.ts';
import type { FlowSchema, FlowSchemaSpec, PriorityLevelConfiguration } from '../../../api/k8s/flowcontrol-v1.gen.ts';
import type { PriorityClass } from '../../../api/k8s/scheduling-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { goQuote } from '../../../base/go-quote.ts';
import configuration from './configuration.json' with { type: 'json' };

const annotations = { 'apf.kubernetes.io/autoupdate-spec': 'true' };
const PREEMPTS = 'PreemptLowerPriority';

/** The priority classes that every cluster has. */
export function priorityClasses(): readonly KubeObject[] {
  const make = (name: string, value: number, description: string): PriorityClass => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    description,
    preemptionPolicy: PREEMPTS,
    value,
  });
  const must = 'Used for system critical pods that must';
  return [
    make('system-node-critical', 2_000_001_000, `${must} not be moved from their current node.`),
    make(
      'system-cluster-critical',
      2_000_000_000,
      `${must} run in the cluster, but can be moved to another node if necessary.`,
    ),
  ];
}

/** How requests are shared out. Models staging/src/k8s.io/apiserver/pkg/apis/flowcontrol/bootstrap. */
export function flowControlObjects(timestamp: string): readonly KubeObject[] {
  const apiVersion = 'flowcontrol.apiserver.k8s.io/v1';
  const levels = Object.entries(configuration.priorityLevels).map(([name, spec]) => {
    const kind = 'PriorityLevelConfiguration';
    return { apiVersion, kind, metadata: { name, annotations }, spec, status: {} } as PriorityLevelConfiguration;
  });
  const schemas = Object.entries(configuration.flowSchemas).map(([name, spec]) => {
    const level = goQuote((spec as FlowSchemaSpec).priorityLevelConfiguration.name);
    const condition = {
      type: 'Dangling',
      status: 'False',
      lastTransitionTime: timestamp,
      reason: 'Found',
      message: `This FlowSchema references the PriorityLevelConfiguration object named ${level} and it exists`,
    };
    const status = { conditions: [condition] };
    return { apiVersion, kind: 'FlowSchema', metadata: { name, annotations }, spec, status } as FlowSchema;
  });
  return [...levels, ...schemas];
}

/** One for each group and version that the API server itself serves. Models pkg/controlplane/apiserver/aggregator. */
export function apiServices(): readonly KubeObject[] {
  return (configuration.apiServices as [string, string, number, number][]).map(
    ([group, version, groupPriorityMinimum, versionPriority]): APIService => ({
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: {
        name: `${version}.${group}`,
        labels: { 'kube-aggregator.kubernetes.io/automanaged': 'onstart' },
      },
      spec: { ...(group ? { group } : {}), groupPriorityMinimum, version, versionPriority },
    }),
  );
}
