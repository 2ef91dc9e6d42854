import type { PriorityLevelConfiguration } from '../../api/k8s/flowcontrol-v1.gen.ts';
import { replace } from '../../base/shared.ts';

/** Models pkg/apis/flowcontrol/v1/defaults.go. */
export function priorityLevelDefaults(level: PriorityLevelConfiguration): PriorityLevelConfiguration {
  const { spec } = level;
  if (!spec) return level;
  const { exempt, limited } = spec;
  const response = limited?.limitResponse;
  const queuing = response?.queuing && {
    ...response.queuing,
    handSize: response.queuing.handSize || 8,
    queues: response.queuing.queues || 64,
    queueLengthLimit: response.queuing.queueLengthLimit || 50,
  };
  const next = {
    ...spec,
    ...(exempt ? { exempt: { lendablePercent: 0, nominalConcurrencyShares: 0, ...exempt } } : {}),
    ...(limited
      ? {
          limited: {
            lendablePercent: 0,
            nominalConcurrencyShares: 30,
            ...limited,
            ...(queuing ? { limitResponse: { ...response, queuing } } : {}),
          },
        }
      : {}),
  };
  return replace(level, { spec: replace(spec, next) });
}
