import type { Outcomes } from '../outcome.ts';

/** Init containers and sidecars. */
export const outcomes: Outcomes = {
  'init-containers': {
    'the app waits until both names can be found': [
      ['get pod myapp-pod #1', ['myapp-pod 0/1 Init:0/2 0 6s']],
      [
        'logs myapp-pod -c init-myservice',
        ["nslookup: can't resolve 'myservice.default.svc.cluster.local'", 'waiting for myservice'],
      ],
      [
        'logs myapp-pod -c init-mydb',
        [
          'Error from server (BadRequest): container "init-mydb" in pod "myapp-pod" is waiting to start: PodInitializing',
          '[exit 1]',
        ],
      ],
      ['get pod myapp-pod #2', ['myapp-pod 1/1 Running 0 20s']],
      ['logs myapp-pod #3', ['The app is running!']],
    ],
    'an init container leaves a page to the server': [['exec init-demo', ['<p>A page from elsewhere</p>']]],
    'why one fails is seen in its status and log': [
      ['get pods #1', ['unlucky 0/1 Init:* 1 (*']],
      [
        'logs unlucky -c second',
        ['+ cat /etc/missing.conf', "cat: can't open '/etc/missing.conf': No such file or directory"],
      ],
      ['get pod unlucky --template', ['first 0 true', 'second 1 false']],
      [
        'logs unlucky #2',
        [
          'Error from server (BadRequest): container "main" in pod "unlucky" is waiting to start: PodInitializing',
          '[exit 1]',
        ],
      ],
      ['get pods #2', ['unlucky 0/1 Init:CrashLoopBackOff 3 (*']],
    ],
  },
  sidecars: {
    'a sidecar counts as a container and ships what the app writes': [
      ['get pods #1', ['myapp-* 2/2 Running 0 10s']],
      ['logs deployment/myapp', ['logging', 'logging', 'logging']],
    ],
    'a Job ends when its own container has ended, and its sidecar with it': [
      ['logs job/myjob', ['logging']],
      ['get jobs,pods', ['job.batch/myjob Complete 1/1 *', 'pod/myjob-* 0/2 Completed 0 45s']],
    ],
    'the app waits until the startup probe of its sidecar has succeeded': [
      ['get pods #1', ['waits 0/2 Init:0/1 0 10s']],
      ['get events', ['Startup probe failed: HTTP probe failed with statuscode: 404']],
    ],
    'an ordinary container beside it would keep the Pod from ending': [['get pods #3', ['without 1/2 NotReady 0 60s']]],
  },
};
