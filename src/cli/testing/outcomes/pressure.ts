import type { Outcomes } from '../outcome.ts';

/** Nodes that run short of memory or disk. */
export const outcomes: Outcomes = {
  'node-pressure': {
    'the Pod that is furthest above its request goes, and the node tells of it': [
      [
        'get pod hungry',
        [
          'Evicted: The node was low on resource: memory. Threshold quantity: 200Mi, available: *Ki. Container eater was using *Ki, request is 200Mi, has larger consumption of memory.',
        ],
      ],
      ['get pods -l node=low-memory', ['modest 1/1 Running 0 70s']],
      ['get nodes #1', ['low-memory node.kubernetes.io/memory-pressure', 'quiet <none>']],
    ],
    'it has recovered when it has had enough for the transition period': [['get nodes #2', ['low-memory <none>']]],
    'a full disk is cleared of what is over, and costs who writes most': [
      [
        'get pod writer',
        ['Evicted: The node was low on resource: ephemeral-storage. Threshold quantity: 2147483680, *'],
      ],
      ['logs finished', ['unable to retrieve container logs for containerd://*']],
      ['get nodes #3', ['low-disk node.kubernetes.io/disk-pressure']],
      ['get events', ['EvictionThresholdMet Attempting to reclaim ephemeral-storage']],
    ],
    'a node under pressure takes no new Pods': [
      ['get pods -l node=low-disk', ['late 0/1 Evicted 0 4s']],
      ['get pod late', ['Pod was rejected: The node had condition: [DiskPressure].']],
    ],
    'a Pod that writes more than it may goes, however much room there is': [
      ['get pod limited', ['Evicted: Pod ephemeral local storage usage exceeds the total limit of containers 200Mi.']],
    ],
  },
};
