import type { Outcomes } from '../outcome.ts';

const REFUSED = 'Error from server (Forbidden): pods "*" is forbidden: ';

/** Memory, CPU and what else is counted. */
export const outcomes: Outcomes = {
  'memory-limits': {
    'a container within its limit runs and uses about 150 MiB': [
      ['get pods -n mem-example #2', ['memory-demo 1/1 Running 0 89s']],
      ['top pod memory-demo', ['memory-demo *m 150Mi']],
    ],
    'one that takes more is killed and started again': [
      ['get pods -n mem-example #1', ['memory-demo-2 0/1 OOMKilled 2 (*']],
      ['get pod memory-demo-2', ['lastState:', 'exitCode: 137', 'reason: OOMKilled', 'restartCount: 3']],
      ['describe pod memory-demo-2', ['Warning BackOff * kubelet Back-off restarting failed container *']],
    ],
    'one that asks for more than any machine has stays pending': [
      ['get pods -n mem-example #2', ['memory-demo-3 0/1 Pending 0 89s']],
      [
        'describe pod memory-demo-3',
        ['Warning FailedScheduling * default-scheduler 0/2 nodes are available: 2 Insufficient memory. preemption: *'],
      ],
    ],
  },
  'cpu-limits': {
    'a container that would use two processors gets the one that it may use': [
      ['top pod', ['cpu-demo 1000m *', 'no-limit 2001m *']],
      ['get pods -n cpu-example #2', ['cpu-demo 1/1 Running 0 62s']],
    ],
    'one that asks for a hundred stays pending': [
      ['get pods -n cpu-example #2', ['cpu-demo-2 0/1 Pending 0 62s']],
      [
        'describe pod cpu-demo-2',
        ['Warning FailedScheduling * default-scheduler 0/2 nodes are available: 2 Insufficient cpu. preemption: *'],
      ],
    ],
  },
  'qos-classes': {
    'the class follows from requests and limits': [
      [
        'get pods',
        [
          'limits-only Guaranteed',
          'qos-demo Guaranteed',
          'qos-demo-2 Burstable',
          'qos-demo-3 BestEffort',
          'qos-demo-4 Burstable',
        ],
      ],
    ],
    'requests are what the limits are where nothing is said of them': [
      [
        'get pod limits-only',
        ['{"limits":{"cpu":"700m","memory":"200Mi"},"requests":{"cpu":"700m","memory":"200Mi"}}'],
      ],
    ],
  },
  'limit-ranges': {
    'containers get the defaults that they do not say themselves': [
      [
        'get pods -n default-mem-example',
        ['default-mem-demo 256Mi 512Mi', 'default-mem-demo-2 1Gi 1Gi', 'default-mem-demo-3 128Mi 512Mi'],
      ],
      ['get limitrange', ['- default:', 'cpu: 800m', 'defaultRequest:', 'cpu: 800m']],
      ['get pod constraints-cpu-demo-4', ['{"limits":{"cpu":"800m"},"requests":{"cpu":"800m"}}']],
    ],
    'too much and too little are refused': [
      [
        'run constraints-cpu-demo-2',
        [`${REFUSED}maximum cpu usage per Container is 800m, but limit is 1500m`, '[exit 1]'],
      ],
      [
        'run constraints-cpu-demo-3',
        [`${REFUSED}minimum cpu usage per Container is 200m, but request is 100m`, '[exit 1]'],
      ],
    ],
    'a quota counts the namespace': [
      [
        'run quota-mem-cpu-demo-2',
        [
          `${REFUSED}exceeded quota: mem-cpu-demo, requested: requests.memory=700Mi, used: requests.memory=600Mi, limited: requests.memory=1Gi`,
          '[exit 1]',
        ],
      ],
      ['run plain', [`${REFUSED}failed quota: mem-cpu-demo: must specify limits.cpu for: plain; *`, '[exit 1]']],
      [
        'get deployment pod-quota-demo',
        [
          'availableReplicas: 2',
          '* exceeded quota:',
          'pod-demo, requested: pods=1, used: pods=2, limited: pods=2*',
          'readyReplicas: 2',
        ],
      ],
    ],
  },
  'extended-resources': {
    'what is advertised may be allocated': [
      ['describe node node-1', ['Capacity:', 'example.com/dongle: 4', 'Allocatable:', 'example.com/dongle: 4']],
    ],
    'whoever comes too late waits until enough has been given back': [
      ['get pods #1', ['extended-resource-demo 1/1 Running 0 10s', 'extended-resource-demo-2 0/1 Pending 0 9s']],
      [
        'describe pod extended-resource-demo-2',
        ['* 0/1 nodes are available: 1 Insufficient example.com/dongle. preemption: *'],
      ],
      ['get pods #2', ['extended-resource-demo-2 1/1 Running 0 24s']],
    ],
    'there are no halves': [
      [
        'run half-a-dongle',
        ['* spec.containers[0].resources.limits[example.com/dongle]: Invalid value: *: must be an integer', '[exit 1]'],
      ],
    ],
    'what is taken back is gone': [['get node node-1', ['!*dongle*']]],
  },
  'resize-in-place': {
    'the server of v1.32 knows no such subresource unless a feature is switched on': [
      [
        'patch pod resize-demo --subresource',
        ['Error from server (NotFound): the server could not find the requested resource', '[exit 1]'],
      ],
    ],
    'a change of the Pod itself is refused': [
      [
        'patch pod resize-demo --patch',
        [
          'The Pod "resize-demo" is invalid: spec: Forbidden: pod updates may not change fields other than *',
          '[exit 1]',
        ],
      ],
      ['get pod resize-demo', ['{"limits":{"cpu":"700m","memory":"200Mi"},*']],
    ],
    'a Deployment replaces its Pods': [['get pods -l app=web', ['web-* 800m']]],
  },
};
