import type { PluginFactory } from '../../framework.ts';

/** Higher priority first, then who came first. Models plugins/queuesort. */
const PrioritySort: PluginFactory = {
  name: 'PrioritySort',
  create: () => ({
    less: (a, b) =>
      a.info.priority !== b.info.priority ? a.info.priority > b.info.priority : a.timestampMs < b.timestampMs,
  }),
};

export default PrioritySort;
