/** A Deployment whose Pods ask for enough that nodes fill up, with a Service and a budget. */
export function deployment(name: string, replicas: number, image: string, cpu: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      terminationGracePeriodSeconds: 5
      containers: [{name: main, image: "${image}", resources: {requests: {cpu: ${cpu}, memory: 64Mi}}}]
---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {selector: {app: ${name}}, ports: [{port: 80}]}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: ${name}}
spec: {maxUnavailable: 1, selector: {matchLabels: {app: ${name}}}}
`;
}

/** A StatefulSet whose Pods have a disk each, within a budget. */
export function statefulSet(name: string, replicas: number, policy: string, whenScaled: string): string {
  return `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}}
spec:
  serviceName: ${name}
  replicas: ${replicas}
  podManagementPolicy: ${policy}
  persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete, whenScaled: ${whenScaled}}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      terminationGracePeriodSeconds: 5
      containers:
      - {name: main, image: "redis:7", resources: {requests: {cpu: 100m}}, volumeMounts: [{name: data, mountPath: /data}]}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: ${name}}
spec: {maxUnavailable: 1, selector: {matchLabels: {app: ${name}}}}
`;
}

/** A DaemonSet that updates in one of two ways. */
export function daemonSet(name: string, image: string, surges: boolean): string {
  const [maxSurge, maxUnavailable] = surges ? [1, 0] : [0, 1];
  return `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: ${name}}}
  updateStrategy: {type: RollingUpdate, rollingUpdate: {maxSurge: ${maxSurge}, maxUnavailable: ${maxUnavailable}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      terminationGracePeriodSeconds: 5
      containers: [{name: main, image: "${image}", resources: {requests: {cpu: 50m}}}]
`;
}

/** A CronJob of every minute; suspended it leaves the cluster in peace. */
export function cronJob(name: string, policy: string, suspend: boolean): string {
  return `
apiVersion: batch/v1
kind: CronJob
metadata: {name: ${name}}
spec:
  schedule: "* * * * *"
  suspend: ${suspend}
  concurrencyPolicy: ${policy}
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          terminationGracePeriodSeconds: 5
          containers: [{name: main, image: "busybox:1.36", command: [sh, -c, "sleep 20"]}]
`;
}

/** A finalizer that nobody takes off. */
export const HOLD = 'example.com/hold';

/** An object that does not go before somebody lets it. */
export function held(name: string): string {
  return `
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, finalizers: [${HOLD}]}
`;
}
