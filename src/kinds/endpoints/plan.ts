import type { Endpoints, Pod, Service } from '../../api/k8s/core-v1.gen.ts';
import { deepEqual } from '../../base/equal.ts';
import { replace } from '../../base/shared.ts';
import { subsetsOf } from './subsets.ts';

const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';
const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity';
const HEADLESS = 'service.kubernetes.io/headless';

type Texts = Readonly<Record<string, string>>;

/** What the Endpoints of a Service should be; undefined when they are that. `trigger` is the time of the change. */
export function planEndpoints(
  service: Service,
  pods: readonly Pod[],
  current: Endpoints | undefined,
  trigger: string | undefined,
): Endpoints | undefined {
  const { subsets, truncated } = subsetsOf(service, pods);
  const labels = service.metadata.labels ?? {};
  if (current) {
    const sameSubsets = deepEqual(current.subsets ?? [], subsets);
    const sameLabels = deepEqual(omit(current.metadata.labels ?? {}, HEADLESS), labels);
    const sameCapacity = (current.metadata.annotations?.[OVER_CAPACITY] === 'truncated') === truncated;
    if (sameSubsets && sameLabels && sameCapacity) return undefined;
  }
  const { clusterIP = '' } = service.spec ?? {};
  const hasAddress = clusterIP !== '' && clusterIP !== 'None';
  let annotations = omit(omit(current?.metadata.annotations ?? {}, TRIGGER_TIME), OVER_CAPACITY);
  if (trigger !== undefined) annotations = { ...annotations, [TRIGGER_TIME]: trigger };
  if (truncated) annotations = { ...annotations, [OVER_CAPACITY]: 'truncated' };
  const { name = '', namespace = '' } = service.metadata;
  const metadata = replace<Endpoints['metadata']>(current?.metadata ?? { name, namespace }, {
    annotations: unlessEmpty(annotations),
    labels: unlessEmpty(hasAddress ? omit(labels, HEADLESS) : { ...labels, [HEADLESS]: '' }),
  });
  const object: Endpoints = { apiVersion: 'v1', kind: 'Endpoints', metadata };
  return subsets.length > 0 ? { ...object, subsets } : object;
}

function omit(texts: Texts, key: string): Texts {
  if (!(key in texts)) return texts;
  const { [key]: _left, ...rest } = texts;
  return rest;
}

function unlessEmpty(texts: Texts): Texts | undefined {
  return Object.keys(texts).length > 0 ? texts : undefined;
}
