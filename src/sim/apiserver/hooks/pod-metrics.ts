import { passOn } from '../aggregator/aggregator.ts';
import { METRICS_GROUP } from '../aggregator/metrics-kinds.ts';
import type { HooksDefinition } from '../hooks.ts';

/** What Pods use is known to the metrics server. */
const podMetrics: HooksDefinition = {
  group: METRICS_GROUP,
  plural: 'pods',
  atRunTime: true,
  create: (server) => ({
    serve: { get: (call) => passOn(server, call), list: (call) => passOn(server, call) },
  }),
};

export default podMetrics;
