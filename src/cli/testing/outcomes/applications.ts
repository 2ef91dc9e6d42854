import type { Outcomes } from '../outcome.ts';

/** Applications of several parts. */
export const outcomes: Outcomes = {
  guestbook: {
    'all parts run, and the page is there': [
      [
        'get pods #1',
        [
          'frontend-* 1/1 Running 0 20s',
          'frontend-* 1/1 Running 0 20s',
          'frontend-* 1/1 Running 0 20s',
          'redis-follower-* 1/1 Running 0 20s',
          'redis-follower-* 1/1 Running 0 20s',
          'redis-leader-* 1/1 Running 0 20s',
        ],
      ],
      ['logs deployment/redis-leader', ['*Running mode=standalone, port=6379.', '*Ready to accept connections*']],
      [
        'get service',
        ['redis-follower ClusterIP 10.96.* <none> 6379/TCP 24s', 'redis-leader ClusterIP 10.96.* <none> 6379/TCP 24s'],
      ],
      ['exec client', ['*<title>Guestbook</title>*']],
    ],
    'what is written to the leader is read from a follower, which nobody may write to': [
      ['exec client #2', ['{"message": "Updated"}']],
      ['exec client #3', ['{"data": ",Hello"}']],
      [
        'exec deployment/redis-follower',
        [
          ',Hello',
          "READONLY You can't write against a read only replica.",
          'role:slave',
          'master_host:redis-leader',
          'master_link_status:up',
        ],
      ],
      ['exec deployment/redis-leader', [',Hello', 'role:master', 'connected_slaves:*', 'slave0:ip=10.244.*']],
    ],
    'the frontend grows and shrinks': [
      [
        'get pods #3',
        [
          'frontend-* 1/1 Running 0 10s',
          'frontend-* 1/1 Running 0 40s',
          'frontend-* 1/1 Running 0 10s',
          'frontend-* 1/1 *',
          'frontend-* 1/1 *',
        ],
      ],
      [
        'delete deployment,service',
        [
          'deployment.apps "redis-follower" deleted',
          'deployment.apps "redis-leader" deleted',
          'service "redis-follower" deleted',
          'service "redis-leader" deleted',
        ],
      ],
    ],
  },
  'redis-configuration': {
    'an empty configuration leaves the usual values': [
      ['exec redis -- redis-cli CONFIG GET maxmemory #1', ['maxmemory', '0']],
      ['exec redis -- redis-cli CONFIG GET maxmemory-policy #1', ['maxmemory-policy', 'noeviction']],
    ],
    'a change reaches the file, but not the server that runs': [
      ['describe configmap', ['redis-config:', '----', 'maxmemory 2mb', 'maxmemory-policy allkeys-lru']],
      ['exec redis -- cat', ['maxmemory 2mb', 'maxmemory-policy allkeys-lru']],
      ['exec redis -- redis-cli CONFIG GET maxmemory #3', ['maxmemory', '0']],
    ],
    'a new Pod reads it': [
      ['exec redis -- redis-cli CONFIG GET maxmemory #4', ['maxmemory', '2097152']],
      ['exec redis -- redis-cli CONFIG GET maxmemory-policy #2', ['maxmemory-policy', 'allkeys-lru']],
    ],
  },
  'job-patterns': {
    'one Job an item': [
      [
        'get pods -l jobgroup',
        [
          'process-item-apple-* 0/1 Completed 0 20s',
          'process-item-banana-* 0/1 Completed 0 20s',
          'process-item-cherry-* 0/1 Completed 0 20s',
        ],
      ],
      ['logs -f -l jobgroup', ['Processing item banana']],
    ],
    'one index a Pod': [
      [
        'describe jobs indexed-job',
        [
          'Completion Mode: Indexed',
          'Pods Statuses: 0 Active (0 Ready) / 5 Succeeded / 0 Failed',
          'Completed Indexes: 0-4',
        ],
      ],
      ['logs -l job-name=indexed-job', ['oof', 'rab', 'zab', 'xuq', 'zyx']],
    ],
    'workers that take from a queue until it is empty': [
      ['exec redis-master -- redis-cli RPUSH', ['9']],
      ['get job job-wq-2', ['job-wq-2 Running 0/1 of 2 5s 5s']],
      [
        'describe jobs/job-wq-2',
        ['Parallelism: 2', 'Completions: <unset>', 'Pods Statuses: 0 Active (0 Ready) / 2 Succeeded / 0 Failed'],
      ],
      ['logs -l job-name=job-wq-2', ['Working on *', 'Queue empty, exiting', 'Working on *', 'Queue empty, exiting']],
      ['exec redis-master -- redis-cli LLEN', ['0']],
    ],
  },
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
      ['exec client #1', ['*WordPress*Installation*']],
    ],
    'it is set up, and needs its database': [
      ['exec client #2', ['<h1>Success!</h1>']],
      ['exec client #3', ['<title>Our blog</title>', '<h2>Hello world!</h2>']],
      ['exec client #4', ['<h1>Error establishing a database connection</h1>']],
    ],
    'what the database wrote is there for its next Pod': [
      ['get pods -l tier=mysql', ['wordpress-mysql-* 1/1 Running 0 30s']],
      ['exec deployment/wordpress-mysql', ['option_value', 'Our blog', 'post_title', 'Hello world!']],
      ['exec client #5', ['<title>Our blog</title>']],
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
