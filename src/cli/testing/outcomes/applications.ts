import type { Outcomes } from '../outcome.ts';

/** Applications of several parts. */
export const outcomes: Outcomes = {
  wordpress: {
    'both claims get a disk, both Pods run, the blog has an address': [
      [
        'get pvc #1',
        [
          'mysql-pv-claim Bound pvc-* 20Gi RWO standard <unset> *',
          'wp-pv-claim Bound pvc-* 20Gi RWO standard <unset> *',
        ],
      ],
      ['get pods', ['wordpress-* 1/1 Running 0 40s', 'wordpress-mysql-* 1/1 Running 0 40s']],
      ['get services wordpress', ['wordpress LoadBalancer 10.96.* 203.0.113.* 80:*/TCP 41s']],
      ['exec client', ['*WordPress*Installation*']],
    ],
    'what the database wrote is there for its next Pod': [
      ['get pods -l tier=mysql', ['wordpress-mysql-* 1/1 Running 0 30s']],
      ['exec deployment/wordpress-mysql -- cat', ['a post']],
    ],
    'with the claims the disks go': [['get pvc,pv', ['No resources found']]],
  },
  'mysql-single': {
    'the Deployment has one Pod that uses the claim': [
      [
        'describe deployment mysql',
        [
          'StrategyType: Recreate',
          'MYSQL_ROOT_PASSWORD: password',
          'ClaimName: mysql-pv-claim',
          'NewReplicaSet: mysql-* (1/1 replicas created)',
        ],
      ],
      [
        'describe pvc',
        ['StorageClass: manual', 'Status: Bound', 'Volume: mysql-pv-volume', 'Capacity: 20Gi', 'Access Modes: RWO'],
      ],
    ],
    'a client in the cluster is answered; a server without a password does not start': [
      ['logs mysql-client', ['1', '1']],
      ['logs no-password', ['*Database is uninitialized and password option is not specified']],
    ],
    'a volume made by hand is kept': [
      ['get pv', ['mysql-pv-volume 20Gi RWO Retain Released default/mysql-pv-claim manual *']],
    ],
  },
  'shared-directory': {
    'one container writes the page that the other serves': [
      ['get pod two-containers', ['two-containers 1/2 NotReady 0 15s']],
      ['exec two-containers', ['Hello from the debian container']],
    ],
    'an empty directory outlives the container, not what lies elsewhere': [
      ['get pod redis', ['redis 1/1 Running 1 (7s ago) 25s']],
      ['exec redis -- ls', ['/data:', 'redis', '/data/redis:', 'test-file', '!elsewhere']],
    ],
    'a claimed volume outlives the Pod, and a claim in use outlives its deletion': [
      ['exec task-pv-pod -- curl', ['Hello from Kubernetes storage']],
      ['get pvc task-pv-claim #2', ['task-pv-claim Terminating pvc-* 3Gi RWO standard *']],
      ['get pvc,pv', ['!*persistentvolumeclaim/*']],
    ],
  },
  'frontend-backend': {
    'the frontend sends requests on to the backend': [
      [
        'describe deployment backend',
        [
          'Selector: app=hello,tier=backend,track=stable',
          'Replicas: 3 desired | 3 updated | 3 total | 3 available | 0 unavailable',
        ],
      ],
      ['get service frontend', ['frontend LoadBalancer 10.96.* 203.0.113.* 80:*/TCP 60s']],
      ['exec client -- wget -qO- http://hello', ['{"message":"Hello"}']],
      ['exec client -- wget -qO- http://frontend', ['{"message":"Hello"}']],
    ],
    'without a backend it says that its gateway is bad': [
      ['exec client -- wget -qO- -T 5', ['wget: server returned error: HTTP/1.1 502 Bad Gateway', '[exit 1]']],
    ],
  },
  'external-address': {
    'the address comes after a while': [
      ['get services my-service #1', ['my-service LoadBalancer 10.96.* <pending> 8080:*/TCP 1s']],
      ['get services my-service #2', ['my-service LoadBalancer 10.96.* 203.0.113.* 8080:*/TCP 59s']],
    ],
    'behind it are the five Pods': [
      [
        'describe services my-service',
        [
          'LoadBalancer Ingress: 203.0.113.* (VIP)',
          'Port: <unset> 8080/TCP',
          'Endpoints: *:8080,*:8080,*:8080 + 2 more...',
        ],
      ],
      ['exec client', ['Hello, world!', 'Version: 2.0.0', 'Hostname: hello-world-*']],
    ],
  },
  zookeeper: {
    'servers come one after the other, each on a node of its own': [
      ['get pods -l app=zk #1', ['zk-0 0/1 Running 0 15s', '!zk-1 *']],
      ['get pods -l app=zk -o wide', ['zk-0 1/1 * node-1 *', 'zk-1 1/1 * node-3 *', 'zk-2 1/1 * node-2 *']],
      ['exec zk-0', ['zk-0.zk-hs.default.svc.cluster.local']],
      ['get pvc', ['datadir-zk-0 Bound *', 'datadir-zk-1 Bound *', 'datadir-zk-2 Bound *']],
      ['get pdb zk-pdb #1', ['zk-pdb N/A 1 1 92s']],
    ],
    'a node is drained; its server finds no other place': [
      ['drain node-1', ['evicting pod default/zk-0', 'pod/zk-0 evicted', 'node/node-1 drained']],
      ['get pods -l app=zk #3', ['zk-0 0/1 Pending 0 74s']],
      [
        'get events',
        [
          "zk-0 0/4 nodes are available: 2 node(s) didn't match pod anti-affinity rules, 2 node(s) were unschedulable. preemption: *",
        ],
      ],
    ],
    'the budget keeps the next node from being drained until it has': [
      ['drain node-2 #1', ["*Cannot evict pod as it would violate the pod's disruption budget.", '[exit 1]']],
      ['get pods -l app=zk #4', ['zk-0 1/1 Running 0 2m44s']],
      ['drain node-2 #2', ['pod/zk-2 evicted', 'node/node-2 drained']],
    ],
  },
  'horizontal-autoscale': {
    'without requests there is one replica': [
      ['get hpa #1', ['php-apache Deployment/php-apache cpu: 0%/50% 1 10 1 50s']],
    ],
    'a loop of requests makes it more, until each uses about half of what it asks for': [
      ['get hpa php-apache #2', ['php-apache Deployment/php-apache cpu: 4*%/50% 1 10 5 2m50s']],
      ['get deployment php-apache #1', ['php-apache 5/5 5 5 4m']],
      [
        'describe hpa',
        [
          'Normal SuccessfulRescale * horizontal-pod-autoscaler New size: *; reason: cpu resource utilization (percentage of request) above target',
        ],
      ],
    ],
    'when it has ended the replicas go, after five minutes': [
      ['get hpa php-apache #3', ['php-apache Deployment/php-apache cpu: 0%/50% 1 10 5 4m50s']],
      ['get hpa php-apache #4', ['php-apache Deployment/php-apache cpu: 0%/50% 1 10 1 10m']],
    ],
  },
};
