import type { Outcomes } from '../outcome.ts';

/** Probes, hooks and what is said at the end. */
export const outcomes: Outcomes = {
  'liveness-command': {
    'nothing has failed in the first 30 seconds': [
      [
        'describe pod liveness-exec #1',
        [
          'Liveness: exec [cat /tmp/healthy] delay=5s timeout=1s period=5s #success=1 #failure=3',
          'Normal Scheduled * default-scheduler Successfully assigned default/liveness-exec to node-1',
          'Normal Pulling * kubelet Pulling image "registry.k8s.io/busybox:1.27.2"',
          'Normal Pulled * kubelet Successfully pulled image "registry.k8s.io/busybox:1.27.2" in *',
          'Normal Created * kubelet Created container: liveness',
          'Normal Started * kubelet Started container liveness',
          '!* Unhealthy *',
        ],
      ],
    ],
    'after 35 seconds the command has failed three times and the container is killed': [
      [
        'describe pod liveness-exec #2',
        [
          "Warning Unhealthy 5s (x3 over 15s) kubelet Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory",
          'Normal Killing 5s kubelet Container liveness failed liveness probe, will be restarted',
        ],
      ],
    ],
    'half a minute later another one runs, which comes to the same end': [
      ['get pod liveness-exec #1', ['liveness-exec 1/1 Running 1 (*s ago) 90s']],
      ['get pod liveness-exec #2', ['liveness-exec 1/1 Running 3 (*s ago) 5m']],
    ],
  },
  'liveness-http': {
    'the server answers with 200 for ten seconds, then with 500, and is restarted': [
      ['get pods', ['liveness-http 1/1 Running 0 8s']],
      [
        'describe pod liveness-http',
        [
          'Restart Count: 1',
          'Liveness: http-get http://:8080/healthz delay=3s timeout=1s period=3s #success=1 #failure=3',
          'Warning Unhealthy * (x3 over *) kubelet Liveness probe failed: HTTP probe failed with statuscode: 500',
          'Normal Killing * kubelet Container liveness failed liveness probe, will be restarted',
        ],
      ],
    ],
    'a path that a web server does not have is a failure': [
      ['get events', ['Unhealthy * Liveness probe failed: HTTP probe failed with statuscode: 404']],
      ['get pods #2', ['liveness-http 0/1 CrashLoopBackOff 2 (*', 'wrong-path 1/1 Running 3 (*']],
    ],
  },
  'probes-tcp-grpc': {
    'a server is ready as soon as a connection is accepted': [
      ['get pods #1', ['goproxy 0/1 Running 0 12s']],
      ['get pods #2', ['goproxy 1/1 Running 0 35s']],
      [
        'describe pod goproxy',
        [
          'Liveness: tcp-socket :8080 delay=15s timeout=1s period=10s #success=1 #failure=3',
          'Readiness: tcp-socket :8080 delay=15s timeout=1s period=10s #success=1 #failure=3',
          '!*Unhealthy*',
        ],
      ],
    ],
    'etcd answers the question for its health': [
      [
        'describe pod etcd-with-grpc',
        ['Liveness: grpc <pod>:2379 delay=10s timeout=1s period=10s #success=1 #failure=3', '!*Unhealthy*'],
      ],
      ['get pods #3', ['etcd-with-grpc 1/1 Running 0 61s']],
    ],
    'nobody listens at the wrong port': [
      [
        'get events',
        [
          'wrong-port-grpc Unhealthy * Liveness probe failed: timeout: failed to connect service "*:2380" within 1s: context deadline exceeded',
          'wrong-port Unhealthy * Readiness probe failed: dial tcp *:8090: connect: connection refused',
          'wrong-port Unhealthy * Liveness probe failed: dial tcp *:8090: connect: connection refused',
        ],
      ],
      ['get pods #3', ['wrong-port 0/1 Running 1 (*']],
    ],
  },
  'startup-probe': {
    'nothing else is asked until the server is up': [
      [
        'get events --field-selector involvedObject.name=patient',
        [
          'Warning Unhealthy 4 Startup probe failed: Get "http://*:8080/healthz": dial tcp *:8080: connect: connection refused',
          '!* Killing *',
        ],
      ],
      ['get pod patient #1', ['started=false ready=false']],
      ['get pod patient #2', ['started=true ready=true']],
      ['get pods #3', ['patient 1/1 Running 0 5m']],
    ],
    'a liveness probe alone never lets it come up': [['get pods #3', ['impatient 0/1 CrashLoopBackOff 5 (*']]],
    'time runs out for one that is given too little of it': [
      [
        'get events --field-selector involvedObject.name=too-late',
        ['Normal Killing 1 Container app failed startup probe, will be restarted'],
      ],
      ['get pods #3', ['too-late 0/1 CrashLoopBackOff 4 (*']],
    ],
  },
  'lifecycle-hooks': {
    'the handler of the start has written its message': [['exec lifecycle-demo', ['Hello from the postStart handler']]],
    'the server that is asked to quit is gone at once, a sleep and the grace period take their time': [
      ['get pods #2', ['slow-goodbye 1/1 Terminating 0 22s', 'too-long 1/1 Terminating 0 22s', '!lifecycle-demo *']],
      ['get pods #3', ['slow-goodbye 1/1 Terminating 0 25s', '!too-long *']],
      ['get pods #4', ['!slow-goodbye *']],
    ],
    'a handler that fails ends the container': [
      [
        'describe pod bad-start',
        ['Warning FailedPostStartHook * kubelet PostStartHook failed', 'Normal Killing * kubelet FailedPostStartHook'],
      ],
    ],
  },
  'termination-message': {
    'the status keeps the last words of a container': [
      [
        'get pod termination-demo --output=yaml',
        ['lastState:', 'exitCode: 0', 'message: |', 'Sleep expired', 'reason: Completed'],
      ],
      ['get pod termination-demo -o go-template', ['Sleep expired']],
    ],
    'they may come from another file, or from the log': [
      [
        'get pods other-path',
        [
          'other-path: main 3 Error No such customer',
          'from-log: main 1 Error connecting',
          'fatal: no route to database',
          'no-message: main 1 Error <no value>',
          'two-containers: bad * Broken',
          'good 0 Completed <no value>',
        ],
      ],
    ],
  },
  'shared-processes': {
    'the server is seen from the container with tools, which may send it signals and read its files': [
      [
        'exec nginx -c shell -- ps ax #1',
        [
          '1 65535 * /pause',
          '* root * nginx: master process nginx -g daemon off;',
          '* 101 * nginx: worker process',
          '* root * sleep 3600',
        ],
      ],
      ['exec nginx -c shell -- head', ['user nginx;']],
      ['get pods #2', ['nginx 2/2 Running 0 13s']],
    ],
    'apart each sees its own': [['exec apart', ['1 root * sleep 3600', '!*nginx*']]],
  },
};
