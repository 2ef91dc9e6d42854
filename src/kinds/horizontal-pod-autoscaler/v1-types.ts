import type { LabelSelector } from '../../api/k8s/meta-v1.gen.ts';

// Metrics as annotations of autoscaling/v1 hold them: an older form, which no schema describes.

export interface V1Reference {
  readonly kind: string;
  readonly name: string;
  readonly apiVersion?: string;
}

/** A metric that is measured; of the sources, the one of its type. */
export interface V1MetricSpec {
  readonly type: string;
  readonly object?: {
    readonly target: V1Reference;
    readonly metricName: string;
    readonly targetValue: string;
    readonly selector?: LabelSelector;
    readonly averageValue?: string;
  };
  readonly pods?: {
    readonly metricName: string;
    readonly targetAverageValue: string;
    readonly selector?: LabelSelector;
  };
  readonly resource?: V1ResourceSource;
  readonly containerResource?: V1ResourceSource & { readonly container: string };
  readonly external?: {
    readonly metricName: string;
    readonly metricSelector?: LabelSelector;
    readonly targetValue?: string;
    readonly targetAverageValue?: string;
  };
}

export interface V1ResourceSource {
  readonly name: string;
  readonly targetAverageUtilization?: number;
  readonly targetAverageValue?: string;
}

/** What was measured. */
export interface V1MetricStatus {
  readonly type: string;
  readonly object?: {
    readonly target: V1Reference;
    readonly metricName: string;
    readonly currentValue: string;
    readonly selector?: LabelSelector;
    readonly averageValue?: string;
  };
  readonly pods?: {
    readonly metricName: string;
    readonly currentAverageValue: string;
    readonly selector?: LabelSelector;
  };
  readonly resource?: V1ResourceStatus;
  readonly containerResource?: V1ResourceStatus & { readonly container: string };
  readonly external?: {
    readonly metricName: string;
    readonly metricSelector?: LabelSelector;
    readonly currentValue: string;
    readonly currentAverageValue?: string;
  };
}

export interface V1ResourceStatus {
  readonly name: string;
  readonly currentAverageUtilization?: number;
  readonly currentAverageValue: string;
}

/** The fields that have a value, in the order given: what Go leaves out as empty is undefined. */
export function present<T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
