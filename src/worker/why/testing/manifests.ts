/** A Deployment `web` of nginx, with more fields of its container in flow style. */
export const web = (replicas = 2, more = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: c, image: 'nginx:1.27'${more}}
`;

/** A Service `web` of the Pods with this label. */
export const service = (app: string): string => `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: ${app}}, ports: [{port: 80}]}
`;

export const autoscaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 1
  maxReplicas: 2
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
`;

export const priorityClass = `apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: high}
value: 1000
`;

export const vip = `apiVersion: v1
kind: Pod
metadata: {name: vip}
spec:
  priorityClassName: high
  containers: [{name: c, image: 'nginx:1.27', resources: {requests: {cpu: '2'}}}]
`;

/** Pods that go wrong each in its way, and what starts by the clock. */
export const troubled = `apiVersion: v1
kind: Pod
metadata: {name: sick}
spec:
  containers:
  - name: c
    image: 'busybox:1.36'
    command: [sh, -c, 'touch /tmp/healthy; sleep 20; rm -f /tmp/healthy; sleep 600']
    livenessProbe: {exec: {command: [cat, /tmp/healthy]}, periodSeconds: 5}
---
apiVersion: v1
kind: Pod
metadata: {name: hungry}
spec:
  containers:
  - name: c
    image: 'polinux/stress'
    command: [stress]
    args: [--vm, '1', --vm-bytes, 250M, --vm-hang, '1']
    resources: {limits: {memory: 100Mi}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: tick}
spec:
  schedule: '* * * * *'
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{name: c, image: 'busybox:1.36', command: [sleep, '5']}]
`;

export const quota = `apiVersion: v1
kind: ResourceQuota
metadata: {name: few}
spec: {hard: {pods: '1'}}
`;

export const closed = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed}
spec: {podSelector: {}, policyTypes: [Ingress]}
`;
