import type { Service } from '../../api/k8s/core-v1.gen.ts';
import { deepEqual } from '../../base/equal.ts';

export const SERVICE_NAME = 'kubernetes.io/service-name';
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const HEADLESS = 'service.kubernetes.io/headless';
const CONTROLLER = 'endpointslice-controller.k8s.io';
const RESERVED = new Set([SERVICE_NAME, MANAGED_BY, HEADLESS]);

type Labels = Readonly<Record<string, string>>;

/** The labels of a Service's slices: its own, and where they belong; `present` if it says the same. */
export function sliceLabels(service: Service, present: Labels | undefined): Labels {
  const labels: Record<string, string> = {};
  for (const [key, value] of Object.entries(service.metadata.labels ?? {})) if (!RESERVED.has(key)) labels[key] = value;
  const { clusterIP = '' } = service.spec ?? {};
  if (clusterIP === '' || clusterIP === 'None') labels[HEADLESS] = '';
  labels[MANAGED_BY] = CONTROLLER;
  labels[SERVICE_NAME] = service.metadata.name!;
  return present && deepEqual(labels, present) ? present : labels;
}

/** Whether this controller looks after a slice with these labels. */
export function isManaged(labels: Labels | undefined): boolean {
  return labels?.[MANAGED_BY] === CONTROLLER;
}
