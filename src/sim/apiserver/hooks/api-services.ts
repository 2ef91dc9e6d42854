import type { APIService } from '../../../api/k8s/apiregistration-v1.gen.ts';
import { createAggregator } from '../aggregator/aggregator.ts';
import type { HooksDefinition } from '../hooks.ts';

/** APIServices that name a Service are watched over, and what they register is served. */
const apiServices: HooksDefinition = {
  group: 'apiregistration.k8s.io',
  plural: 'apiservices',
  create(server) {
    const { observe } = createAggregator(server);
    return {
      onCommit: ({ object, previous }) => observe(object as APIService | undefined, previous as APIService | undefined),
    };
  },
};

export default apiServices;
