import type { Outcomes } from '../outcome.ts';

/** Looking into Pods, Services and names; how Pods end; what a cluster does by itself. */
export const outcomes: Outcomes = {
  'debug-pods': {
    'an image without a shell is looked into from beside': [
      ['exec ephemeral-demo', ['*exec: "sh": executable file not found in $PATH*', '[exit 1]']],
      ['logs ephemeral-demo', ['1 root * /pause', '* root * sh -c ps; sleep 600']],
      ['describe pod ephemeral-demo', ['Ephemeral Containers:', 'debugger:', 'State: Running']],
    ],
    'a copy has another container, command or image': [
      ['get pod myapp myapp-debug', ['myapp 1/1 Running 0 16s', 'myapp-debug 2/2 Running 0 5s']],
      ['get pod myapp-debug -o', ['true myapp debugger-*']],
      ['exec crashing-debug', ['still here']],
      ['get pods -o custom-columns #1', ['crashing-debug busybox:1.28 Running', 'myapp-ubuntu ubuntu Running']],
    ],
    'the reason of a failure is in the status': [
      ['get pods #1', ['crashing 0/1 Error 2 (16s ago) *']],
      [
        'describe pod crashing',
        [
          'Last State: Terminated',
          'Reason: Error',
          'Exit Code: 1',
          'Warning BackOff * Back-off restarting failed container crashing in pod *',
        ],
      ],
    ],
    'a shell on the node shares its network and processes': [
      ['debug node/node-1', ['Creating debugging pod node-debugger-node-1-* with container debugger on node node-1.']],
      ['get pods -o custom-columns #2', ['node-debugger-node-1-* true true node-1']],
    ],
  },
  'debug-services': {
    'there is no name before there is a Service': [
      ['exec client -- wget -O-', ["wget: bad address 'hostnames'", '[exit 1]']],
      ['get svc hostnames #1', ['Error from server (NotFound): services "hostnames" not found', '[exit 1]']],
    ],
    'then it is found and answered by all Pods': [
      ['get svc hostnames #2', ['hostnames ClusterIP 10.96.* <none> 80/TCP 1s']],
      ['exec client -- nslookup hostnames', ['Address 1: 10.96.* hostnames.default.svc.cluster.local']],
      [
        'exec client -- cat',
        [
          'search default.svc.cluster.local svc.cluster.local cluster.local',
          'nameserver 10.96.0.10',
          'options ndots:5',
        ],
      ],
      ['exec client -- nslookup kubernetes.default', ['Address 1: 10.96.0.1 kubernetes.default.svc.cluster.local']],
      ['exec client -- sh', ['hostnames-*', 'hostnames-*', 'hostnames-*']],
      ['get endpointslices', ['hostnames-* IPv4 9376 10.244.*,10.244.*,10.244.* 7s']],
    ],
    'a selector that matches nothing leaves no endpoints': [
      ['get endpoints hostnames #1', ['hostnames <none> 10s']],
      [
        'exec client -- wget -qO- -T 2 #1',
        ["wget: can't connect to remote host (10.96.*): Connection refused", '[exit 1]'],
      ],
    ],
    'a targetPort where nobody listens leaves endpoints that refuse': [
      ['get endpoints hostnames #2', ['hostnames *:9377,*:9377,*:9377 17s']],
      [
        'exec client -- wget -qO- -T 2 #2',
        ["wget: can't connect to remote host (10.96.*): Connection refused", '[exit 1]'],
      ],
      ['exec client -- wget -qO- -T 2 #3', ['hostnames-*']],
    ],
  },
  'debug-dns': {
    'a Pod asks the cluster’s name server': [
      [
        'exec -i -t dnsutils -- nslookup',
        [
          'Server: 10.96.0.10',
          'Address: 10.96.0.10#53',
          'Name: kubernetes.default.svc.cluster.local',
          'Address: 10.96.0.1',
        ],
      ],
      [
        'exec -ti dnsutils -- cat',
        [
          'search default.svc.cluster.local svc.cluster.local cluster.local',
          'nameserver 10.96.0.10',
          'options ndots:5',
        ],
      ],
      [
        'exec dns-example',
        ['search ns1.svc.cluster-domain.example my.dns.search.suffix', 'nameserver 192.0.2.1', 'options ndots:2 edns0'],
      ],
    ],
    'which runs as Pods behind a Service': [
      ['get pods --namespace=kube-system', ['coredns-* 1/1 Running 0 *', 'coredns-* 1/1 Running 0 *']],
      ['logs --namespace=kube-system', ['.:53', 'CoreDNS-1.11.3', '.:53']],
      ['get svc --namespace', ['kube-dns ClusterIP 10.96.0.10 <none> 53/UDP,53/TCP,9153/TCP *']],
      ['get endpointslices', ['kube-dns-* IPv4 * 10.244.*,10.244.* *']],
    ],
    'a Pod with hostname and subdomain has a name': [
      [
        'exec dnsutils -- nslookup busybox-1',
        ['Name: busybox-1.busybox-subdomain.default.svc.cluster.local', 'Address: 10.244.*'],
      ],
      ['exec busybox1', ['busybox-1.busybox-subdomain.default.svc.cluster.local']],
      ['exec dnsutils -- dig', ['0 100 1234 busybox-1.busybox-subdomain.default.svc.cluster.local.']],
    ],
    'what is not there is not found; without a server nothing is': [
      ['exec dnsutils -- nslookup no-such', ["** server can't find no-such-service: NXDOMAIN", '[exit 1]']],
      [
        'exec dnsutils -- nslookup kubernetes.default',
        [';; connection timed out; no servers could be reached', '[exit 1]'],
      ],
    ],
  },
  'graceful-termination': {
    'the endpoint of a Pod that ends is not ready, but serves': [
      ['get endpointslice #1', ['{"ready":true,"serving":true,"terminating":false}']],
      [
        'get endpointslice #2',
        ['{"ready":false,"serving":true,"terminating":true} {"ready":true,"serving":true,"terminating":false}'],
      ],
    ],
    'the Pod is there until its grace period is over': [
      ['get pods #1', ['nginx-deployment-* 1/1 Terminating 0 15s', 'nginx-deployment-* 1/1 Running 0 4s']],
      ['get pods #2', ['nginx-deployment-* 1/1 Terminating 0 2m']],
      ['get pods #3', ['!*Terminating*']],
    ],
  },
  'static-pods': {
    'the API server shows a copy of what a kubelet runs from its files': [
      [
        'get pods -n kube-system -o wide',
        [
          'etcd-control-plane-1 1/1 Running 0 *',
          'kube-apiserver-control-plane-1 1/1 *',
          'kube-scheduler-control-plane-1 1/1 *',
        ],
      ],
      ['get pods -n kube-system -l component=kube-scheduler -o #1', ['Node file']],
    ],
    'whoever deletes the copy gets it back, and nothing has stopped': [
      ['get pods -n kube-system -l component=kube-scheduler #2', ['kube-scheduler-control-plane-1 1/1 Running 0 2s']],
      ['get pods -n kube-system -l component=kube-scheduler -o #2', ['0']],
      ['get pod web', ['web 1/1 Running 0 6s *']],
    ],
  },
  'self-healing': {
    'a container that fails is started again; one that no longer answers is killed': [
      ['get pods failing hanging', ['failing 0/1 Error 1 (*', 'hanging * 1 (*']],
      ['get events', ['hanging Container main failed liveness probe, will be restarted']],
    ],
    'Pods that are deleted are made anew': [['get deployment shop', ['shop 4/4 4 4 60s']]],
    'a new image is rolled out step by step': [
      [
        'rollout status',
        [
          'Waiting for deployment "shop" rollout to finish: 2 out of 4 new replicas have been updated...',
          'deployment "shop" successfully rolled out',
        ],
      ],
      [
        'get pods -l app=shop',
        ['shop:1.1 Running', 'shop:1.1 Running', 'shop:1.1 Running', 'shop:1.1 Running', '!shop:1.0 *'],
      ],
    ],
  },
  'gpu-training': {
    'Jobs take the GPUs that there are, the others wait': [
      [
        'get pods',
        [
          'large-* Running gpu-1',
          'large-* Running gpu-1',
          'small-0-* Running gpu-2',
          'small-2-* Pending <none>',
          'web-* Running cpu-1',
        ],
      ],
      ['get events', ['0/3 nodes are available: 3 Insufficient nvidia.com/gpu. preemption: *']],
      ['describe node gpu-1', ['nvidia.com/gpu: 4', 'nvidia.com/gpu 4 4']],
    ],
    'until some have ended': [
      ['get jobs #1', ['large Complete 2/2 *', 'small Running 2/4 *']],
      ['get jobs #2', ['small Complete 4/4 *']],
      ['logs job/large', ['epoch 1 loss 0.90', 'saved model']],
    ],
  },
};
